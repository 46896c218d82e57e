"""(f) Do peepholes help to measure time, and does the gradient decide?"""

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


EXPERIMENT = experiment("timing", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT]))
