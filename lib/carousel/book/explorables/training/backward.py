"""The way back of a batch: its gradient, by weight and by step."""

from dataclasses import dataclass

import numpy as np

from carousel.book.explorables.training.passes import Walk, multiply, outer
from carousel.book.explorables.training.start import in_order


@dataclass(frozen=True, eq=False)
class Backward:
    """What one way back finds.

    `gradient` is a row like the weights. `sums` is (3, time): the squared norm of the
    loss gradient of the state on every open path, that on the direct path alone, and
    the product of the two. `kept` is (time, hidden): the gate that keeps the state (f;
    the GRU's z; 1 in the cell of 1997; 0 in an RNN), added up over the batch.
    """

    gradient: np.ndarray
    sums: np.ndarray
    kept: np.ndarray


def backward(walk: Walk, dout: np.ndarray, open_steps: np.ndarray) -> Backward:
    """Walk a batch back from what the loss tells the readout.

    Args:
        walk: forward.
        dout: (asked, outputs, batch), the last steps are asked.
        open_steps: (time,), False where the routes through gates, candidate and
            peepholes to the state before are closed.
    """
    layout, weights = walk.layout, walk.weights
    time, hidden, batch = walk.tanh_c.shape
    rows, extra = len(weights["gates"]), len(weights["n"])
    da, found = np.zeros((time, rows + extra, batch)), np.zeros((3, time))
    dh, dc, direct = (np.zeros((hidden, batch)) for _ in range(3))
    V, U = weights["readout"][:, 1:], weights["gates"][:, layout.inputs + 1 :]
    step = {"rnn": _rnn, "gru": _gru}.get(layout.cell, _memory)
    for t in reversed(range(time)):
        asked = t - (time - len(dout))
        told = multiply(V.T, dout[asked]) if asked >= 0 else np.zeros_like(dh)
        state, straight, dc, direct = step(
            walk, t, (dh, dc, direct, told), bool(open_steps[t]), da[t]
        )
        products = (state * state, straight * straight, state * straight)
        found[:, t] = [in_order(values.ravel()) for values in products]
        dh = multiply(U.T, da[t, :rows]) if open_steps[t] else np.zeros_like(dh)
    return Backward(_weights(walk, da, dout), found, _kept(walk))


def _memory(walk, t, coming, is_open, da):
    dh, dc, direct, told = coming
    g, tanh_c, c_prev = walk.gates, walk.tanh_c[t], walk.c[t]
    i, o, c_tilde = g["i"][t], g["o"][t], g["c"][t]
    f = g["f"][t] if "f" in g else np.ones_like(i)
    p = (
        walk.weights["p"]
        if is_open and walk.weights["p"].size
        else np.zeros((3, len(i)))
    )
    p_i, p_f, p_o = p[:, :, None]
    dh = dh + told
    slope = o * (1 - tanh_c * tanh_c)
    da_o = dh * (tanh_c * o * (1 - o))
    dc = dc + dh * slope + da_o * p_o
    direct = direct + told * slope
    da_i, da_f = dc * (c_tilde * i * (1 - i)), dc * (c_prev * f * (1 - f))
    by_gate = {"i": da_i, "f": da_f, "o": da_o, "c": dc * (i * (1 - c_tilde * c_tilde))}
    da[...] = np.concatenate([by_gate[k] for k in g])
    return dc, direct, dc * f + da_i * p_i + da_f * p_f, direct * f


def _rnn(walk, t, coming, _is_open, da):
    dh, dc, direct, told = coming
    dh, direct = dc + dh + told, direct + told
    da[...] = dh * (1 - walk.h[t + 1] * walk.h[t + 1])
    return dh, direct, dc, np.zeros_like(direct)


def _gru(walk, t, coming, _is_open, da):
    dh, dc, direct, told = coming
    r, z, m, n = (walk.gates[name][t] for name in "rzmn")
    dh, direct = dc + dh + told, direct + told
    da_n = dh * ((1 - z) * (1 - n * n))
    da_z = dh * (z * (1 - z) * (walk.h[t] - n))
    da[...] = np.concatenate([da_n * (m * r * (1 - r)), da_z, da_n * r, da_n])
    return dh, direct, dh * z, direct * z


def _weights(walk: Walk, da: np.ndarray, dout: np.ndarray) -> np.ndarray:
    layout, rows = walk.layout, len(walk.weights["gates"])
    gradient = layout.empty()
    block = layout.blocks(gradient)
    block["gates"][...] = outer(da[:, :rows], walk.column[:-1])
    seen, read = walk.column[:-1, : layout.inputs + 1], walk.column[:, layout.inputs :]
    if layout.cell == "gru":
        block["n"][...] = outer(da[:, rows:], seen)
        block["gates"][2 * layout.hidden :, : layout.inputs] = 0.0
    if layout.cell == "peephole":
        shown = (walk.c[:-1], walk.c[:-1], walk.c[1:])
        parts = np.split(da, 4, axis=1)[:3]
        for row, part, c in zip(block["p"], parts, shown, strict=True):
            terms = (part * c).swapaxes(0, 1).reshape(layout.hidden, -1)
            row[...] = [in_order(each) for each in terms]
    block["readout"][...] = outer(dout, read[-len(dout) :])
    return gradient


def _kept(walk: Walk) -> np.ndarray:
    gates = walk.gates.get("f", walk.gates.get("z"))
    if gates is None:
        always = walk.layout.cell == "lstm_1997"
        gates = np.full(walk.tanh_c.shape, float(always))
    return np.cumsum(gates, axis=2)[:, :, -1]
