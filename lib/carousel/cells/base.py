"""The door of every cell: weights and states come in as float64 arrays that fit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from carousel.shapes import InputHistory, Numbers, array

History = TypeVar("History")


class _Door(type):
    """Checks and converts what a dataclass is made of, before it is made.

    That it happens before is what keeps the errors ours: a shape checker looks at the
    arguments of a dataclass first, and would speak of annotations.
    """

    def __call__(cls, **values: object) -> object:
        return super().__call__(**cls._fitting(values))


@dataclass(frozen=True, eq=False)
class Weights(metaclass=_Door):
    """Weights whose shapes agree; the first bias says how many units there are.

    Raises:
        ValueError: if a weight has another shape, or is not finite, naming it.
    """

    @classmethod
    def _fitting(cls, values: dict[str, object]) -> dict[str, object]:
        names = [name for name in cls.__dataclass_fields__ if name in values]
        bias = next((name for name in names if name.startswith("b")), None)
        into = next((name for name in names if name.startswith("W")), None)
        if bias is None or into is None:
            return values  # the dataclass says which names are missing
        hidden = len(array(bias, values[bias], ("hidden",)))
        inputs = array(into, values[into], (hidden, "input")).shape[1]
        shapes = {"W": (hidden, inputs), "U": (hidden, hidden)}
        return {
            name: array(name, value, shapes.get(name[0], (hidden,)))
            for name, value in values.items()
        }

    @property
    def hidden(self) -> int:
        """How many units the cell has."""
        return len(next(v for name, v in vars(self).items() if name.startswith("b")))

    @property
    def inputs(self) -> int:
        """How many numbers the cell reads in a step."""
        weights = vars(self).items()
        return next(v for name, v in weights if name.startswith("W")).shape[1]


@dataclass(frozen=True, eq=False)
class Handed(metaclass=_Door):
    """What one step hands on: vectors of one width.

    Raises:
        ValueError: if the widths differ, or an entry is not finite, naming it.
    """

    @classmethod
    def _fitting(cls, values: dict[str, object]) -> dict[str, object]:
        width: int | str = "hidden"
        for name, value in values.items():
            values[name] = array(name, value, (width,))
            width = len(values[name])
        return values


def sequence(x: Numbers, inputs: int) -> InputHistory:
    """The input of a run, of at least one step."""
    x = array("x", x, ("time", inputs))
    if len(x) == 0:
        raise ValueError("x has no steps, expected at least one")
    return x


def start(first: Handed | None, kind: type[Handed], hidden: int) -> Handed:
    """The state before the first step: as given, or zeros."""
    if first is None:
        return kind(**{name: np.zeros(hidden) for name in kind.__dataclass_fields__})
    if type(first) is not kind:
        came = f"{type(first).__module__}.{type(first).__name__}"
        raise ValueError(f"first must be a {kind.__module__}.State, got {came}")
    return first


def unroll(
    step: Callable, params: Weights, x: Numbers, first: Handed, history: type[History]
) -> History:
    """Take a step for every row of x, and keep the states and the gates of each."""
    names = [n for n in history.__dataclass_fields__ if n not in ("x", "first")]
    rows = {name: np.empty((len(x), params.hidden)) for name in names}
    state = first
    for t, x_t in enumerate(x):
        taken = step(params, x_t, state)
        state, *gates = taken if isinstance(taken, tuple) else (taken,)
        for part in (state, *gates):
            for name, value in vars(part).items():
                rows[name][t] = value
    return history(x=x, first=first, **rows)


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
