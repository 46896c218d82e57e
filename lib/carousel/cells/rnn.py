"""The plain recurrent cell: the whole state is rewritten at every step."""

from dataclasses import dataclass

import numpy as np

from carousel.cells.base import (
    HistoryBase,
    ParamsBase,
    StateBase,
    check_inputs,
    check_step,
    initial_state,
    uniform,
    unroll,
)
from carousel.shapes import (
    ArrayLike,
    HiddenHistory,
    HiddenVector,
    InputHistory,
    InputWeights,
    RecurrentWeights,
)


@dataclass(frozen=True, eq=False)
class Params(ParamsBase):
    """Weights of the cell: `W` from the input, `U` from the last output, bias `b`."""

    W: InputWeights
    U: RecurrentWeights
    b: HiddenVector


@dataclass(frozen=True, eq=False)
class State(StateBase):
    """What one step hands on."""

    h: HiddenVector


@dataclass(frozen=True, eq=False)
class History(HistoryBase):
    """A whole run: one row a step, and the state before the first one."""

    x: InputHistory
    h: HiddenHistory
    first: State


def init(hidden: int, inputs: int, *, rng: np.random.Generator) -> Params:
    r"""Weights uniform in $\pm 1/\sqrt{h}$, the bias a sum of two such draws.

    Args:
        hidden: how many units.
        inputs: how many numbers come in at a step.
        rng: where the draws come from.

    Raises:
        ValueError: without units or inputs, or if rng is no generator.
    """
    return Params(
        W=uniform(rng, hidden, hidden, inputs),
        U=uniform(rng, hidden, hidden, hidden),
        b=uniform(rng, hidden, hidden) + uniform(rng, hidden, hidden),
    )


def step(params: Params, x_t: ArrayLike, prev: State) -> State:
    r"""One step in time [@hochreiter1991].

    $h_t = \tanh(W x_t + U h_{t-1} + b)$.

    Args:
        params: the weights.
        x_t: the input of the step, (input,).
        prev: the state before it.

    Raises:
        ValueError: for weights or a state of another cell, or other widths.
    """
    x_t, h_prev = check_step(params, x_t, prev, (Params, State))
    return State(h=np.tanh(params.W @ x_t + params.U @ h_prev + params.b))


def run(params: Params, x: ArrayLike, first: State | None = None) -> History:
    """All steps of a sequence.

    Args:
        params: the weights.
        x: (time, input), at least one step.
        first: the state before the first step; zeros if None.

    Raises:
        ValueError: for weights or a state of another cell, or if `x` does not fit.
    """
    x = check_inputs(x, params, Params)
    first = initial_state(first, State, params.hidden)
    return unroll(step, params, x, first, History)
