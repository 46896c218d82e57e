"""Chapter 03's equations, computed from their print and not by the library."""

import dataclasses

import numpy as np
import torch

from carousel import differences, flow, jacobian
from carousel.cells import lstm
from equations import test_equations_notation as notation

EXACT = {"rtol": 1e-11, "atol": 1e-14}  # products of a few small matrices
H = 4


def diag(v):
    return np.diag(v)


def norm(M):
    return np.linalg.svd(M, compute_uv=False)[0]


def letters(params, seen):
    """D, G, S, O of every step by their print; S has a row for the first state."""
    c_prev = notation.before(seen, "c")
    D, G, S, O = [], [], [], []
    for t in range(len(seen.c)):
        f, i, o, c_tilde = (getattr(seen, k)[t] for k in ("f", "i", "o", "c_tilde"))
        D.append(diag(f))
        by_net = {
            "f": c_prev[t] * f * (1 - f),
            "i": c_tilde * i * (1 - i),
            "c": i * (1 - c_tilde**2),
        }
        G.append(sum(diag(v) @ getattr(params, f"U_{k}") for k, v in by_net.items()))
        S.append(diag(o * (1 - np.tanh(seen.c[t]) ** 2)))
        O.append(diag(np.tanh(seen.c[t]) * o * (1 - o)) @ params.U_o)
    return D, G, S, O


def network(steps=6, seed=11):
    rng = np.random.default_rng(seed)
    params = lstm.init(H, 3, rng=rng)
    c_0, o_0 = rng.normal(size=H), rng.uniform(size=H)
    first = lstm.State(h=o_0 * np.tanh(c_0), c=c_0)
    seen = lstm.run(params, rng.normal(size=(steps, 3)), first)
    return params, seen, o_0, diag(o_0 * (1 - np.tanh(c_0) ** 2))


def last_c(params, seen, o_0, *, moving):
    """The last c as a function of the first: h_0 held, or moving with o_0 held."""

    def walk(c):
        h = o_0 * np.tanh(c if moving else seen.first.c)
        return lstm.run(params, seen.x, lstm.State(h=h, c=c)).c[-1]

    return differences.central(walk, seen.first.c)


def test_eq_ch03_letters():
    params, seen, _, _ = network()
    D, G, S, O = letters(params, seen)
    for t in range(1, 6):
        w = {k: torch.tensor(v) for k, v in vars(params).items()}
        x_t = torch.tensor(seen.x[t])
        h, c = torch.tensor(seen.h[t - 1]), torch.tensor(seen.c[t - 1])

        def net(k, h, w=w, x_t=x_t):
            return w[f"W_{k}"] @ x_t + w[f"U_{k}"] @ h + w[f"b_{k}"]

        def new_c(h, c, net=net):
            i_c = torch.sigmoid(net("i", h)) * torch.tanh(net("c", h))
            return torch.sigmoid(net("f", h)) * c + i_c

        def new_h(h, c_t, net=net):
            return torch.sigmoid(net("o", h)) * torch.tanh(c_t)

        found = torch.autograd.functional.jacobian(new_c, (h, c))
        assert np.allclose(found[0], G[t], **EXACT)
        assert np.allclose(found[1], D[t], **EXACT)
        found = torch.autograd.functional.jacobian(new_h, (h, torch.tensor(seen.c[t])))
        assert np.allclose(found[0], O[t], **EXACT)
        assert np.allclose(found[1], S[t], **EXACT)


def test_eq_ch03_nudges():
    params, seen, _, _ = network()
    D, G, S, O = letters(params, seen)
    rng, t = np.random.default_rng(3), 4
    dh_prev, dc_prev = 1e-6 * rng.normal(size=(2, H))

    def step(sign):
        prev = lstm.State(h=seen.h[3] + sign * dh_prev, c=seen.c[3] + sign * dc_prev)
        return lstm.step(params, seen.x[t], prev)[0]

    up, down = step(1), step(-1)
    dc, dh = (up.c - down.c) / 2, (up.h - down.h) / 2
    assert np.allclose(dc, D[t] @ dc_prev + G[t] @ dh_prev, atol=1e-14)
    assert np.allclose(dh, S[t] @ dc + O[t] @ dh_prev, atol=1e-14)


