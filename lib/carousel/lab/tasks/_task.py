"""What a task is: sequences to read, what to answer, and what guessing costs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Num

from carousel.lab.checks import whole


@dataclass(frozen=True, eq=False)
class Batch:
    """Sequences side by side, time first.

    `weight` is 1 where an answer counts and 0 where none is asked for. `y` holds the
    answer: a class, or a number.
    """

    x: Float[np.ndarray, "time batch input"]
    y: Num[np.ndarray, "time batch"]
    weight: Float[np.ndarray, "time batch"]


@dataclass(frozen=True, eq=False)
class Task:
    """A task, and the losses that say what a network has learned.

    `loss` is "classes" (cross-entropy, in nats an answer) or "squared" (mean squared
    error). `baseline` is the expected loss of the best predictor without the memory
    that the task asks for; with it the loss can be 0. A test loss below `goal` counts
    as solved. `steps` is the length of every sequence.
    """

    name: str
    inputs: int
    outputs: int
    steps: int
    loss: str
    baseline: float
    goal: float
    sample: Callable[[int, np.random.Generator], Batch]

    def draw(self, count: int, *, rng: np.random.Generator) -> Batch:
        """So many fresh sequences, each `steps` long.

        Args:
            count: how many, from 1.
            rng: where they are drawn from.

        Raises:
            ValueError: if count is no whole number from 1.
        """
        return self.sample(whole("count", count, 1), rng)


def at_the_end(x: np.ndarray, answer: np.ndarray) -> Batch:
    """Sequences with one answer each, asked for at the last step.

    Args:
        x: (time, batch, input).
        answer: (batch,), classes or numbers.
    """
    y = np.zeros(x.shape[:2], answer.dtype)
    weight = np.zeros(x.shape[:2])
    y[-1], weight[-1] = answer, 1.0
    return Batch(x=x, y=y, weight=weight)


def one_hot(symbols: np.ndarray, kinds: int) -> np.ndarray:
    """Each symbol as a vector with a single 1, on a new last axis.

    Args:
        symbols: whole numbers from 0 to `kinds` - 1, of any shape.
        kinds: how long a vector is.
    """
    return np.eye(kinds)[symbols]
