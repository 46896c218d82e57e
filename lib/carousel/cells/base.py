"""What all cells share: weights and states that fit, and the walk over the steps."""

import difflib
import inspect
import weakref
from collections.abc import Callable
from typing import ClassVar, TypeVar

import numpy as np

from carousel.shapes import (
    ArrayLike,
    HiddenHistory,
    InputHistory,
    Record,
    as_array,
    as_count,
    check_rng,
    describe,
    expect,
)


def sigmoid(a: ArrayLike) -> np.ndarray | np.floating:
    r"""$\sigma(a) = 1 / (1 + e^{-a})$, elementwise, precise in both tails.

    Raises:
        ValueError: if an entry is not a number.
    """
    if type(a) is not np.ndarray or a.dtype != np.float64:
        a = as_array("a", a, own=False, finite=False)
    tail = np.exp(-np.abs(a))  # never overflows
    return np.where(a >= 0, 1.0, tail) / (1.0 + tail)


class _Fields(Record):
    """A dataclass whose fields are float64 arrays that fit each other.

    They come by position or by name. An axis that two annotations name has one length.
    `dataclass` leaves the `__init__` that it finds here; as that has no annotations, a
    checker of shapes lets everything in, and the errors stay ours.
    """

    _axes: ClassVar[dict[str, tuple[str, ...]]]
    _by_rank: ClassVar[list]  # vectors first: they say how many units
    _places: ClassVar[dict[str, tuple[str, int]]]  # of an axis: a field, and which
    _word: ClassVar[str]  # what a field is, in a message

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__init__ = cls.__init__
        shapes = inspect.get_annotations(cls)
        shapes = {n: s for n, s in shapes.items() if hasattr(s, "dim_str")}
        own = {name: tuple(s.dim_str.split()) for name, s in shapes.items()}
        cls._axes = getattr(cls, "_axes", {}) | own
        cls._by_rank = sorted(cls._axes.items(), key=lambda item: len(item[1]))
        cls._places = {
            axis: (name, axes.index(axis))
            for name, axes in cls._axes.items()
            for axis in axes
        }
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        cls.__signature__ = inspect.Signature(
            inspect.Parameter(name, kind) for name in cls._axes
        )

    def __init__(self, /, *values, **named):
        given, sizes = self._by_name(values, named), {}
        for name, axes in self._by_rank:
            given[name] = as_array(name, given[name], [sizes.get(a, a) for a in axes])
            sizes.update(zip(axes, given[name].shape, strict=True))
        if sizes["hidden"] == 0:
            raise ValueError(f"{describe(type(self))} needs at least one unit, got 0")
        vars(self).update((name, given[name]) for name in self._axes)

    def _by_name(self, values: tuple, named: dict) -> dict:
        if not values and named.keys() == self._axes.keys():
            return named
        names, made = list(self._axes), describe(type(self))
        if len(values) > len(names):
            takes = f"{made} takes {len(names)} ({', '.join(names)})"
            raise ValueError(f"{takes}, got {len(values)}")
        given = dict(zip(names, values, strict=False))
        for name in named:
            if name not in names:
                plain = {known.lower(): known for known in names}
                near = difflib.get_close_matches(name.lower(), plain, n=1, cutoff=0.7)
                has = f"{made} has {', '.join(names)}"
                meant = f"{plain[near[0]]}?" if near else has
                raise ValueError(f"{name}: no such {self._word}; {meant}")
            if name in given:
                raise ValueError(f"{name} came twice, by position and by name")
        given |= named
        missing = [name for name in names if name not in given]
        if missing:
            raise ValueError(f"{made} needs {', '.join(missing)} too")
        return given


class ParamsBase(_Fields):
    """Weights whose shapes agree.

    Raises:
        ValueError: if a weight is missing, unknown, of another shape, or not finite.
    """

    _word = "weight"
    sigmoid = staticmethod(sigmoid)  # what makes a gate of its net input

    @staticmethod
    def sigmoid_slope(gate: np.ndarray) -> np.ndarray:
        """How a gate answers its net input, by the value that it has."""
        return gate * (1 - gate)

    @property
    def hidden(self) -> int:
        """How many units the cell has."""
        return self._size("hidden")

    @property
    def inputs(self) -> int:
        """How many numbers the cell reads in a step."""
        return self._size("input")

    def __repr__(self) -> str:
        return f"{describe(self)}(hidden={self.hidden}, inputs={self.inputs})"

    def _size(self, axis: str) -> int:
        name, place = self._places[axis]
        return getattr(self, name).shape[place]


class StateBase(_Fields):
    """What one step hands on: vectors of one width.

    Raises:
        ValueError: if a vector is missing, unknown, of another width, or not finite.
    """

    _word = "part of a state"


