"""What central differences say: a second opinion that shares no formula with the first.

Each gives the parts of one exercise, by nudging what they are the gradient of.
"""

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import numpy as np

from carousel.book.check._call import Parts
from carousel.book.check._case import Case, again
from carousel.book.check._turns import GATES
from carousel.cells import lstm, peephole
from carousel.differences import central


def _cell(case: Case) -> ModuleType:
    return peephole if isinstance(case.params, peephole.Params) else lstm


def _read(case: Case, made: dict) -> float:
    """What a loss makes of one step's outputs, if dh_t and dc_t are its gradients."""
    return float(case.dh[case.t] @ made["h"] + case.dc_t @ made["c"])


def net_inputs(case: Case) -> Parts:
    """By the bias of each gate, which stands beside the other terms."""

    def loss(k: str) -> Callable:
        def by_bias(b: np.ndarray) -> float:
            params = replace(case.params, **{f"b_{k}": b})
            return _read(case, again(_cell(case), params, case.now))

        return by_bias

    return {k: central(loss(k), getattr(case.params, f"b_{k}")) for k in GATES}


def step(case: Case) -> Parts:
    """By the output and the cell state of before."""

    def loss(name: str) -> Callable:
        return lambda value: _read(
            case, again(_cell(case), case.params, case.now, **{name: value})
        )

    names = {"dh_prev": "h_prev", "dc_prev": "c_prev"}
    return {d: central(loss(n), getattr(case.now, n)) for d, n in names.items()}


def jacobian(case: Case) -> Parts:
    """Of the state (h, c) by the state before."""

    def made(state: np.ndarray) -> np.ndarray:
        h_prev, c_prev = np.split(state, 2)
        new = again(lstm, case.params, case.now, h_prev=h_prev, c_prev=c_prev)
        return np.concatenate([new["h"], new["c"]])

    return {"J": central(made, np.concatenate([case.now.h_prev, case.now.c_prev]))}


def weights(case: Case) -> Parts:
    """By every weight, and by both parts of the first state."""
    x, first = case.history.x, case.history.first

    def loss(name: str) -> Callable:
        def by(value: np.ndarray) -> float:
            params, start = case.params, first
            if name in ("h_0", "c_0"):
                start = replace(first, **{name[0]: value})
            else:
                params = replace(params, **{name: value})
            return float((case.dh * lstm.run(params, x, start).h).sum())

        return by

    at = {**vars(case.params), "h_0": first.h, "c_0": first.c}
    return {name: central(loss(name), value) for name, value in at.items()}


def profile(case: Case) -> Parts:
    """By every cell state, with all that follows it."""
    history, norms = case.history, []

    for t in range(len(history.h)):

        def loss(c_t: np.ndarray, t: int = t) -> float:
            h_t = history.o[t] * np.tanh(c_t)
            state, rest = lstm.State(h=h_t, c=c_t), history.x[t + 1 :]
            last = lstm.run(case.params, rest, state).h[-1] if len(rest) else h_t
            return float(case.dh[-1] @ last)

        norms.append(np.linalg.norm(central(loss, history.c[t])))
    return {"norms": np.array(norms)}
