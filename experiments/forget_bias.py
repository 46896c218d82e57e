"""(a) Forget bias against lag.

Question: how high must the forget bias be for a memory of T steps? Answer: of 20 seeds,
b_f = 0 to 5 solve 0, 0, 15, 20, 20, 19, chrono 20 and the carousel 20 at 50 steps; 0,
0, 3, 13, 17, 16, chrono 20 and the carousel 20 at 100 steps; 0, 0, 0, 0, 2, 4, chrono 5
and the carousel 6 at 400 steps, within 300 updates. A surprise: a gate that never
forgets is not enough at 200 and 400 steps. We suspect the noise that a half-open input
gate lets in and that adds up; chrono, which also closes that gate, does better at 200,
and is slower the longer the lag. What would change the answer: more updates for chrono
at 400 steps, a more closed input gate for the carousel, less noise, or a task with
something to learn from on the way.
"""

from carousel.lab.results import select
from carousel.lab.sweeps import experiment, main, seed_batches
from carousel.lab.training import Settings

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
            yield from seed_batches({"start": start, "steps": steps}, settings)


def answer(cases):
    """The docstring's numbers."""
    parts = []
    for steps in (50, 100, 400):
        *biases, chrono, carousel = (c.solved for c in select(cases, steps=steps))
        solved = ", ".join(map(str, biases))
        parts.append(
            f"{solved}, chrono {chrono} and the carousel {carousel} at {steps}"
        )
    return (
        "of 20 seeds, b_f = 0 to 5 solve " + " steps; ".join(parts) + " steps, within "
        f"{cases[0].settings['updates']} updates."
    )


EXPERIMENT = experiment("forget_bias", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT], __file__))
