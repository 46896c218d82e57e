"""(a) How high must the forget bias be for a memory of T steps?"""

from carousel.sweeps import blocks, experiment, main
from carousel.training import Settings

LAGS = (25, 50, 100, 200, 400)
STARTS = {f"b_f = {bias}": {"forget_bias": float(bias)} for bias in range(6)}
STARTS["chrono"] = {"forget_bias": "chrono"}
STARTS["carousel"] = {"cell": "lstm_1997", "input_bias": -1.0}


def _jobs():
    for steps in LAGS:
        for start, how in STARTS.items():
            settings = Settings(
                "latch", {"steps": steps}, batch=16, updates=300, test_every=25, **how
            )
            yield from blocks({"start": start, "steps": steps}, settings)


EXPERIMENT = experiment("forget_bias", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT]))