def test_eq_ch03_shown():
    params, seen, _, _ = network()
    _, _, S, O = letters(params, seen)
    rng, t = np.random.default_rng(4), 3
    nudge_h, nudge_c = 1e-6 * rng.normal(size=(2, H))

    def before(sign):
        prev = lstm.State(h=seen.h[1] + sign * nudge_h, c=seen.c[1] + sign * nudge_c)
        return lstm.step(params, seen.x[2], prev)[0]

    up, down = before(1), before(-1)
    dh_prev, dc_prev = (up.h - down.h) / 2, (up.c - down.c) / 2
    shown = S[t - 1] @ dc_prev + O[t - 1] @ nudge_h
    assert np.allclose(dh_prev, shown, atol=1e-14)


def test_the_table_s_sizes_are_the_largest():
    gate, candidate = np.linspace(0, 1, 1001), np.linspace(-1, 1, 2001)
    assert np.max(gate * (1 - gate)) == 1 / 4
    assert np.max(np.outer(np.abs(candidate), gate * (1 - gate))) == 1 / 4
    assert np.max(np.outer(gate, 1 - candidate**2)) == 1


def partials(params, seen, S_0):
    D, G, S, _ = letters(params, seen)
    S_prev = [S_0, *S[:-1]]
    return [D[t] + G[t] @ S_prev[t] for t in range(len(D))]


def test_eq_ch03_textbook():
    params, seen, o_0, S_0 = network()
    K = partials(params, seen, S_0)
    assert np.allclose(K, jacobian.paths(params, seen, o_first=o_0).total, **EXACT)
    for t in range(1, 6):

        def textbook(c, t=t):
            prev = lstm.State(h=seen.o[t - 1] * np.tanh(c), c=c)
            return lstm.step(params, seen.x[t], prev)[0].c

        measured = differences.central(textbook, seen.c[t - 1])
        assert np.allclose(K[t], measured, atol=1e-9)


def test_eq_ch03_blocks():
    params, seen, _, _ = network()
    J = jacobian.steps(params, seen)
    for t, (D, G, S, O) in enumerate(zip(*letters(params, seen), strict=True)):
        built = np.block([[O + S @ G, S @ D], [G, D]])
        assert np.allclose(built, J[t], **EXACT)


def product(params, seen):
    P = np.eye(2 * H)
    for D, G, S, O in zip(*letters(params, seen), strict=True):
        P = np.block([[O + S @ G, S @ D], [G, D]]) @ P
    return P


def test_eq_ch03_truth():
    params, seen, o_0, _ = network()
    held = last_c(params, seen, o_0, moving=False)
    assert np.allclose(product(params, seen)[H:, H:], held, atol=1e-8)


def test_eq_ch03_missing():
    params, seen, o_0, S_0 = network()
    D, G, S, O = letters(params, seen)
    for moving in (False, True):  # h_0 held, as in the chapter, or moving with c_0
        shows = S_0 if moving else np.zeros((H, H))
        K = partials(params, seen, shows)
        h_prev, c = shows, np.eye(H)
        h, c = (O[0] @ h_prev + S[0] @ K[0], K[0])
        for t in range(5):
            both = D[t + 1] @ c + G[t + 1] @ h
            assert np.allclose(both, K[t + 1] @ c + G[t + 1] @ O[t] @ h_prev, **EXACT)
            c, h, h_prev = both, S[t + 1] @ both + O[t + 1] @ h, h
        assert np.allclose(c, last_c(params, seen, o_0, moving=moving), atol=1e-8)


def test_the_product_of_partials_with_its_first_factor_is_exact_without_u_o():
    params, seen, o_0, _ = network()
    params = dataclasses.replace(params, U_o=np.zeros((H, H)))
    seen = lstm.run(params, seen.x, seen.first)
    K = partials(params, seen, np.zeros((H, H)))
    assert np.array_equal(K[0], diag(seen.f[0]))
    assert np.allclose(K, jacobian.paths(params, seen).total, **EXACT)
    found = flow.product_of_partials(np.array(K)).matrix
    assert np.allclose(found, last_c(params, seen, o_0, moving=False), atol=1e-8)


def test_eq_ch03_squeeze():
    params, seen, _, _ = network()
    J = jacobian.steps(params, seen)
    stretched = np.linalg.svd(J, compute_uv=False)
    P = np.linalg.svd(flow.transport(J).matrix, compute_uv=False)
    assert P[0] <= np.prod(stretched[:, 0])
