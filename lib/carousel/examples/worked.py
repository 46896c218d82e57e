"""The worked example of chapter 04: two units, three steps, every number by name."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from carousel import jacobian
from carousel.cells import logit, lstm
from carousel.shapes import (
    ArrayLike,
    HiddenHistory,
    Real,
    Record,
    RecurrentWeights,
    as_array,
    as_number,
    describe,
)

UNITS, STEPS = 2, 3
FIRST = lstm.State(h=np.array([0.2, 0.1]), c=np.array([0.5, -0.3]))
GATES = {
    "f": np.array([[0.9, 0.8], [0.85, 0.9], [0.8, 0.85]]),
    "i": np.array([[0.3, 0.4], [0.4, 0.3], [0.5, 0.4]]),
    "c_tilde": np.array([[0.5, -0.2], [0.3, 0.4], [0.2, 0.3]]),
    "o": np.array([[0.7, 0.6], [0.6, 0.7], [0.8, 0.75]]),
}
_WEIGHTS = {"i": "i", "f": "f", "c_tilde": "c", "o": "o"}  # whose net input is whose


@dataclass(frozen=True, eq=False)
class Trace(Record):
    """Every number of the example, one row a state: row 0 is before the first step.

    `c` and `h` are the forward pass of `history`. The others are gradients of
    L, the sum of the last h: `direct` of c along the carousel alone, `dc` and `dh` the
    true ones of c and h, as autograd has them. In row 0 the first h is held.
    """

    history: lstm.History
    c: HiddenHistory
    h: HiddenHistory
    direct: HiddenHistory
    dc: HiddenHistory
    dh: HiddenHistory


def recurrent(scale: Real = 1.0) -> dict[str, RecurrentWeights]:
    r"""The example's recurrent weights, by gate.

    $U_k[a, b] = s \cos(1 + 3a + 5b + 2k)$, where a and b count units from 0 and
    k = 0 … 3 stands for i, f, c, o.

    Raises:
        ValueError: if the scale is not a finite number.
    """
    scale = as_number("scale", scale)
    a, b = np.indices((UNITS, UNITS))
    return {
        key: scale * np.cos(1 + 3 * a + 5 * b + 2 * place)
        for place, key in enumerate("ifco")
    }


def network(
    gates: Mapping[str, ArrayLike] = GATES, *, scale: Real = 1.0
) -> lstm.Params:
    r"""A network whose run from `FIRST` over unit vectors has these gates.

    The gates are given; the biases follow: $b_{k,t} = \sigma^{-1}(k_t) - U_k h_{t-1}$,
    with $\tanh^{-1}$ for the candidate. Each step has biases of its own, which no
    trained network has. They are written as input weights: the input of step t is 1 in
    place t and 0 elsewhere, so that column t of $W_k$ is the bias of step t. Hence the
    forward pass is the same at every scale, and so is the direct path.

    Args:
        gates: f, i, o between 0 and 1, c_tilde between -1 and 1: (step, unit) each.
        scale: s, the size of the recurrent weights; no unit.

    Raises:
        ValueError: if a gate is missing, of another shape, or at its limits, or the
            scale is not a finite number.
    """
    given = _checked(gates)
    h_prev = _outputs(given)[:-1]
    weights, U = {}, recurrent(scale)
    for name, k in _WEIGHTS.items():
        value = given[name]
        net = np.arctanh(value) if k == "c" else logit(value)
        weights[f"W_{k}"] = (net - h_prev @ U[k].T).T
        weights[f"U_{k}"], weights[f"b_{k}"] = U[k], np.zeros(UNITS)
    return lstm.Params(**weights)


def trace(gates: Mapping[str, ArrayLike] = GATES, *, scale: Real = 1.0) -> Trace:
    r"""Forward, backward along the carousel, and backward in full.

    Along the carousel $\partial L/\partial c_{t-1} = f_t\, \partial L/\partial c_t$,
    from $o_T (1 - \tanh^2 c_T)$ at the last step. In full the row
    $(\partial L/\partial h, \partial L/\partial c)$ is multiplied by the Jacobian of
    every step, where $c_t$ also acts through $h_t$ of its own step.

    Args:
        gates: f, i, o between 0 and 1, c_tilde between -1 and 1: (step, unit) each.
        scale: s, the size of the recurrent weights; no unit.

    Raises:
        ValueError: if a gate is missing, of another shape, or at its limits, or the
            scale is not a finite number.
    """
    params = network(gates, scale=scale)
    history = lstm.run(params, np.eye(STEPS), FIRST)
    shown = history.o * (1 - np.tanh(history.c) ** 2)
    direct = np.cumprod(np.vstack([shown[-1:], history.f[::-1]]), axis=0)[::-1]
    dh, dc = np.empty((STEPS + 1, UNITS)), np.empty((STEPS + 1, UNITS))
    J, ahead = jacobian.steps(params, history), np.repeat([1.0, 0.0], UNITS)
    for t in range(STEPS, 0, -1):
        dh[t], dc[t] = ahead[:UNITS], ahead[UNITS:] + ahead[:UNITS] * shown[t - 1]
        ahead = ahead @ J[t - 1]
    dh[0], dc[0] = ahead[:UNITS], ahead[UNITS:]
    c, h = (np.vstack([getattr(FIRST, name), getattr(history, name)]) for name in "ch")
    return Trace(history=history, c=c, h=h, direct=direct, dc=dc, dh=dh)


def _checked(gates: Mapping[str, ArrayLike]) -> dict[str, np.ndarray]:
    named = isinstance(gates, Mapping)
    came = ", ".join(map(str, gates)) if named else describe(gates)
    if not named or set(gates) != set(GATES):
        raise ValueError(f"gates must be {', '.join(GATES)}, got {came}")
    given = {name: as_array(name, gates[name], (STEPS, UNITS)) for name in GATES}
    for name, value in given.items():
        low = -1.0 if name == "c_tilde" else 0.0
        if not ((low < value) & (value < 1)).all():
            raise ValueError(f"{name} must lie between {low:g} and 1, got {value}")
    return given


def _outputs(gates: dict[str, np.ndarray]) -> np.ndarray:
    """h_0 … h_T as the gates make them."""
    c, h = FIRST.c, [FIRST.h]
    for t in range(STEPS):
        c = gates["f"][t] * c + gates["i"][t] * gates["c_tilde"][t]
        h.append(gates["o"][t] * np.tanh(c))
    return np.array(h)
