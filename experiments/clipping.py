"""(e) A run that needs clipping: by which kind, and at which threshold?"""

from carousel.results import where
from carousel.sweeps import blocks, experiment, main
from carousel.training import Settings

THRESHOLDS = {
    "none": (1.0,),
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
            yield from blocks({"kind": kind, "threshold": threshold}, settings)


def answer(cases):
    """The docstring's numbers."""
    (free,) = where(cases, kind="none")
    parts = []
    for kind in ("norm", "value", "percentile"):
        each = (
            f"{c.label['threshold']:g}: {c.solved}" for c in where(cases, kind=kind)
        )
        parts.append(f"by {kind} {', '.join(each)}")
    return (
        f"of 20 seeds, {free.solved} solve it without clipping, and {'; '.join(parts)}."
    )


EXPERIMENT = experiment("clipping", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT]))
