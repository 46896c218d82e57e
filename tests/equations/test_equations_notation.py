"""The notation page's equations, computed from their print and not by the library."""

import numpy as np

from carousel import differences, flow, jacobian
from carousel.cells import gru, lstm, lstm_1997, peephole, rnn

EXACT = {"rtol": 1e-13, "atol": 1e-15}  # another order of the same few operations


def sigma(a):
    return 1 / (1 + np.exp(-a))


def run(cell):
    rng = np.random.default_rng(11)
    params = cell.init(4, 3, rng=rng)
    history = cell.run(params, rng.normal(size=(6, 3)))
    return params, history


def before(history, name):
    """The column one step earlier: row t holds the value of t - 1."""
    return np.vstack([getattr(history.first, name), getattr(history, name)[:-1]])


def test_eq_rnn():
    params, seen = run(rnn)
    h_prev = before(seen, "h")
    for t, x_t in enumerate(seen.x):
        h_t = np.tanh(params.W @ x_t + params.U @ h_prev[t] + params.b)
        assert np.allclose(seen.h[t], h_t, **EXACT)


def test_eq_lstm_gates():
    params, seen = run(lstm)
    h_prev = before(seen, "h")
    for t, x_t in enumerate(seen.x):
        a = {
            k: getattr(params, f"W_{k}") @ x_t
            + getattr(params, f"U_{k}") @ h_prev[t]
            + getattr(params, f"b_{k}")
            for k in "ifoc"
        }
        for k in "ifo":
            assert np.allclose(getattr(seen, k)[t], sigma(a[k]), **EXACT)
        assert np.allclose(seen.c_tilde[t], np.tanh(a["c"]), **EXACT)


def test_eq_lstm_cell():
    _, seen = run(lstm)
    assert np.allclose(
        seen.c, seen.f * before(seen, "c") + seen.i * seen.c_tilde, **EXACT
    )


def test_eq_lstm_output():
    _, seen = run(lstm)
    assert np.allclose(seen.h, seen.o * np.tanh(seen.c), **EXACT)


def test_eq_lstm_1997_cell():
    _, seen = run(lstm_1997)
    assert np.allclose(seen.c, before(seen, "c") + seen.i * seen.c_tilde, **EXACT)
    assert np.allclose(seen.h, seen.o * np.tanh(seen.c), **EXACT)


def test_eq_direct_path():
    _, seen = run(lstm)
    f_t, added = seen.f[3], seen.i[3] * seen.c_tilde[3]  # held, whatever c_{t-1} is
    nudge, c_prev = 1e-6 * np.eye(4), seen.c[2]
    moved = [(f_t * (c_prev + n) + added) - (f_t * (c_prev - n) + added) for n in nudge]
    assert np.allclose(np.array(moved).T / 2e-6, np.diag(f_t), atol=1e-9)


def test_eq_retention():
    _, seen = run(lstm)
    for t in range(6):
        assert np.allclose(flow.retention(seen)[t], np.prod(seen.f[: t + 1], axis=0))


def test_eq_peephole_gates():
    params, seen = run(peephole)
    h_prev, c_prev = before(seen, "h"), before(seen, "c")
    for t, x_t in enumerate(seen.x):
        for k, c in (("i", c_prev[t]), ("f", c_prev[t]), ("o", seen.c[t])):
            W, U, p, b = (getattr(params, f"{name}_{k}") for name in "WUpb")
            gate = sigma(W @ x_t + U @ h_prev[t] + p * c + b)
            assert np.allclose(getattr(seen, k)[t], gate, **EXACT)


def test_eq_gru():
    params, seen = run(gru)
    h_prev = before(seen, "h")
    for t, x_t in enumerate(seen.x):
        r = sigma(params.W_r @ x_t + params.U_r @ h_prev[t] + params.b_r)
        z = sigma(params.W_z @ x_t + params.U_z @ h_prev[t] + params.b_z)
        inner = r * (params.U_n @ h_prev[t] + params.b_hn)
        n = np.tanh(params.W_n @ x_t + params.b_n + inner)
        assert np.allclose(seen.h[t], (1 - z) * n + z * h_prev[t], **EXACT)


def test_eq_full_jacobian():
    params, seen = run(lstm)
    t = 3

    def step(s):
        new, _ = lstm.step(params, seen.x[t], lstm.State(h=s[:4], c=s[4:]))
        return np.concatenate([new.h, new.c])

    measured = differences.central(step, np.concatenate([seen.h[t - 1], seen.c[t - 1]]))
    assert np.allclose(jacobian.steps(params, seen)[t], measured, atol=1e-9)


def test_eq_paths():
    params, seen = run(lstm)
    t, c_prev = 3, seen.c[2]

    def textbook(c):
        prev = lstm.State(h=seen.o[t - 1] * np.tanh(c), c=c)  # o of before is held
        return lstm.step(params, seen.x[t], prev)[0].c

    shown = np.diag(seen.o[t - 1] * (1 - np.tanh(c_prev) ** 2))
    by_net = {
        "f": c_prev * seen.f[t] * (1 - seen.f[t]),
        "i": seen.c_tilde[t] * seen.i[t] * (1 - seen.i[t]),
        "c": seen.i[t] * (1 - seen.c_tilde[t] ** 2),
    }
    total = np.diag(seen.f[t])
    for k, slope in by_net.items():
        total = total + np.diag(slope) @ getattr(params, f"U_{k}") @ shown
    assert np.allclose(total, differences.central(textbook, c_prev), atol=1e-9)
    assert np.allclose(jacobian.paths(params, seen).total[t], total, **EXACT)
