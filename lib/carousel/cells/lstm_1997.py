"""The LSTM of 1997: no forget gate, the cell state holds itself with weight 1."""

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
    Record,
    RecurrentWeights,
)


@dataclass(frozen=True, eq=False)
class Params(ParamsBase):
    """Weights of the gates i and o and of the candidate c; there is no f."""

    W_i: InputWeights
    U_i: RecurrentWeights
    b_i: HiddenVector
    W_c: InputWeights
    U_c: RecurrentWeights
    b_c: HiddenVector
    W_o: InputWeights
    U_o: RecurrentWeights
    b_o: HiddenVector


@dataclass(frozen=True, eq=False)
class State(StateBase):
    """What one step hands on: the output `h` and the cell state `c`."""

    h: HiddenVector
    c: HiddenVector


@dataclass(frozen=True, eq=False)
class Gates(Record):
    """The two gates after the sigmoid, and the candidate after the tanh."""

    i: HiddenVector
    o: HiddenVector
    c_tilde: HiddenVector


@dataclass(frozen=True, eq=False)
class History(HistoryBase):
    """A whole run: one row a step, and the state before the first one."""

    x: InputHistory
    h: HiddenHistory
    c: HiddenHistory
    i: HiddenHistory
    o: HiddenHistory
    c_tilde: HiddenHistory
    first: State


def init(hidden: int, inputs: int, *, rng: np.random.Generator) -> Params:
    r"""Weights uniform in $\pm 1/\sqrt{h}$, biases a sum of two such draws.

    Args:
        hidden: how many units.
        inputs: how many numbers come in at a step.
        rng: where the draws come from.

    Raises:
        ValueError: without units or inputs, or if rng is no generator.
    """
    weights = {}
    for gate in "ico":
        weights[f"W_{gate}"] = uniform(rng, hidden, hidden, inputs)
        weights[f"U_{gate}"] = uniform(rng, hidden, hidden, hidden)
        weights[f"b_{gate}"] = uniform(rng, hidden, hidden) + uniform(
            rng, hidden, hidden
        )
    return Params(**weights)


def step(params: Params, x_t: ArrayLike, prev: State) -> tuple[State, Gates]:
    r"""One step in time [@hochreiter1997].

    $c_t = c_{t-1} + i_t \odot \tilde c_t$ and $h_t = o_t \odot \tanh c_t$.

    The paper squashes the candidate with $4\sigma - 2$ and the output with
    $2\sigma - 1$. Those are $2\tanh(a/2)$ and $\tanh(a/2)$: the same curves with other
    scales. Here both are tanh, so that the cell differs from `cells.lstm` in the
    missing forget gate and in nothing else.

    Args:
        params: the weights.
        x_t: the input of the step, (input,).
        prev: the state before it.

    Raises:
        ValueError: for weights or a state of another cell, or other widths.
    """
    x_t, h_prev, c_prev = check_step(params, x_t, prev, (Params, State))
    sigmoid = params.sigmoid
    i_t = sigmoid(params.W_i @ x_t + params.U_i @ h_prev + params.b_i)
    c_tilde_t = np.tanh(params.W_c @ x_t + params.U_c @ h_prev + params.b_c)
    o_t = sigmoid(params.W_o @ x_t + params.U_o @ h_prev + params.b_o)
    c_t = c_prev + i_t * c_tilde_t
    h_t = o_t * np.tanh(c_t)
    return State(h=h_t, c=c_t), Gates(i=i_t, o=o_t, c_tilde=c_tilde_t)


def run(params: Params, x: ArrayLike, first: State | None = None) -> History:
    """All steps of a sequence with every gate.

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
