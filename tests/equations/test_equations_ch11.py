"""Chapter 11's equations, computed from their print and not by the library."""

import itertools

import numpy as np

from carousel import dominance
from carousel.cells import lstm
from equations.test_equations_ch03 import (
    H,
    diag,
    last_c,
    letters,
    network,
    norm,
    product,
)


def excess(params, seen):
    R = diag(np.prod(seen.f, axis=0))
    return R, np.linalg.inv(R) @ product(params, seen)[H:, H:] - np.eye(H)


def test_eq_ch11_excess():
    params, seen, o_0, _ = network()
    R, E = excess(params, seen)
    held = last_c(params, seen, o_0, moving=False)
    assert np.allclose(R @ (np.eye(H) + E), held, atol=1e-8)
    assert np.isclose(dominance.indirect_ratio(params, seen)[-1], norm(E), rtol=1e-9)


def test_eq_ch11_dominates():
    """Below 1 the direct part is longer for every loss; above, not for one of them."""
    for scale in (0.2, 2.0):
        params, seen, _, _ = network()
        weights = {k: scale * v if k[0] == "U" else v for k, v in vars(params).items()}
        params = lstm.Params(**weights | {"b_f": np.full(H, 3)})
        seen = lstm.run(params, seen.x)
        R, E = excess(params, seen)
        worst = np.linalg.inv(R) @ np.linalg.svd(E)[0][:, 0]
        losses = [worst, *np.random.default_rng(1).normal(size=(500, H))]
        longer = [np.linalg.norm(R @ g) > np.linalg.norm(E.T @ R @ g) for g in losses]
        assert all(longer) == (norm(E) < 1)
        assert (norm(E) < 1) == (scale < 1)


def balanced(params, seen):
    D, G, S, O = letters(params, seen)
    R = [np.eye(H), *itertools.accumulate(D, lambda R, D_t: D_t @ R)]
    invert = np.linalg.inv
    G_hat = [invert(R[t + 1]) @ G[t] @ R[t] for t in range(len(D))]
    O_hat = [invert(R[t + 1]) @ O[t] @ R[t] for t in range(len(D))]
    return G_hat, O_hat, S


def test_eq_ch11_balanced():
    params, seen, _, _ = network()
    c, h = np.eye(H), np.zeros((H, H))
    for G, O, S in zip(*balanced(params, seen), strict=True):
        c = c + G @ h
        h = S @ c + O @ h
    assert np.allclose(c - np.eye(H), excess(params, seen)[1], rtol=1e-9, atol=1e-13)


def widest(params, seen):
    G, O, S = balanced(params, seen)
    return (max(map(norm, matrices)) for matrices in (G, O, S))


def narrow(seed, steps=9):
    """A network whose omega is below 1."""
    rng = np.random.default_rng(seed)
    params = lstm.init(H, 3, rng=rng, forget_bias=rng.uniform(1, 5))
    first = lstm.State(h=np.zeros(H), c=np.zeros(H))
    seen = lstm.run(params, rng.normal(size=(steps, 3)), first)
    gamma, omega, beta = widest(params, seen)
    return params, seen, beta * gamma / (1 - omega), omega


def test_eq_ch11_rate():
    params, seen, mu, omega = narrow(0)
    assert omega < 1
    assert np.isclose(dominance.indirect(params, seen).rate[-1], mu, rtol=1e-10)


def test_eq_ch11_bound():
    for seed in range(40):
        params, seen, mu, omega = narrow(seed)
        assert omega < 1
        assert norm(excess(params, seen)[1]) <= (1 + mu) ** 9 - 1


def test_eq_ch11_horizon():
    for mu in (1e-4, 0.02, 0.5, 3.0):
        T = np.log(2) / np.log(1 + mu)
        assert np.isclose((1 + mu) ** T - 1, 1)
        assert (1 + mu) ** (0.999 * T) - 1 < 1


def test_a_bound_with_each_step_s_own_widths_lies_between():
    for seed in range(20):
        params, seen, mu, _ = narrow(seed)
        a, eta = 1.0, 0.0
        for G, O, S in zip(*balanced(params, seen), strict=True):
            a = a + norm(G) * eta
            eta = norm(S) * a + norm(O) * eta
        assert norm(excess(params, seen)[1]) <= a - 1 <= (1 + mu) ** 9 - 1
        assert np.isclose(dominance.bound(params, seen)[-1], a - 1, rtol=1e-9)


def test_the_larger_root_may_take_the_place_of_1_plus_mu():
    wide = 0
    for seed in range(60):
        params, seen, _, _ = narrow(seed)
        rng = np.random.default_rng(seed)
        scaled = {k: 10 ** rng.uniform(-1, 1.3) * v for k, v in vars(params).items()}
        params = lstm.Params(**scaled)
        seen = lstm.run(params, seen.x)
        gamma, omega, beta = widest(params, seen)
        linear = 1 + omega + beta * gamma
        root = (linear + np.sqrt(linear**2 - 4 * omega)) / 2
        assert norm(excess(params, seen)[1]) <= root**9 - 1
        wide += omega >= 1
        if omega < 1:
            assert root <= (1 + beta * gamma / (1 - omega)) * (1 + 1e-12)
    assert 10 < wide < 50


def test_eq_ch11_tied():
    """The gates are drawn as the text supposes them; biases of each step would fit."""
    rng = np.random.default_rng(5)
    for f in (0.1, 0.5, 0.9, 0.999):
        U = dict(zip("ic", rng.normal(size=(2, H, H)), strict=True))
        for _ in range(50):
            i, c_tilde = (1 - f) * rng.uniform(size=H), rng.uniform(-1, 1, H)
            G = (
                diag(c_tilde * i * (1 - i)) @ U["i"]
                + diag(i * (1 - c_tilde**2)) @ U["c"]
            )
            assert norm(G / f) <= (1 - f) / f * (norm(U["i"]) + norm(U["c"]))
