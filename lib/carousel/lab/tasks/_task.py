"""What a task is: sequences to read, what to answer, and what guessing costs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Num

from carousel.shapes import Real


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
    that the task asks for, `best` that of the best predictor there is. A test loss
    below `goal` counts as solved. `steps` is the length, None where it varies.
    """

    name: str
    inputs: int
    outputs: int
    steps: int | None
    loss: str
    baseline: float
    goal: float
    sample: Callable[[int, np.random.Generator], Batch]
    best: float = 0.0
    held_out: Batch | None = None

    def draw(self, count: int, *, rng: np.random.Generator) -> Batch:
        """So many fresh sequences.

        Raises:
            ValueError: if count is below 1.
        """
        if count < 1:
            raise ValueError(f"count must be at least 1, got {count}")
        return self.sample(count, rng)


def whole(name: str, value: Real, least: int) -> int:
    """A whole number that is large enough for the task.

    Raises:
        ValueError: naming the number, the least it may be and what came.
    """
    if not (np.isfinite(value) and value == int(value) and value >= least):
        raise ValueError(f"{name} must be a whole number from {least}, got {value}")
    return int(value)


def at_the_end(x: np.ndarray, answer: np.ndarray) -> Batch:
    """Sequences with one answer each, asked for at the last step."""
    y = np.zeros(x.shape[:2], answer.dtype)
    weight = np.zeros(x.shape[:2])
    y[-1], weight[-1] = answer, 1.0
    return Batch(x=x, y=y, weight=weight)


def one_hot(symbols: np.ndarray, kinds: int) -> np.ndarray:
    """Each symbol as a vector with a single 1."""
    return np.eye(kinds)[symbols]
