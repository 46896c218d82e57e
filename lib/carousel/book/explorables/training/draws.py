"""What a seed draws in both languages, as a generator of NumPy's kind."""

import numpy as np

from carousel.book.explorables import _portable_rng
from carousel.book.explorables.training.functions import quantile
from carousel.lab.tasks import Task

STREAMS = ("begin", "data", "test", "detach")


class Draws(np.random.Generator):
    """Numbers of a stream from some place on, with NumPy's names for what is drawn.

    So the tasks and cells of the library draw what the page draws.

    Args:
        stream: the seed of a stream.
        start: how many draws of it to leave out.
    """

    def __init__(self, stream: int, start: int = 0):
        super().__init__(np.random.PCG64(0))  # asked for nothing
        self._next = (stream + start * _portable_rng.STEP) % _portable_rng.RANGE
        self.drawn = 0

    def random(self, size=None):
        """Numbers in [0, 1)."""
        count = int(np.prod(size if size is not None else 1))
        drawn = _portable_rng.uniform(self._next, count)
        self._next = (self._next + count * _portable_rng.STEP) % _portable_rng.RANGE
        self.drawn += count
        return drawn.reshape(size if size is not None else ())

    def uniform(self, low=0.0, high=1.0, size=None):
        """Numbers in [low, high)."""
        return low + (high - low) * self.random(size)

    def integers(self, low, high=None, size=None):
        """Whole numbers from low to below high, or from 0 to below low."""
        low, high = (0, low) if high is None else (low, high)
        return low + np.floor(self.random(size) * (high - low)).astype(int)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Numbers of a normal distribution."""
        return loc + scale * quantile(self.random(size) + 0.5 / _portable_rng.RANGE)


def streams(seed: int) -> dict[str, int]:
    """The seed of each stream of a run: start, data, tests, what it closes."""
    drawn = _portable_rng.uniform(seed, len(STREAMS)) * _portable_rng.RANGE
    return dict(zip(STREAMS, map(int, drawn), strict=True))


def draws_of(task: Task, count: int) -> int:
    """How many numbers a batch of so many sequences takes: as many for each of them."""
    rng = Draws(0)
    task.draw(1, rng=rng)
    return rng.drawn * count
