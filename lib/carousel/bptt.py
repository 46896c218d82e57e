"""The backward pass by hand, with all routes of a gradient open or some closed."""

from dataclasses import dataclass

import numpy as np

from carousel.cells import rnn, slopes
from carousel.cells._gru_slopes import gru_derivatives
from carousel.cells.base import before
from carousel.shapes import (
    ArrayLike,
    InputHistory,
    Real,
    Record,
    as_array,
    as_share,
    check_rng,
)

MODES = ("full", "truncated", "h-detach")


@dataclass(frozen=True, eq=False)
class Gradients(Record):
    """The gradients of a loss, each shaped as what it belongs to.

    `params` holds those of the weights, `x` (time, input) those of every input, `first`
    that of the state before the first step.
    """

    params: slopes.AnyParams
    x: InputHistory
    first: slopes.AnyState


def backward(
    params: slopes.AnyParams,
    history: slopes.AnyHistory,
    dh: ArrayLike,
    *,
    mode: str = "full",
    probability: Real | None = None,
    rng: np.random.Generator | None = None,
) -> Gradients:
    """The gradients of a loss whose derivatives at the outputs are `dh`.

    "full" walks every route, as today's frameworks do [@graves2005]. "truncated" closes
    the routes from the gates and the candidate to the last output, and those through
    peepholes, in every step: errors that reach them train their weights and go no
    further [@hochreiter1997]. What stays open is c to c (for a GRU, h to h through z;
    for an RNN, nothing). "h-detach" closes the same routes in a step with a given
    probability, drawn for each step [@kanuparthi2019].

    Args:
        params: weights of any cell.
        history: a run of it.
        dh: (time, hidden), what reaches each h_t from outside, not from later steps.
        mode: one of the three.
        probability: with "h-detach", of closing the routes of a step; 0 is "full",
            1 is "truncated".
        rng: with "h-detach", where the draws come from.

    Raises:
        ValueError: for a history that these params have not made, another mode, a
            probability outside 0 to 1, shapes that do not fit, or a gradient beyond
            what float64 can hold.
    """
    slopes.check(params, history)
    dh = as_array("dh", dh, history.h.shape)
    open_steps = _open(len(dh), mode, probability, rng)
    walk = _gru if isinstance(params, slopes.GRUS) else _memory
    if isinstance(params, rnn.Params):
        walk = _rnn
    with slopes.in_range():
        return walk(params, history, dh, open_steps)


def _open(
    time: int, mode: str, probability: Real | None, rng: np.random.Generator | None
) -> np.ndarray:
    if mode not in MODES:
        raise ValueError(f"mode must be one of {', '.join(MODES)}, got {mode!r}")
    if mode != "h-detach":
        if probability is not None or rng is not None:
            raise ValueError(f'probability and rng go with "h-detach", not {mode!r}')
        return np.full(time, mode == "full")
    probability = as_share("probability", probability)
    check_rng(rng)
    return rng.random(time) >= probability


def _memory(params, history, dh, open_steps) -> Gradients:
    s = slopes.local_derivatives(params, history)
    gates = [*s.dc_da, "o"]
    U = np.vstack([s.U[k] for k in gates])
    da = np.empty((len(dh), len(gates), params.hidden))
    dh_t, dc_t = np.zeros(params.hidden), np.zeros(params.hidden)
    for t in reversed(range(len(dh))):
        dh_t = dh_t + dh[t]
        dc_t = dc_t + dh_t * s.dh_dc[t]
        da[t, -1] = dh_t * s.dh_da_o[t]
        if s.p and open_steps[t]:
            dc_t = dc_t + da[t, -1] * s.p["o"]
        for place, k in enumerate(s.dc_da):
            da[t, place] = dc_t * s.dc_da[k][t]
        dc_t = dc_t * s.f[t]
        dh_t = da[t].ravel() @ U if open_steps[t] else np.zeros(params.hidden)
        if s.p and open_steps[t]:
            seen = zip(s.dc_da, da[t], strict=False)
            dc_t = dc_t + sum(row * s.p[k] for k, row in seen if k in s.p)
    by_gate = {k: da[:, place] for place, k in enumerate(gates)}
    weights = _weights(by_gate, history.x, s.h_prev)
    if s.p:
        seen_c = {"i": s.c_prev, "f": s.c_prev, "o": history.c}
        weights |= {f"p_{k}": (by_gate[k] * seen_c[k]).sum(0) for k in seen_c}
    x = sum(by_gate[k] @ getattr(params, f"W_{k}") for k in gates)
    first = type(history.first)(h=dh_t, c=dc_t)
    return Gradients(params=type(params)(**weights), x=x, first=first)


def _weights(by_gate, x, h_prev) -> dict[str, np.ndarray]:
    weights = {}
    for k, da in by_gate.items():
        weights |= {f"W_{k}": da.T @ x, f"U_{k}": da.T @ h_prev, f"b_{k}": da.sum(0)}
    return weights


def _rnn(params, history, dh, open_steps) -> Gradients:
    slope = 1 - history.h**2
    da, dh_t = np.empty_like(dh), np.zeros(params.hidden)
    for t in reversed(range(len(dh))):
        da[t] = (dh_t + dh[t]) * slope[t]
        dh_t = da[t] @ params.U if open_steps[t] else np.zeros(params.hidden)
    weights = {
        "W": da.T @ history.x,
        "U": da.T @ before(history, "h"),
        "b": da.sum(0),
    }
    first = type(history.first)(h=dh_t)
    return Gradients(params=rnn.Params(**weights), x=da @ params.W, first=first)


def _gru(params, history, dh, open_steps) -> Gradients:
    s = gru_derivatives(params, history)
    da, dh_t = np.empty((3, *dh.shape)), np.zeros(params.hidden)
    for t in reversed(range(len(dh))):
        dh_t = dh_t + dh[t]
        through, at_nets = s.back(t, dh_t)
        da[:, t] = [at_nets[k] for k in "rzn"]
        dh_t = dh_t * s.z[t] + (through if open_steps[t] else 0.0)
    by_gate = dict(zip("rzn", da, strict=True))
    weights = _weights(by_gate, history.x, s.h_prev)
    if s.recurrent is None:
        weights["U_n"] = by_gate["n"].T @ (s.r * s.h_prev)
    else:
        product = by_gate["n"] * s.r
        weights |= {"U_n": product.T @ s.h_prev, "b_hn": product.sum(0)}
    x = sum(by_gate[k] @ getattr(params, f"W_{k}") for k in by_gate)
    first = type(history.first)(h=dh_t)
    return Gradients(params=type(params)(**weights), x=x, first=first)