class HistoryBase(Record):
    """A whole run: one row a step, and the state before the first one."""

    def __repr__(self) -> str:
        steps, inputs = self.x.shape
        hidden = len(next(iter(vars(self.first).values())))
        return f"{describe(self)}(steps={steps}, hidden={hidden}, inputs={inputs})"


Params = TypeVar("Params", bound=ParamsBase)
State = TypeVar("State", bound=StateBase)
History = TypeVar("History", bound=HistoryBase)


def check_inputs(x: ArrayLike, params: object, wanted: type[Params]) -> InputHistory:
    """The input of a run of at least one step, (time, input).

    Raises:
        ValueError: for weights of another cell, or if x does not fit them.
    """
    expect("params", params, wanted)
    x = as_array("x", x, ("time", params.inputs))
    if len(x) == 0:
        raise ValueError("x has no steps, expected at least one")
    return x


def initial_state(first: State | None, wanted: type[State], hidden: int) -> State:
    """The state before the first step: as given, or zeros.

    Raises:
        ValueError: for the state of another cell or width.
    """
    if first is None:
        return wanted(*(np.zeros(hidden) for _ in wanted.__dataclass_fields__))
    expect("first", first, wanted)
    units = len(next(iter(vars(first).values())))
    if units != hidden:
        raise ValueError(f"first has {units} units, the params have {hidden}")
    return first


def check_step(
    params: Params,
    x_t: ArrayLike,
    prev: State,
    wanted: tuple[type[Params], type[State]],
) -> tuple[np.ndarray, ...]:
    """The input of one step, and the vectors of the state before it, in their order.

    Raises:
        ValueError: for weights or a state of another cell, or widths that do not fit.
    """
    expect("params", params, wanted[0])
    expect("prev", prev, wanted[1])
    for name, value in vars(prev).items():
        if len(value) != params.hidden:
            raise ValueError(
                f"{name}_prev has shape {value.shape}, expected ({params.hidden},)"
            )
    return as_array("x_t", x_t, (params.inputs,)), *vars(prev).values()


def before(history: HistoryBase, name: str) -> HiddenHistory:
    """A column of the history one step earlier: row t holds the value of t - 1."""
    first = getattr(history.first, name)
    return np.concatenate([first[None], getattr(history, name)[:-1]])


_makers = weakref.WeakKeyDictionary()  # of every run, the weights that made it


def is_run_of(params: object, history: object) -> bool:
    """Whether these very weights have made this very history."""
    maker = _makers.get(history) if isinstance(history, HistoryBase) else None
    return maker is not None and maker() is params


def unroll(
    step: Callable,
    params: Params,
    x: InputHistory,
    first: State,
    history: type[History],
) -> History:
    """Take a step for every row of x, and keep the states and the gates of each."""
    names = [n for n in history.__dataclass_fields__ if n not in ("x", "first")]
    rows = {name: np.empty((len(x), params.hidden)) for name in names}
    state = first
    for t, x_t in enumerate(x):
        state, parts = advance(step, params, x_t, state)
        for name, value in parts.items():
            rows[name][t] = value
    made = history(x=x, first=first, **rows)
    _makers[made] = weakref.ref(params)
    return made


def advance(
    step: Callable, params: Params, x_t: np.ndarray, prev: State
) -> tuple[State, dict[str, np.ndarray]]:
    """One step: the new state, and everything that the step gave, by name."""
    taken = step(params, x_t, prev)
    state, *gates = taken if isinstance(taken, tuple) else (taken,)
    return state, {n: v for part in (state, *gates) for n, v in vars(part).items()}


def logit(gate: ArrayLike) -> np.ndarray | np.floating:
    r"""The net input of a gate: $\sigma^{-1}(k) = \ln k - \ln(1 - k)$, elementwise.

    Raises:
        ValueError: if an entry does not lie between 0 and 1.
    """
    gate = as_array("gate", gate, own=False)
    if not ((gate > 0) & (gate < 1)).all():
        raise ValueError(f"a gate must lie between 0 and 1, got {describe(gate[()])}")
    return np.log(gate) - np.log1p(-gate)


def uniform(rng: np.random.Generator, hidden: int, *shape: int) -> np.ndarray:
    r"""Uniform in $\pm 1/\sqrt{h}$, as PyTorch draws recurrent weights.

    Raises:
        ValueError: without units or inputs, or if rng is no generator.
    """
    check_rng(rng)
    if min(as_count("units and inputs", n) for n in (hidden, *shape)) < 1:
        raise ValueError(f"a cell needs at least one unit and one input, got {shape}")
    bound = hidden**-0.5
    return rng.uniform(-bound, bound, shape)
