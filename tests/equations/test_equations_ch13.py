"""Chapter 13's equations, computed from their print and not by the library."""

import itertools

import numpy as np
import torch

from carousel import differences, jacobian
from carousel.cells import gru
from carousel.heirs import depth, minlstm, scan
from equations import test_equations_notation as notation

EXACT = notation.EXACT
DOORS = {("c", "c"): 1, ("h", "c"): 3, ("h", "h"): 1}  # into the next step, old to new


def sigma(a):
    return 1 / (1 + np.exp(-a))


def _arrivals(steps):
    """Every route from c_0, walked edge by edge: how many end at h_T and at c_T."""
    ends = {"h": 0, "c": 1}
    for _ in range(steps):
        c = ends["c"] * DOORS["c", "c"] + ends["h"] * DOORS["h", "c"]
        h = c + ends["h"] * DOORS["h", "h"]  # every route that reaches c goes on to h
        ends = {"h": h, "c": c}
    return ends["h"], ends["c"]


def test_eq_ch13_routes():
    M = np.array([[4, 1], [3, 1]])
    for steps in range(1, 9):
        counted = np.linalg.matrix_power(M, steps) @ [0, 1]
        assert tuple(counted) == _arrivals(steps)


def test_the_doors_of_a_route_are_those_of_the_lstm():
    """c_t answers h_{t-1} through three nets and c_{t-1} at once; h_t through o too."""
    params, seen = notation.run(notation.lstm)
    blocks = jacobian.paths(params, seen)
    through = [k for k in ("input", "forget", "candidate") if getattr(blocks, k).any()]
    assert len(through) == DOORS["h", "c"]
    assert blocks.direct.any()


def _stack(kind, **options):
    rng = np.random.default_rng(5)
    stack = depth.init(kind, 4, 3, rng=rng, **options)
    return stack, depth.run(stack, rng.normal(size=4))


def test_eq_ch13_highway():
    stack, h = _stack("highway", carry_bias=0.5)
    for k in range(3):
        f = sigma(stack.U_f[k] @ h[k] + stack.b_f[k])
        F = np.tanh(stack.U[k] @ h[k] + stack.b[k])
        assert np.allclose(h[k + 1], f * h[k] + (1 - f) * F, **EXACT)


def test_eq_ch13_residual():
    stack, h = _stack("residual")
    for k in range(3):

        def branch(state, k=k):
            return np.tanh(stack.U[k] @ state + stack.b[k])

        assert np.allclose(h[k + 1], h[k] + branch(h[k]), **EXACT)
        edge = np.eye(4) + differences.central(branch, h[k])
        assert np.allclose(depth.layer_jacobians(stack, h)[k], edge, atol=1e-9)


def test_every_side_door_of_a_highway_has_the_factor_1_minus_f():
    stack, h = _stack("highway", carry_bias=0.5)
    for k, J in enumerate(depth.layer_jacobians(stack, h)):
        f = sigma(stack.U_f[k] @ h[k] + stack.b_f[k])
        F = np.tanh(stack.U[k] @ h[k])
        inside = (1 - F**2)[:, None] * stack.U[k]
        inside += ((h[k] - F) * f)[:, None] * stack.U_f[k]
        assert np.allclose(J - np.diag(f), (1 - f)[:, None] * inside)


def test_eq_ch13_gru_edge():
    params, seen = notation.run(gru)
    h_prev = notation.before(seen, "h")
    for t, J in enumerate(jacobian.steps(params, seen)):
        r, z, n = seen.r[t], seen.z[t], seen.n[t]
        assert np.allclose(seen.h[t], z * h_prev[t] + (1 - z) * n, **EXACT)
        recurrent = params.U_n @ h_prev[t] + params.b_hn
        through_n = (1 - n**2)[:, None] * (
            r[:, None] * params.U_n + (recurrent * r * (1 - r))[:, None] * params.U_r
        )
        inside = through_n + (z * (h_prev[t] - n))[:, None] * params.U_z
        assert np.allclose(J - np.diag(z), (1 - z)[:, None] * inside)


