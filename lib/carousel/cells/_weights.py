"""What the weights of every cell have in common: a door that checks them."""

from dataclasses import dataclass, fields

import numpy as np

from carousel.shapes import array


@dataclass(frozen=True)
class Weights:
    """Weights whose shapes agree; the first bias says how many units there are.

    Raises:
        ValueError: if a weight has another shape, or is not finite, naming it.
    """

    def __post_init__(self) -> None:
        names = [field.name for field in fields(self)]
        bias = next(name for name in names if name.startswith("b"))
        into = next(name for name in names if name.startswith("W"))
        hidden = len(array(bias, getattr(self, bias), ("hidden",)))
        inputs = array(into, getattr(self, into), (hidden, "input")).shape[1]
        shapes = {"W": (hidden, inputs), "U": (hidden, hidden)}
        for name in names:
            shape = shapes.get(name[0], (hidden,))
            object.__setattr__(self, name, array(name, getattr(self, name), shape))

    @property
    def hidden(self) -> int:
        """How many units the cell has."""
        return next(
            len(getattr(self, field.name))
            for field in fields(self)
            if field.name.startswith("b")
        )

    @property
    def inputs(self) -> int:
        """How many numbers the cell reads in a step."""
        return next(
            getattr(self, field.name).shape[1]
            for field in fields(self)
            if field.name.startswith("W")
        )


def sigmoid(a: np.ndarray) -> np.ndarray:
    r"""$\sigma(a) = 1 / (1 + e^{-a})$, elementwise, precise in both tails."""
    tail = np.exp(-np.abs(a))  # never overflows
    return np.where(a >= 0, 1.0, tail) / (1.0 + tail)


def uniform(rng: np.random.Generator, hidden: int, *shape: int) -> np.ndarray:
    r"""Uniform in $\pm 1/\sqrt{h}$, as PyTorch draws recurrent weights."""
    if hidden < 1 or min(shape) < 1:
        raise ValueError(f"a cell needs at least one unit and one input, got {shape}")
    bound = hidden**-0.5
    return rng.uniform(-bound, bound, shape)
