"""The notation page's equations, computed from their print and not by the library."""

import numpy as np

from carousel import flow
from carousel.cells import lstm, lstm_1997, rnn

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
