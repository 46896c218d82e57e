"""A task of timing: was the pause between two spikes one step longer?"""

import numpy as np

from carousel.lab.checks import whole
from carousel.lab.tasks._task import Batch, Task
from carousel.shapes import Real


def timing(delay: Real = 10, spikes: Real = 2, wait: Real = 5) -> Task:
    r"""Say at every spike but the first whether the pause was long [@gers2002].

    Spikes in one channel, silence between. Each pause is `delay` steps or one more,
    with equal chance, and before the first spike comes a wait of random length: so
    neither a spike nor the time since the start tells anything, and an answer without
    memory costs $\ln 2$.

    Args:
        delay: the shorter pause, from 1.
        spikes: how many, from 2.
        wait: the longest wait before the first spike.

    Raises:
        ValueError: if a number is too small.
    """
    delay, spikes = whole("delay", delay, 1), whole("spikes", spikes, 2)
    wait = whole("wait", wait, 1)
    steps = wait + 1 + (delay + 1) * (spikes - 1)

    def sample(count: int, rng: np.random.Generator) -> Batch:
        x = np.zeros((steps, count, 1))
        y, weight = np.zeros((steps, count), int), np.zeros((steps, count))
        column, place = np.arange(count), rng.integers(wait + 1, size=count)
        x[place, column, 0] = 1.0
        for _ in range(spikes - 1):
            longer = rng.integers(2, size=count)
            place = place + delay + longer
            x[place, column, 0] = weight[place, column] = 1.0
            y[place, column] = longer
        return Batch(x=x, y=y, weight=weight)

    baseline = float(np.log(2))
    return Task("timing", 1, 2, steps, "classes", baseline, baseline / 10, sample)
