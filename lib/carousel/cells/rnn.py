"""The plain recurrent cell: the whole state is rewritten at every step."""

from dataclasses import dataclass

import numpy as np

from carousel.cells.base import Handed, Weights, sequence, start, uniform, unroll
from carousel.shapes import (
    HiddenHistory,
    HiddenVector,
    InputHistory,
    InputWeights,
    Numbers,
    RecurrentWeights,
    array,
)


@dataclass(frozen=True, eq=False)
class Params(Weights):
    """Weights of the cell: `W` from the input, `U` from the last output, bias `b`."""

    W: InputWeights
    U: RecurrentWeights
    b: HiddenVector


@dataclass(frozen=True, eq=False)
class State(Handed):
    """What one step hands on."""

    h: HiddenVector


@dataclass(frozen=True, eq=False)
class History:
    """A whole run: one row a step, and the state before the first one."""

    x: InputHistory
    h: HiddenHistory
    first: State


def init(hidden: int, inputs: int, *, rng: np.random.Generator) -> Params:
    r"""Weights uniform in $\pm 1/\sqrt{h}$, the bias a sum of two such draws."""
    return Params(
        W=uniform(rng, hidden, hidden, inputs),
        U=uniform(rng, hidden, hidden, hidden),
        b=uniform(rng, hidden, hidden) + uniform(rng, hidden, hidden),
    )


def step(params: Params, x_t: Numbers, prev: State) -> State:
    r"""One step in time [@hochreiter1991].

    $h_t = \tanh(W x_t + U h_{t-1} + b)$.

    Raises:
        ValueError: if `x_t` or the state has another width than the weights.
    """
    x_t = array("x_t", x_t, (params.inputs,))
    h_prev = array("h_prev", prev.h, (params.hidden,))
    return State(h=np.tanh(params.W @ x_t + params.U @ h_prev + params.b))


def run(params: Params, x: Numbers, first: Handed | None = None) -> History:
    """All steps of a sequence, from `first` (zeros unless given).

    Raises:
        ValueError: if `x` is not (time, input) with the weights' input width and at
            least one step, or `first` is the state of another cell.
    """
    x = sequence(x, params.inputs)
    first = start(first, State, params.hidden)
    return unroll(step, params, x, first, History)
