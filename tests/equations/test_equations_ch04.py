"""Chapter 04's equations, computed from their print and not by the room `worked`."""

import numpy as np
import pytest

from carousel import differences
from carousel.examples import worked
from equations import test_equations_notation as notation

EXACT = {"rtol": 1e-12, "atol": 1e-14}
SCALES = (1.0, 4.0)
each_scale = pytest.mark.parametrize("scale", SCALES)


def _printed(scale, nudge=None, *, held=False):
    """The cell with the printed weights and biases; a net input may be nudged.

    With `held` the gates do not read the output before.
    """
    a, b = np.indices((2, 2))
    U = {k: scale * np.cos(1 + 3 * a + 5 * b + 2 * n) for n, k in enumerate("ifco")}
    found = worked.trace(scale=scale)
    gates = {"i": found.history.i, "f": found.history.f, "o": found.history.o}
    gates["c"] = found.history.c_tilde

    def run(h, c, start=0):
        for t in range(start, 3):
            net = {}
            for k, value in gates.items():
                v = value[t]
                back = np.arctanh(v) if k == "c" else np.log(v / (1 - v))
                bias = back - U[k] @ found.h[t]
                net[k] = bias + U[k] @ (found.h[t] if held else h)
                if nudge is not None and nudge[:2] == (k, t + 1):
                    net[k] = net[k] + nudge[2]
            i, f, o = (notation.sigma(net[k]) for k in "ifo")
            c = f * c + i * np.tanh(net["c"])
            h = o * np.tanh(c)
        return h.sum()

    return found, U, run


def test_eq_ch04_forward():
    notation.test_eq_lstm_cell()
    notation.test_eq_lstm_output()
    found = worked.trace()
    gates = worked.GATES
    c = gates["f"] * found.c[:-1] + gates["i"] * gates["c_tilde"]
    assert np.allclose(found.c[1:], c, **EXACT)
    assert np.allclose(found.h[1:], gates["o"] * np.tanh(found.c[1:]), **EXACT)


def test_eq_ch04_carousel():
    found, _, run = _printed(4.0, held=True)
    start = found.history.o[-1] * (1 - np.tanh(found.c[3]) ** 2)
    assert np.allclose(found.direct[3], start, **EXACT)
    for t in (3, 2, 1):
        assert np.allclose(
            found.direct[t - 1], found.history.f[t - 1] * found.direct[t], **EXACT
        )
    measured = differences.central(lambda c: run(found.h[0], c), found.c[0])
    assert np.allclose(found.direct[0], measured, atol=1e-9)


@each_scale
def test_eq_ch04_weights(scale):
    _, U, _ = _printed(scale)
    for k, found in worked.recurrent(scale).items():
        assert np.allclose(found, U[k], **EXACT)
    assert U["c"][1, 0] == scale * np.cos(1 + 3 + 4)


@each_scale
def test_eq_ch04_biases(scale):
    found, U, _ = _printed(scale)
    params = worked.network(scale=scale)
    for k, name in (("i", "i"), ("f", "f"), ("o", "o"), ("c", "c_tilde")):
        value = worked.GATES[name]
        back = np.arctanh(value) if k == "c" else np.log(value / (1 - value))
        biases = back - found.h[:-1] @ U[k].T
        assert np.allclose(getattr(params, f"W_{k}").T, biases, **EXACT)


def _nets(found, t):
    i, f, o, c_tilde = (
        getattr(found.history, name)[t - 1] for name in ("i", "f", "o", "c_tilde")
    )
    return {
        "i": found.dc[t] * c_tilde * i * (1 - i),
        "f": found.dc[t] * found.c[t - 1] * f * (1 - f),
        "c": found.dc[t] * i * (1 - c_tilde**2),
        "o": found.dh[t] * np.tanh(found.c[t]) * o * (1 - o),
    }


@each_scale
def test_eq_ch04_nets(scale):
    found = worked.trace(scale=scale)
    for t in (1, 2, 3):
        for k, printed in _nets(found, t).items():

            def loss(moved, k=k, t=t):
                _, _, run = _printed(scale, (k, t, moved))
                return run(found.h[0], found.c[0])

            measured = differences.central(loss, np.zeros(2))
            assert np.allclose(printed, measured, atol=1e-9)


@each_scale
def test_eq_ch04_doors(scale):
    found, U, run = _printed(scale)
    for t in (3, 2, 1):
        nets = _nets(found, t)
        through = sum(U[k].T @ nets[k] for k in "ifco")
        measured = differences.central(
            lambda h, t=t: run(h, found.c[t - 1], t - 1), found.h[t - 1]
        )
        assert np.allclose(through, measured, atol=1e-9)
        assert np.allclose(through, found.dh[t - 1], **EXACT)


@each_scale
def test_eq_ch04_merge(scale):
    found, _, run = _printed(scale)
    for t in (3, 2):
        o_prev, c_prev = found.history.o[t - 2], found.c[t - 1]
        share = o_prev * (1 - np.tanh(c_prev) ** 2) * found.dh[t - 1]
        printed = found.history.f[t - 1] * found.dc[t] + share

        def loss(c, t=t, o_prev=o_prev):
            return run(o_prev * np.tanh(c), c, t - 1)

        assert np.allclose(printed, differences.central(loss, c_prev), atol=1e-9)


def test_eq_ch04_scale():
    s = np.linspace(0, 8, 9)
    dc = np.array([worked.trace(scale=float(scale)).dc[0] for scale in s])
    D = np.polynomial.polynomial.polyfit(s, dc, 2)
    assert np.allclose(np.polynomial.polynomial.polyval(s, D).T, dc, **EXACT)
    assert np.allclose(D[0], worked.trace().direct[0], **EXACT)
    _, _, run = _printed(1.0)
    step = differences.central(
        lambda scale: worked.trace(scale=float(scale[0])).dc[0],
        np.array([1.0]),
    )[:, 0]
    assert np.allclose(step, D[1] + 2 * D[2], atol=1e-8)
    assert np.allclose(
        differences.central(lambda c: run(worked.FIRST.h, c), worked.FIRST.c),
        D.sum(axis=0),
        atol=1e-9,
    )
