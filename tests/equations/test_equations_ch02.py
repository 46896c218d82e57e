"""Chapter 02's equations, computed from their print and not by the library."""

import numpy as np
import torch

from carousel import differences, initial
from carousel.cells import lstm
from equations import test_equations_notation as notation

EXACT, CLOSE = notation.EXACT, {"rtol": 1e-10, "atol": 1e-16}
BIASES = (-3.0, 0.0, 1.0, 5.0, 12.0)
sigma = notation.sigma


def _backwards(*, cut=False):
    """A run, and the gradients of the sum of its last output at h and c."""
    params, seen = notation.run(lstm)
    w = {name: torch.tensor(value) for name, value in vars(params).items()}
    h = torch.zeros(4, dtype=torch.float64)
    c = torch.zeros(4, dtype=torch.float64, requires_grad=True)
    states = []
    for x_t in torch.tensor(seen.x):
        h_prev = h.detach() if cut else h
        a = {k: w[f"W_{k}"] @ x_t + w[f"U_{k}"] @ h_prev + w[f"b_{k}"] for k in "ifco"}
        i, f, o = (torch.sigmoid(a[k]) for k in "ifo")
        c = f * c + i * torch.tanh(a["c"])
        h = o * torch.tanh(c)
        states.append((h, c))
    loss = h.sum()
    by = [
        torch.autograd.grad(loss, nodes, retain_graph=True, allow_unused=True)
        for nodes in zip(*states, strict=True)
    ]
    dh, dc = (
        np.array([np.zeros(4) if g is None else g.numpy() for g in rows]) for rows in by
    )
    return seen, dh, dc


def test_eq_ch02_step():
    notation.test_eq_lstm_cell()
    notation.test_eq_lstm_output()


def test_eq_ch02_slope():
    seen, _, _ = _backwards()
    for o, c in zip(seen.o, seen.c, strict=True):
        S = np.diag(o * (1 - np.tanh(c) ** 2))
        for k in range(4):
            shown = differences.central(lambda v, o=o, k=k: (o * np.tanh(v))[k], c)
            assert np.allclose(S[k], shown, atol=1e-8)


def test_eq_ch02_exact():
    seen, dh, dc = _backwards()
    slope = seen.o * (1 - np.tanh(seen.c) ** 2)
    for t in range(1, 6):
        both = seen.f[t] * dc[t] + slope[t - 1] * dh[t - 1]
        assert np.allclose(dc[t - 1], both, **CLOSE)


def test_eq_ch02_start():
    seen, dh, dc = _backwards()
    assert np.allclose(dc[-1], seen.o[-1] * (1 - np.tanh(seen.c[-1]) ** 2) * dh[-1])
    assert (dh[-1] == 1).all()


def test_eq_ch02_direct_step():
    seen, _, dc = _backwards(cut=True)
    for t in range(1, 6):
        assert np.allclose(dc[t - 1], seen.f[t] * dc[t], **CLOSE)


def test_eq_ch02_direct_many():
    seen, _, dc = _backwards(cut=True)
    for k in range(6):
        product = np.prod([seen.f[5 - j] for j in range(k)], axis=0)
        assert np.allclose(dc[5 - k], product * dc[5], **CLOSE)


def test_the_cut_leaves_the_start_as_it_was():
    _, _, whole = _backwards()
    _, _, direct = _backwards(cut=True)
    assert np.array_equal(whole[-1], direct[-1])
    assert not np.allclose(whole[0], direct[0], rtol=1e-3)


def test_eq_ch02_written():
    params, _ = notation.run(lstm)
    rng = np.random.default_rng(5)
    first = lstm.State(h=rng.normal(size=4), c=rng.normal(size=4))
    seen = lstm.run(params, rng.normal(size=(6, 3)), first)
    c_T = np.prod(seen.f, axis=0) * first.c
    for s in range(6):
        c_T += np.prod(seen.f[s + 1 :], axis=0) * seen.i[s] * seen.c_tilde[s]
    assert np.allclose(seen.c[-1], c_T, **EXACT)


def test_eq_ch02_half_life():
    for b_f in BIASES:
        half = np.log(2) / np.log(1 + np.exp(-b_f))
        assert np.isclose(sigma(b_f) ** half, 0.5, rtol=1e-9)
        assert np.isclose(half, initial.half_life(b_f), rtol=1e-9)
    for b_f in (5.0, 12.0):  # e^-b is small
        shortened = np.exp(b_f) * np.log(2)
        assert np.isclose(shortened, initial.half_life(b_f), rtol=np.exp(-b_f))


def test_eq_ch02_bias_for():
    for k in (1, 10, 100, 1000):
        b_f = -np.log(2 ** (1 / k) - 1)
        assert np.isclose(sigma(b_f) ** k, 0.5)
        assert np.isclose(b_f, np.log(k) - np.log(np.log(2)), atol=0.4 / k)


def test_eq_ch02_learnable():
    for T in (1, 10, 100):
        for b_f in BIASES:
            f = sigma(b_f)
            slope = differences.central(lambda b, T=T: sigma(b) ** T, b_f)
            assert np.isclose(T * f ** (T - 1) * f * (1 - f), slope, atol=1e-8)
            assert np.isclose(T * (1 - f) * f**T, slope, atol=1e-8)


def test_the_top_of_the_hump_is_at_the_logarithm_of_the_time():
    for T in (10, 100, 1000):
        near = np.log(T) + np.array([-0.01, 0, 0.01])
        f = sigma(near)
        assert np.argmax(T * (1 - f) * f**T) == 1
        assert np.isclose(f[1], T / (T + 1))


def test_eq_ch02_forgetting_time():
    k = np.arange(200_000)
    for b_f in BIASES[:-1]:
        f = sigma(b_f)
        weights = (1 - f) * f**k
        assert np.isclose(np.sum(weights * (k + 1)), 1 + np.exp(b_f))
        assert np.isclose(1 / (1 - f), 1 + np.exp(b_f))


def test_eq_ch02_chrono():
    rng = np.random.default_rng(0)
    params = initial.chrono(lstm.init(500, 1, rng=rng), 100, rng=rng)
    assert np.array_equal(params.b_i, -params.b_f)
    times = np.sort(1 + np.exp(params.b_f))
    assert np.allclose(times, np.linspace(2, 100, 500), atol=8)
    assert np.allclose(sigma(params.b_i), 1 - sigma(params.b_f))
