"""Runs of many sequences at once: the histories that the measures are taken from."""

from collections.abc import Sequence
from types import ModuleType

import numpy as np

from carousel.cells import gru, gru_reset_before, lstm, lstm_1997, peephole, rnn
from carousel.cells.slopes import FAMILY, AnyHistory, AnyParams

CELLS = (lstm, lstm_1997, peephole, gru, gru_reset_before, rnn)


def cell_of(params: AnyParams) -> ModuleType:
    """The module of the cell that has such weights."""
    return next(cell for cell in CELLS if isinstance(params, cell.Params))


def run(
    params: AnyParams,
    x: Sequence[np.ndarray],
    first: Sequence[dict[str, np.ndarray]] | None = None,
    heard: Sequence[np.ndarray] | None = None,
) -> list[AnyHistory]:
    """One history per sequence, as the cell's own `run` gives it; padding is left out.

    Args:
        params: weights of any cell of `carousel.cells`.
        x: one (time, input) per sequence; lengths may differ.
        first: the state before the first step of each, by name; zeros if None.
        heard: the outputs that the network gave elsewhere, (time, hidden) each. Every
            step then starts from them, so that rounding does not grow along the run.
    """
    cell, lengths = cell_of(params), [len(steps) for steps in x]
    given = None if heard is None else _padded(heard)
    zeros = np.zeros((len(x), params.hidden))
    names = ("h", "c") if isinstance(params, FAMILY) else ("h",)
    start = {n: np.array([s[n] for s in first]) if first else zeros for n in names}
    steps = {rnn: _rnn, gru: _gru, gru_reset_before: _gru}.get(cell, _memory)
    columns = steps(params, _padded(x), start, given)
    return [
        cell.History(
            x=np.asarray(x[lane], dtype=float),
            first=cell.State(**{n: rows[lane] for n, rows in start.items()}),
            **{n: rows[:length, lane] for n, rows in columns.items()},
        )
        for lane, length in enumerate(lengths)
    ]


def _padded(rows: Sequence[np.ndarray]) -> np.ndarray:
    """(time, lane, width) with zeros after the end of a lane."""
    longest = max(len(lane) for lane in rows)
    full = np.zeros((longest, len(rows), rows[0].shape[1]))
    for place, lane in enumerate(rows):
        full[: len(lane), place] = lane
    return full


def _stack(params: AnyParams, gates: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """W, U and b of these gates, one below the other."""
    rows = ([getattr(params, f"{part}_{k}") for k in gates] for part in "WUb")
    return tuple(np.concatenate(list(part)) for part in rows)


def _memory(params, x, start, heard) -> dict[str, np.ndarray]:
    gates = "ico" if isinstance(params, lstm_1997.Params) else "ifco"
    (W, U, b), hidden = _stack(params, gates), params.hidden
    p = {k: getattr(params, f"p_{k}", 0.0) for k in "ifo"}
    size = (*x.shape[:2], hidden)
    kept = {n: np.empty(size) for n in ("h", "c", "i", "f", "o", "c_tilde")}
    h_t, c_t = start["h"], start["c"]
    for t, x_t in enumerate(x):
        a_t = x_t @ W.T + h_t @ U.T + b
        a = dict(zip(gates, np.split(a_t, len(gates), axis=1), strict=True))
        i_t = params.sigmoid(a["i"] + p["i"] * c_t)
        f_t = params.sigmoid(a["f"] + p["f"] * c_t) if "f" in a else np.ones_like(c_t)
        c_tilde_t = np.tanh(a["c"])
        c_t = f_t * c_t + i_t * c_tilde_t
        o_t = params.sigmoid(a["o"] + p["o"] * c_t)
        h_t = o_t * np.tanh(c_t)
        for name, rows in zip(kept, (h_t, c_t, i_t, f_t, o_t, c_tilde_t), strict=True):
            kept[name][t] = rows
        h_t = h_t if heard is None else heard[t]
    if "f" not in gates:
        del kept["f"]
    return kept


def _gru(params, x, start, heard) -> dict[str, np.ndarray]:
    (W, U, b), hidden = _stack(params, "rzn"), params.hidden
    kept = {n: np.empty((*x.shape[:2], hidden)) for n in ("h", "r", "z", "n")}
    h_t = start["h"]
    for t, x_t in enumerate(x):
        a_x = x_t @ W.T + b
        both = params.sigmoid(a_x[:, : 2 * hidden] + h_t @ U[: 2 * hidden].T)
        r_t, z_t = both[:, :hidden], both[:, hidden:]
        if isinstance(params, gru.Params):
            recurrent = r_t * (h_t @ params.U_n.T + params.b_hn)
        else:
            recurrent = (r_t * h_t) @ params.U_n.T
        n_t = np.tanh(a_x[:, 2 * hidden :] + recurrent)
        h_t = (1 - z_t) * n_t + z_t * h_t
        for name, rows in zip(kept, (h_t, r_t, z_t, n_t), strict=True):
            kept[name][t] = rows
        h_t = h_t if heard is None else heard[t]
    return kept


def _rnn(params, x, start, heard) -> dict[str, np.ndarray]:
    h, h_t = np.empty((*x.shape[:2], params.hidden)), start["h"]
    for t, x_t in enumerate(x):
        h[t] = h_t = np.tanh(x_t @ params.W.T + h_t @ params.U.T + params.b)
        h_t = h_t if heard is None else heard[t]
    return {"h": h}
