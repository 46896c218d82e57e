"""minLSTM: gates that see the input alone, so that no indirect path is left."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from carousel.cells.base import (
    HistoryBase,
    ParamsBase,
    StateBase,
    check_inputs,
    check_step,
    initial_state,
    sigmoid,
    uniform,
)
from carousel.heirs import scan
from carousel.shapes import (
    ArrayLike,
    HiddenHistory,
    HiddenVector,
    InputHistory,
    InputWeights,
    Real,
    Record,
    as_number,
)


@dataclass(frozen=True, eq=False)
class Params(ParamsBase):
    """Weights of the gates i, f and of the candidate c. There is no U."""

    W_i: InputWeights
    b_i: HiddenVector
    W_f: InputWeights
    b_f: HiddenVector
    W_c: InputWeights
    b_c: HiddenVector


@dataclass(frozen=True, eq=False)
class State(StateBase):
    """What one step hands on: the cell state, which is also the output."""

    c: HiddenVector


@dataclass(frozen=True, eq=False)
class Gates(Record):
    """The two gates after they were made to sum to 1, and the candidate."""

    i: HiddenVector
    f: HiddenVector
    c_tilde: HiddenVector


@dataclass(frozen=True, eq=False)
class History(HistoryBase):
    """A whole run: one row a step, and the state before the first one."""

    x: InputHistory
    c: HiddenHistory
    i: HiddenHistory
    f: HiddenHistory
    c_tilde: HiddenHistory
    first: State


def init(
    hidden: int,
    inputs: int,
    *,
    rng: np.random.Generator,
    forget_bias: Real | None = None,
) -> Params:
    r"""Weights uniform in $\pm 1/\sqrt{h}$, as those of the other cells, biases too.

    A forget bias alone cannot open the gate: with $i$ at one half, $f / (f + i)$ stays
    below two thirds. `initial.chrono` sets both biases.

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
    for gate in "ifc":
        weights[f"W_{gate}"] = uniform(rng, hidden, hidden, inputs)
        weights[f"b_{gate}"] = uniform(rng, hidden, hidden)
    if forget_bias is not None:
        weights["b_f"] = np.full(hidden, as_number("forget_bias", forget_bias))
    return Params(**weights)


def step(params: Params, x_t: ArrayLike, prev: State) -> tuple[State, Gates]:
    r"""One step in time [@feng2024].

    $c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t$ with
    $f_t = \sigma(a^f_t) / (\sigma(a^f_t) + \sigma(a^i_t))$, $i_t = 1 - f_t$ and
    $\tilde c_t = W_c x_t + b_c$, where $a^k_t = W_k x_t + b_k$.

    Args:
        params: the weights.
        x_t: the input of the step, (input,).
        prev: the state before it.

    Raises:
        ValueError: for weights or a state of another cell, or other widths.
    """
    x_t, c_prev = check_step(params, x_t, prev, (Params, State))
    i_t, f_t, c_tilde_t = (row[0] for row in _gates(params, x_t[None]))
    return State(c=f_t * c_prev + i_t * c_tilde_t), Gates(i_t, f_t, c_tilde_t)


def run(
    params: Params,
    x: ArrayLike,
    first: State | None = None,
    *,
    method: Callable[..., scan.Scan] = scan.tree,
) -> History:
    """All steps of a sequence by one scan.

    Args:
        params: the weights.
        x: (time, input), at least one step.
        first: the state before the first step; zeros if None.
        method: `scan.loop`, `scan.doubling` or `scan.tree`.

    Raises:
        ValueError: for weights or a state of another cell, or if `x` does not fit.
    """
    x = check_inputs(x, params, Params)
    first = initial_state(first, State, params.hidden)
    i, f, c_tilde = _gates(params, x)
    c = method(f, i * c_tilde, first.c).c
    return History(x=x, c=c, i=i, f=f, c_tilde=c_tilde, first=first)


def _gates(params: Params, x: np.ndarray) -> tuple[np.ndarray, ...]:
    """Of all steps at once, since no gate waits for a state."""
    a_i, a_f = x @ params.W_i.T + params.b_i, x @ params.W_f.T + params.b_f
    # The ratio of two sigmoids is a sigmoid of logarithms, which cannot be 0 / 0.
    tilt = np.logaddexp(0, -a_i) - np.logaddexp(0, -a_f)
    return sigmoid(-tilt), sigmoid(tilt), x @ params.W_c.T + params.b_c
