"""(f) Do peepholes help to measure time, and does the gradient decide?"""

from carousel.results import where
from carousel.sweeps import blocks, experiment, main
from carousel.training import Settings

DELAYS = (5, 10, 20)


def _jobs():
    for delay in DELAYS:
        for cell in ("lstm", "peephole"):
            for gradient in ("full", "truncated"):
                settings = Settings(
                    "timing",
                    {"delay": delay},
                    cell=cell,
                    hidden=4,
                    forget_bias=1.0,
                    gradient=gradient,
                    batch=16,
                    updates=1500,
                    test_every=50,
                )
                label = {"delay": delay, "cell": cell, "gradient": gradient}
                yield from blocks(label, settings)


def answer(cases):
    """The docstring's numbers."""
    parts = []
    for gradient in ("full", "truncated"):
        for cell, word in (("lstm", "without"), ("peephole", "with")):
            each = (str(c.solved) for c in where(cases, cell=cell, gradient=gradient))
            parts.append(f"{gradient} gradient, {word} peepholes {', '.join(each)}")
    return f"of 20 seeds, at pauses of 5, 10 and 20 steps: {'; '.join(parts)}."


EXPERIMENT = experiment("timing", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT]))
