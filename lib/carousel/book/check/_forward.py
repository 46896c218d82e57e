"""The forward pass of an LSTM with places that can be turned: for the diagnosis alone.

The right answers are the library's; a test holds that without turns both are equal.
"""

import numpy as np

from carousel.book.check._case import Case
from carousel.book.check._turns import GATES, Turns
from carousel.cells import lstm, sigmoid

Pair = tuple[np.ndarray, np.ndarray]


def gate(
    W: np.ndarray,
    U: np.ndarray,
    b: np.ndarray,
    read: Pair,
    turns: Turns,
    squash: str = "sigmoid",
) -> np.ndarray:
    """A gate of an input and an output of before, squashed by sigmoid or tanh."""
    x_t, h_prev = read
    U = turns.pick("U", U, transposed=U.T)
    a = turns("Wx", W @ x_t) + turns("Uh", U @ h_prev) + turns("b", b)
    other = {"sigmoid": np.tanh, "tanh": sigmoid}[squash]
    right = {"sigmoid": sigmoid, "tanh": np.tanh}[squash]
    place = "squash" if squash == "sigmoid" else "squash c"
    squash = turns.pick(place, right, other=other, none=lambda a: a, sign=_of_minus)
    return squash(a)


def _of_minus(a: np.ndarray) -> np.ndarray:
    return sigmoid(-a)


def step(params: lstm.Params, x_t: np.ndarray, prev: Pair, turns: Turns) -> Pair:
    """The state after one step, (h_t, c_t)."""
    h_prev, c_prev = prev
    drawn = {}
    for k in GATES:
        weights = (getattr(params, f"{name}_{k}") for name in "WUb")
        squash = "tanh" if k == "c" else "sigmoid"
        drawn[k] = gate(*weights, (x_t, h_prev), turns, squash)
    i_t, f_t, o_t, c_tilde_t = (drawn[k] for k in "ifoc")
    swap = turns.how("gates")
    if swap == "i and f":
        i_t, f_t = f_t, i_t
    elif swap == "o and f":
        o_t, f_t = f_t, o_t
    elif swap == "i and o":
        i_t, o_t = o_t, i_t
    i_t = turns.pick("tied", i_t, to_f=1 - f_t)
    c_t = turns("kept", f_t * c_prev) + turns("written", i_t * c_tilde_t)
    seen = turns.pick("seen", c_t, late=c_prev)
    h_t = turns.pick("o", o_t, missing=1.0) * turns.pick(
        "tanh c", np.tanh, missing=lambda c: c
    )(seen)
    return (c_t, h_t) if turns.how("order") else (h_t, c_t)


def run(case: Case, turns: Turns) -> Pair:
    """All outputs and all cell states of a case's run."""
    state, x = (case.history.first.h, case.history.first.c), case.history.x
    zeros = np.zeros_like(state[0])
    state = turns.pick("first", state, zero=(zeros, zeros))
    x = turns.pick("x", x, late=np.vstack([0 * x[:1], x[:-1]]), reversed=x[::-1])
    rows = []
    for x_t in x:
        h_prev = turns.pick("h", state[0], held=case.history.first.h)
        c_prev = turns.pick("c", state[1], held=case.history.first.c)
        state = step(case.params, x_t, (h_prev, c_prev), turns)
        rows.append(state)
    h, c = (np.array(column) for column in zip(*rows, strict=True))
    return h, c
