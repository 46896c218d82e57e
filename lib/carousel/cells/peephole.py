"""The LSTM whose gates also see the cell state, each through its own peephole."""

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
    Real,
    Record,
    RecurrentWeights,
    as_number,
)


@dataclass(frozen=True, eq=False)
class Params(ParamsBase):
    """Weights of the gates i, f, o and of the candidate c, and the gates' peepholes."""

    W_i: InputWeights
    U_i: RecurrentWeights
    b_i: HiddenVector
    W_f: InputWeights
    U_f: RecurrentWeights
    b_f: HiddenVector
    W_c: InputWeights
    U_c: RecurrentWeights
    b_c: HiddenVector
    W_o: InputWeights
    U_o: RecurrentWeights
    b_o: HiddenVector
    p_i: HiddenVector
    p_f: HiddenVector
    p_o: HiddenVector


@dataclass(frozen=True, eq=False)
class State(StateBase):
    """What one step hands on: the output `h` and the cell state `c`."""

    h: HiddenVector
    c: HiddenVector


@dataclass(frozen=True, eq=False)
class Gates(Record):
    """The gates after the sigmoid, and the candidate after the tanh."""

    i: HiddenVector
    f: HiddenVector
    o: HiddenVector
    c_tilde: HiddenVector


@dataclass(frozen=True, eq=False)
class History(HistoryBase):
    """A whole run: one row a step, and the state before the first one."""

    x: InputHistory
    h: HiddenHistory
    c: HiddenHistory
    i: HiddenHistory
    f: HiddenHistory
    o: HiddenHistory
    c_tilde: HiddenHistory
    first: State


def init(
    hidden: int,
    inputs: int,
    *,
    rng: np.random.Generator,
    forget_bias: Real | None = None,
) -> Params:
    r"""All uniform in $\pm 1/\sqrt{h}$; biases are a sum of two such draws.

    Args:
        hidden: how many units.
        inputs: how many numbers come in at a step.
        rng: where the draws come from.
        forget_bias: the value of every entry of `b_f`; drawn like the others if None.

    Raises:
        ValueError: without units or inputs, if rng is no generator, or the forget bias
            is not a finite number.
    """
    weights = {}
    for gate in "ifco":
        weights[f"W_{gate}"] = uniform(rng, hidden, hidden, inputs)
        weights[f"U_{gate}"] = uniform(rng, hidden, hidden, hidden)
        weights[f"b_{gate}"] = uniform(rng, hidden, hidden) + uniform(
            rng, hidden, hidden
        )
    for gate in "ifo":
        weights[f"p_{gate}"] = uniform(rng, hidden, hidden)
    if forget_bias is not None:
        weights["b_f"] = np.full(hidden, as_number("forget_bias", forget_bias))
    return Params(**weights)


def step(params: Params, x_t: ArrayLike, prev: State) -> tuple[State, Gates]:
    r"""One step in time [@gers2000count].

    The input and the forget gate see the cell state of before, through
    $p_i \odot c_{t-1}$ and $p_f \odot c_{t-1}$ in their net inputs; the output gate
    sees the new one, through $p_o \odot c_t$. Then
    $c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t$ and $h_t = o_t \odot \tanh c_t$.

    Args:
        params: the weights.
        x_t: the input of the step, (input,).
        prev: the state before it.

    Raises:
        ValueError: for weights or a state of another cell, or other widths.
    """
    x_t, h_prev, c_prev = check_step(params, x_t, prev, (Params, State))
    sigmoid = params.sigmoid
    i_t = sigmoid(
        params.W_i @ x_t + params.U_i @ h_prev + params.p_i * c_prev + params.b_i
    )
    f_t = sigmoid(
        params.W_f @ x_t + params.U_f @ h_prev + params.p_f * c_prev + params.b_f
    )
    c_tilde_t = np.tanh(params.W_c @ x_t + params.U_c @ h_prev + params.b_c)
    c_t = f_t * c_prev + i_t * c_tilde_t
    o_t = sigmoid(
        params.W_o @ x_t + params.U_o @ h_prev + params.p_o * c_t + params.b_o
    )
    h_t = o_t * np.tanh(c_t)
    return State(h=h_t, c=c_t), Gates(i=i_t, f=f_t, o=o_t, c_tilde=c_tilde_t)


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
