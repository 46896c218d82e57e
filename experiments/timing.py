"""(f) Peepholes on a task of timing.

Question: do peepholes help to tell a pause from one that is a step longer, and does the
gradient decide? Answer: of 20 seeds, at pauses of 5, 10 and 20 steps: full gradient,
without peepholes 20, 19, 0; full gradient, with peepholes 20, 18, 1; truncated
gradient, without peepholes 14, 3, 0; truncated gradient, with peepholes 15, 3, 0. The
gradient decides and the peepholes do not: with the truncated one, in which no error
flows back through peepholes either, both cells fall behind alike. A surprise: with four
units and 1,500 updates a pause of 20 steps is too long for nearly all. What would
change the answer: more updates and more units at 20 steps, and a task that asks to
produce spikes on time instead of judging them, where the paper of 2002 saw the
difference.
"""

from carousel.lab.results import select
from carousel.lab.sweeps import experiment, main, seed_batches
from carousel.lab.training import Settings

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
                yield from seed_batches(label, settings)


def answer(cases):
    """The docstring's numbers."""
    parts = []
    for gradient in ("full", "truncated"):
        for cell, word in (("lstm", "without"), ("peephole", "with")):
            each = (str(c.solved) for c in select(cases, cell=cell, gradient=gradient))
            parts.append(f"{gradient} gradient, {word} peepholes {', '.join(each)}")
    return f"of 20 seeds, at pauses of 5, 10 and 20 steps: {'; '.join(parts)}."


EXPERIMENT = experiment("timing", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT], __file__))
