"""Tasks of pure memory: keep one bit, or a few symbols, over a lag."""

import numpy as np

from carousel.lab.checks import variance, whole
from carousel.lab.tasks._task import Batch, Task, at_the_end, one_hot
from carousel.shapes import Real

SHOWN = 3  # steps in which the latch shows its bit


def latch(steps: Real = 100, noise: Real = 0.2) -> Task:
    r"""Say at the end which bit the first three steps showed [@bengio1994].

    The bit is +1 or -1, then comes Gaussian noise. Without memory an answer costs
    $\ln 2$ and half of them are wrong.

    Args:
        steps: the length, from 4.
        noise: the variance of what follows the bit.

    Raises:
        ValueError: if steps is too small, or noise negative or not finite.
    """
    steps = whole("steps of the latch", steps, SHOWN + 1)
    noise = variance("noise", noise)

    def sample(count: int, rng: np.random.Generator) -> Batch:
        bit = rng.integers(2, size=count)
        x = rng.normal(scale=np.sqrt(noise), size=(steps, count, 1))
        x[:SHOWN, :, 0] = 2.0 * bit - 1
        return at_the_end(x, bit)

    baseline = float(np.log(2))
    return Task("latch", 1, 2, steps, "classes", baseline, 0.1 * baseline, sample)


def copy(lag: Real = 20, symbols: Real = 2, kinds: Real = 4) -> Task:
    r"""Read a few symbols, wait, and say them again [@hochreiter1997; @arjovsky2016].

    An input channel a kind, one that is on while waiting, one that asks for an answer.
    The answer is "nothing" until it is asked for. Without memory only the asked-for
    answers cost anything: on average $S \ln K / (T + 2S)$ for $S$ symbols of $K$ kinds
    and a lag of $T$ steps.

    Args:
        lag: steps between the last symbol and the first answer, from 1.
        symbols: how many to remember, from 1.
        kinds: how many different ones there are, from 2.

    Raises:
        ValueError: if lag is below 1, symbols below 1, or kinds below 2.
    """
    lag = whole("lag of copy", lag, 1)
    symbols, kinds = whole("symbols", symbols, 1), whole("kinds", kinds, 2)
    steps = lag + 2 * symbols

    def sample(count: int, rng: np.random.Generator) -> Batch:
        shown = rng.integers(kinds, size=(symbols, count))
        read = np.full((steps, count), kinds)
        read[:symbols], read[-symbols:] = shown, kinds + 1
        y = np.full((steps, count), kinds)
        y[-symbols:] = shown
        return Batch(x=one_hot(read, kinds + 2), y=y, weight=np.ones((steps, count)))

    baseline = float(symbols * np.log(kinds) / steps)
    return Task(
        "copy", kinds + 2, kinds + 1, steps, "classes", baseline, baseline / 10, sample
    )
