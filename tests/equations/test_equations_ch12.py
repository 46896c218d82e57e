"""Chapter 12's equations, computed from their print and not by the library."""

import numpy as np

from carousel import differences, flow, initial, jacobian
from carousel.cells import lstm, peephole
from equations import test_equations_notation as notation


def test_eq_ch12_bias_for():
    for steps in (1, 10, 100, 1000):
        b_f = -np.log(2 ** (1 / steps) - 1)
        assert np.isclose(notation.sigma(b_f) ** steps, 0.5)
        assert np.isclose(initial.bias_for(steps), b_f)
    for steps in (100, 1000):
        assert np.isclose(
            initial.bias_for(steps), np.log(steps) - np.log(np.log(2)), atol=0.01
        )


def test_eq_ch12_geometric():
    f = np.random.default_rng(0).uniform(0.1, 1, 30)
    k = len(f)
    assert np.isclose(f.prod(), np.exp(k * np.log(f).mean()))
    assert f.prod() < f.mean() ** k
    assert np.isclose(np.full(k, 0.9).prod(), 0.9**k)


def test_eq_ch12_true():
    params, seen = notation.run(lstm)
    o_0, c_0 = seen.o[0], seen.c[0]  # the state after the first row stands for 0
    P = np.eye(8)
    for J in jacobian.steps(params, seen)[1:]:
        P = J @ P
    shown = np.diag(o_0 * (1 - np.tanh(c_0) ** 2))

    def last_c(c):
        first = lstm.State(h=o_0 * np.tanh(c), c=c)  # h moves along, o is held
        return lstm.run(params, seen.x[1:], first).c[-1]

    found = P[4:, :4] @ shown + P[4:, 4:]
    assert np.allclose(found, differences.central(last_c, c_0), atol=1e-9)


def test_eq_ch12_forget_term():
    params, seen = notation.run(lstm)
    t, c_prev, o_prev, f = 3, seen.c[2], seen.o[2], seen.f[3]

    def through_f(c):
        h = o_prev * np.tanh(c)
        net = params.W_f @ seen.x[t] + params.U_f @ h + params.b_f
        return notation.sigma(net) * c_prev  # only the gate answers

    term = np.diag(c_prev * f * (1 - f)) @ params.U_f
    term = term @ np.diag(o_prev * (1 - np.tanh(c_prev) ** 2))
    assert np.allclose(term, differences.central(through_f, c_prev), atol=1e-9)
    assert np.allclose(jacobian.paths(params, seen).forget[t], term, **notation.EXACT)


def test_eq_ch12_peephole_term():
    params, seen = notation.run(peephole)
    t, c_prev, h_prev = 3, seen.c[2], seen.h[2]
    f, i, c_tilde = seen.f[t], seen.i[t], seen.c_tilde[t]

    def next_c(c):
        state = peephole.State(h=h_prev, c=c)
        return peephole.step(params, seen.x[t], state)[0].c

    term = np.diag(
        c_prev * f * (1 - f) * params.p_f + c_tilde * i * (1 - i) * params.p_i
    )
    measured = differences.central(next_c, c_prev)
    assert np.allclose(measured, np.diag(f) + term, atol=1e-9)
    assert np.allclose(jacobian.paths(params, seen).peephole[t], term)


def test_eq_ch12_residual():
    rng = np.random.default_rng(5)
    W, h_0 = rng.normal(size=(6, 4, 4)), rng.normal(size=4)

    def last(h):
        for W_t in W:
            h = h + np.tanh(W_t @ h)
        return h

    h, factors = h_0, []
    for W_t in W:
        factors.append(np.eye(4) + np.diag(1 - np.tanh(W_t @ h) ** 2) @ W_t)
        h = h + np.tanh(W_t @ h)
    found = flow.transport(np.array(factors)).matrix
    assert np.allclose(found, differences.central(last, h_0), rtol=1e-6, atol=1e-6)
