"""minGRU: one gate that sees the input alone, in PyTorch's convention for z."""

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
    Record,
)


@dataclass(frozen=True, eq=False)
class Params(ParamsBase):
    """Weights of the gate z and of the candidate n. There is no U, and no r."""

    W_z: InputWeights
    b_z: HiddenVector
    W_n: InputWeights
    b_n: HiddenVector


@dataclass(frozen=True, eq=False)
class State(StateBase):
    """What one step hands on."""

    h: HiddenVector


@dataclass(frozen=True, eq=False)
class Gates(Record):
    """The update gate z and the candidate n."""

    z: HiddenVector
    n: HiddenVector


@dataclass(frozen=True, eq=False)
class History(HistoryBase):
    """A whole run: one row a step, and the state before the first one."""

    x: InputHistory
    h: HiddenHistory
    z: HiddenHistory
    n: HiddenHistory
    first: State


def init(hidden: int, inputs: int, *, rng: np.random.Generator) -> Params:
    r"""Weights and biases uniform in $\pm 1/\sqrt{h}$, as those of the other cells.

    Args:
        hidden: how many units.
        inputs: how many numbers come in at a step.
        rng: where the draws come from.

    Raises:
        ValueError: without units or inputs, or if rng is no generator.
    """
    weights = {}
    for gate in "zn":
        weights[f"W_{gate}"] = uniform(rng, hidden, hidden, inputs)
        weights[f"b_{gate}"] = uniform(rng, hidden, hidden)
    return Params(**weights)


def step(params: Params, x_t: ArrayLike, prev: State) -> tuple[State, Gates]:
    r"""One step in time [@feng2024].

    $h_t = (1 - z_t) \odot n_t + z_t \odot h_{t-1}$ with $z_t = \sigma(W_z x_t + b_z)$
    and $n_t = W_n x_t + b_n$. The paper calls $1 - z_t$ what is $z_t$ here.

    Args:
        params: the weights.
        x_t: the input of the step, (input,).
        prev: the state before it.

    Raises:
        ValueError: for weights or a state of another cell, or other widths.
    """
    x_t, h_prev = check_step(params, x_t, prev, (Params, State))
    z_t, n_t = sigmoid(params.W_z @ x_t + params.b_z), params.W_n @ x_t + params.b_n
    return State(h=(1 - z_t) * n_t + z_t * h_prev), Gates(z=z_t, n=n_t)


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
    z, n = sigmoid(x @ params.W_z.T + params.b_z), x @ params.W_n.T + params.b_n
    h = method(z, (1 - z) * n, first.h).c
    return History(x=x, h=h, z=z, n=n, first=first)
