"""A batch forward and back, each sum in the page's order."""

from dataclasses import dataclass

import numpy as np

from carousel.book.explorables.training.functions import sigmoid, tanh
from carousel.book.explorables.training.layout import Layout


@dataclass(frozen=True, eq=False)
class Walk:
    """A batch that has been walked forward.

    `column` is (time + 1, width, batch): what comes in, a 1, the output of the step
    before. `gates` holds (time, hidden, batch) by name; `c` is (time + 1, hidden,
    batch) and begins before the first step.
    """

    layout: Layout
    weights: dict[str, np.ndarray]
    column: np.ndarray
    gates: dict[str, np.ndarray]
    c: np.ndarray
    tanh_c: np.ndarray

    @property
    def h(self) -> np.ndarray:
        """The outputs, from the one before the first step on."""
        return self.column[:, self.layout.inputs + 1 :]


def forward(layout: Layout, weights: np.ndarray, x: np.ndarray) -> Walk:
    """All steps of a batch; x is (time, batch, input)."""
    time, batch, _ = x.shape
    block, unit = layout.blocks(weights), (layout.hidden, batch)
    column = np.zeros((time + 1, block["gates"].shape[1], batch))
    column[:time, : layout.inputs] = x.swapaxes(1, 2)
    column[:, layout.inputs] = 1.0
    names = {"rnn": "", "gru": "rzmn", "lstm_1997": "ioc"}.get(layout.cell, "ifoc")
    walk = Walk(
        layout=layout,
        weights=block,
        column=column,
        gates={name: np.empty((time, *unit)) for name in names},
        c=np.zeros((time + 1, *unit)),
        tanh_c=np.empty((time, *unit)),
    )
    step = {"rnn": _rnn, "gru": _gru}.get(layout.cell, _memory)
    known = layout.inputs + 1  # columns whose share does not wait for an output
    from_input = multiply(block["gates"][:, :known], column[:-1, :known])
    for t in range(time):
        step(walk, t, multiply(block["gates"][:, known:], walk.h[t], from_input[t]))
    return walk


def _rnn(walk: Walk, t: int, a: np.ndarray) -> None:
    walk.h[t + 1] = tanh(a)


def _gru(walk: Walk, t: int, a: np.ndarray) -> None:
    a_r, a_z, m = np.split(a, 3)
    r, z = sigmoid(a_r), sigmoid(a_z)
    seen = walk.column[t, : walk.layout.inputs + 1]
    n = tanh(multiply(walk.weights["n"], seen) + r * m)
    walk.h[t + 1] = (1 - z) * n + z * walk.h[t]
    for name, value in zip("rzmn", (r, z, m, n), strict=True):
        walk.gates[name][t] = value


def _memory(walk: Walk, t: int, a: np.ndarray) -> None:
    gates = dict(zip(walk.gates, np.split(a, len(walk.gates)), strict=True))
    p, c_prev = walk.weights["p"], walk.c[t]
    if p.size:
        gates["i"] = gates["i"] + p[0][:, None] * c_prev
        gates["f"] = gates["f"] + p[1][:, None] * c_prev
    i, c_tilde = sigmoid(gates["i"]), tanh(gates["c"])
    kept = c_prev
    if "f" in gates:
        walk.gates["f"][t] = sigmoid(gates["f"])
        kept = walk.gates["f"][t] * c_prev
    walk.c[t + 1] = kept + i * c_tilde
    if p.size:
        gates["o"] = gates["o"] + p[2][:, None] * walk.c[t + 1]
    o = sigmoid(gates["o"])
    walk.tanh_c[t] = tanh(walk.c[t + 1])
    walk.h[t + 1] = o * walk.tanh_c[t]
    for name, value in (("i", i), ("o", o), ("c", c_tilde)):
        walk.gates[name][t] = value


def multiply(
    M: np.ndarray, X: np.ndarray, begun: np.ndarray | float = 0.0
) -> np.ndarray:
    """M X added to what has begun, by ascending column of M; X may have steps first."""
    total = np.zeros((*X.shape[:-2], len(M), X.shape[-1])) + begun
    for k, column in enumerate(M.T[..., None]):
        total += column * X[..., k, None, :]
    return total


def outer(A: np.ndarray, X: np.ndarray) -> np.ndarray:
    """The sum of A[t, :, b] X[t, :, b]^T, apart for even and odd b, by ascending t."""
    pairs = [_pairs(lanes) for lanes in (A, X)]
    total = np.zeros((2, A.shape[1], X.shape[1]))
    for a, x in zip(*pairs, strict=True):
        total += a[:, :, None] * x[:, None]
    return total[0] + total[1]


def _pairs(lanes: np.ndarray) -> np.ndarray:
    """(time, rows, batch) as (time times pairs of batch, 2, rows)."""
    rows, batch = lanes.shape[1:]
    even = np.pad(lanes, [(0, 0), (0, 0), (0, batch % 2)])
    return even.transpose(0, 2, 1).reshape(-1, 2, rows)
