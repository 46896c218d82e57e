"""The gated recurrent unit whose reset gate acts before the recurrent product."""

from dataclasses import dataclass

import numpy as np

from carousel.cells import gru
from carousel.cells.base import (
    ParamsBase,
    check_inputs,
    check_step,
    initial_state,
    uniform,
    unroll,
)
from carousel.cells.gru import Gates, State
from carousel.shapes import (
    ArrayLike,
    HiddenVector,
    InputWeights,
    RecurrentWeights,
)


@dataclass(frozen=True, eq=False)
class Params(ParamsBase):
    """Weights of the gates r and z and of the candidate n, one bias each."""

    W_r: InputWeights
    U_r: RecurrentWeights
    b_r: HiddenVector
    W_z: InputWeights
    U_z: RecurrentWeights
    b_z: HiddenVector
    W_n: InputWeights
    U_n: RecurrentWeights
    b_n: HiddenVector


@dataclass(frozen=True, eq=False)
class History(gru.History):
    """A whole run: one row a step, and the state before the first one."""


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
    for gate in "rzn":
        weights[f"W_{gate}"] = uniform(rng, hidden, hidden, inputs)
        weights[f"U_{gate}"] = uniform(rng, hidden, hidden, hidden)
        weights[f"b_{gate}"] = uniform(rng, hidden, hidden) + uniform(
            rng, hidden, hidden
        )
    return Params(**weights)


def step(params: Params, x_t: ArrayLike, prev: State) -> tuple[State, Gates]:
    r"""One step in time [@cho2014].

    $h_t = (1 - z_t) \odot n_t + z_t \odot h_{t-1}$ with the candidate
    $n_t = \tanh(W_n x_t + U_n (r_t \odot h_{t-1}) + b_n)$. ONNX computes this unless
    `linear_before_reset` is 1, Keras with `reset_after=False`; `cells.gru` is the other
    one, and no weights turn one into the other.

    Args:
        params: the weights.
        x_t: the input of the step, (input,).
        prev: the state before it.

    Raises:
        ValueError: for weights or a state of another cell, or other widths.
    """
    x_t, h_prev = check_step(params, x_t, prev, (Params, State))
    sigmoid = params.sigmoid
    r_t = sigmoid(params.W_r @ x_t + params.U_r @ h_prev + params.b_r)
    z_t = sigmoid(params.W_z @ x_t + params.U_z @ h_prev + params.b_z)
    n_t = np.tanh(params.W_n @ x_t + params.U_n @ (r_t * h_prev) + params.b_n)
    return State(h=(1 - z_t) * n_t + z_t * h_prev), Gates(r=r_t, z=z_t, n=n_t)


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
