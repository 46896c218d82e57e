"""(e) Clipping a run that needs it.

Question: a latch of 30 steps is learned with plain gradient steps of rate 1, which is
too large now and then; which kind of clipping saves it, and at which threshold? Answer:
of 20 seeds, 7 solve it without clipping, and by norm 0.01: 19, 0.03: 19, 0.1: 20, 0.3:
20, 1: 18, 3: 8, 10: 7; by value 0.001: 14, 0.01: 20, 0.1: 20, 1: 5; by percentile 10:
19, 50: 20, 90: 17. So a threshold has a range of more than a factor of ten in which it
hardly matters, a ceiling above which it does nothing, and below its range it only slows
down. A surprise: cutting entries, which bends the direction, does as well here as
scaling, and no run ends in infinity: without clipping a network jumps to where the
gradient has vanished, and stays. What would change the answer: Adam, which needs no
clipping here, since it divides by the size of the gradient itself; a smaller rate.
"""

from carousel.lab.results import select
from carousel.lab.sweeps import experiment, main, seed_batches
from carousel.lab.training import Settings

THRESHOLDS = {
    "none": (1.0,),  # not used
    "norm": (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    "value": (0.001, 0.01, 0.1, 1.0),
    "percentile": (10.0, 50.0, 90.0),
}


def _jobs():
    for kind, thresholds in THRESHOLDS.items():
        for threshold in thresholds:
            settings = Settings(
                "latch",
                {"steps": 30},
                forget_bias=3.0,
                optimizer="sgd",
                rate=1.0,
                clip=kind,
                threshold=threshold,
                batch=16,
                updates=300,
                test_every=25,
                record=("norms",),
            )
            yield from seed_batches({"kind": kind, "threshold": threshold}, settings)


def answer(cases):
    """The docstring's numbers."""
    (free,) = select(cases, kind="none")
    parts = []
    for kind in ("norm", "value", "percentile"):
        each = (
            f"{c.label['threshold']:g}: {c.solved}" for c in select(cases, kind=kind)
        )
        parts.append(f"by {kind} {', '.join(each)}")
    return (
        f"of 20 seeds, {free.solved} solve it without clipping, and {'; '.join(parts)}."
    )


EXPERIMENT = experiment("clipping", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT], __file__))