def _minimal():
    rng = np.random.default_rng(11)
    params = minlstm.init(4, 3, rng=rng)
    x, c = rng.normal(size=(6, 3)), rng.normal(size=4)
    return params, x, c, minlstm.run(params, x, minlstm.State(c=c))


def test_eq_ch13_min_gates():
    params, x, _, seen = _minimal()
    for t, x_t in enumerate(x):
        f, i = (
            sigma(getattr(params, f"W_{k}") @ x_t + getattr(params, f"b_{k}"))
            for k in "fi"
        )
        assert np.allclose(seen.f[t], f / (f + i), **EXACT)
        assert np.allclose(seen.i[t], 1 - f / (f + i), **EXACT)


def test_eq_ch13_min_cell():
    params, x, c, seen = _minimal()
    for t, x_t in enumerate(x):
        c = seen.f[t] * c + seen.i[t] * (params.W_c @ x_t + params.b_c)
        assert np.allclose(seen.c[t], c, rtol=1e-12)


def test_eq_ch13_min_jacobian():
    params, x, c, seen = _minimal()

    def last(first):
        return minlstm.run(params, x, minlstm.State(c=first)).c[-1]

    product = np.diag(np.prod(seen.f, axis=0))
    assert np.allclose(differences.central(last, c), product, atol=1e-9)


def _pairs(steps=9):
    rng = np.random.default_rng(2)
    return rng.uniform(size=(steps, 3)), rng.normal(size=(steps, 3))


def test_eq_ch13_linear():
    f, v = _pairs()
    for method in (scan.loop, scan.doubling, scan.tree):
        c = method(f, v).c
        assert np.allclose(c[1:], f[1:] * c[:-1] + v[1:], rtol=1e-12)


def test_eq_ch13_compose():
    (f_1, f_2), (v_1, v_2) = _pairs(2)
    c = np.array([0.3, -2.0, 5.0])
    one_by_one = f_2 * (f_1 * c + v_1) + v_2
    assert np.allclose((f_2 * f_1) * c + (f_2 * v_1 + v_2), one_by_one, rtol=1e-13)
    found = scan.combine((f_1, v_1), (f_2, v_2))
    assert np.allclose(found, (f_2 * f_1, f_2 * v_1 + v_2), rtol=1e-15)


def test_eq_ch13_adjoint():
    f, d = _pairs()
    states = []
    c = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    for f_t in torch.tensor(f):
        c = f_t * c + 1.0
        states.append(c)
    loss = sum((torch.tensor(row) * c_t).sum() for row, c_t in zip(d, states, strict=1))
    dc = torch.stack(torch.autograd.grad(loss, states)).numpy()
    assert np.allclose(dc[:-1], f[1:] * dc[1:] + d[:-1], rtol=1e-12)
    assert np.array_equal(dc[-1], d[-1])


def test_eq_ch13_curse():
    lags = np.arange(20_000)
    for f in (0.3, 0.9, 0.99):
        memory = f**lags  # c_t is a sum of f^k x_{t-k}
        by_f = lags * f ** (lags - 1.0)
        assert np.isclose(np.sum(memory**2), 1 / (1 - f**2))
        assert np.isclose(np.sum(by_f**2), (1 + f**2) / (1 - f**2) ** 3)


def test_eq_ch13_attention():
    rng = np.random.default_rng(0)
    scores, values = rng.normal(size=7), rng.normal(size=(7, 3))
    alpha = np.exp(scores) / np.exp(scores).sum()
    assert (alpha >= 0).all()
    assert np.isclose(alpha.sum(), 1)

    def y(v):
        return alpha @ v

    edges = differences.central(y, values)  # (3, 7, 3)
    for k, a, b in itertools.product(range(7), range(3), range(3)):
        assert np.isclose(edges[a, k, b], alpha[k] * (a == b), atol=1e-9)
