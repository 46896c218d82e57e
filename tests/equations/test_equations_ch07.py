"""Chapter 07's equations, computed from their print and not by the library."""

from dataclasses import replace

import numpy as np
import torch

from carousel import differences, jacobian
from carousel.cells import gru, peephole
from equations import test_equations_notation as notation

EXACT, NEAR = notation.EXACT, {"rtol": 1e-11, "atol": 1e-13}
t, H = 4, 4

test_eq_ch07_gates = notation.test_eq_peephole_gates
test_eq_ch07_veils = notation.test_eq_lstm_output


def _unit():
    """A network whose peepholes are large, so that no term hides behind rounding."""
    rng = np.random.default_rng(17)
    params = peephole.init(H, 3, rng=rng)
    params = replace(params, **{f"p_{k}": 2 * rng.normal(size=H) for k in "ifo"})
    return params, peephole.run(params, 2 * rng.normal(size=(6, 3)))


def _printed(params, seen, t=t):
    """All that the chapter prints of step t, by its names."""
    i, f, o, c_tilde = (getattr(seen, k)[t] for k in ("i", "f", "o", "c_tilde"))
    squashed, c_prev = np.tanh(seen.c[t]), notation.before(seen, "c")[t]
    net = {
        "f": c_prev * f * (1 - f),
        "i": c_tilde * i * (1 - i),
        "c": i * (1 - c_tilde**2),
    }
    by_o = squashed * o * (1 - o)
    d = f + net["f"] * params.p_f + net["i"] * params.p_i
    v = o * (1 - squashed**2) + by_o * params.p_o
    J_ch = sum(net[k][:, None] * getattr(params, f"U_{k}") for k in net)
    return net, by_o, d, v, J_ch


def _new_c(seen, a_f, a_i, c_prev):
    return notation.sigma(a_f) * c_prev + notation.sigma(a_i) * seen.c_tilde[t]


def _logit(gate):
    return np.log(gate / (1 - gate))


def test_the_slopes_of_chapter_3_are_those_of_this_cell():
    params, seen = _unit()
    net, by_o, *_ = _printed(params, seen)
    a_f, a_i, a_o = (_logit(gate[t]) for gate in (seen.f, seen.i, seen.o))
    c_prev = seen.c[t - 1]
    by_f = differences.central(lambda a: _new_c(seen, a, a_i, c_prev), a_f)
    by_i = differences.central(lambda a: _new_c(seen, a_f, a, c_prev), a_i)
    opened = differences.central(lambda a: notation.sigma(a) * np.tanh(seen.c[t]), a_o)
    for found, printed in ((by_f, net["f"]), (by_i, net["i"]), (opened, by_o)):
        assert np.allclose(found, np.diag(printed), atol=1e-8)


def _traced(params, seen):
    """The blocks of the step's Jacobian, by PyTorch from the printed equations."""
    w = {name: torch.tensor(value) for name, value in vars(params).items()}
    x_t = torch.tensor(seen.x[t])

    def net(k, h):
        return w[f"W_{k}"] @ x_t + w[f"U_{k}"] @ h + w[f"b_{k}"]

    def step(h, c):
        i = torch.sigmoid(net("i", h) + w["p_i"] * c)
        f = torch.sigmoid(net("f", h) + w["p_f"] * c)
        new = f * c + i * torch.tanh(net("c", h))
        return torch.sigmoid(net("o", h) + w["p_o"] * new) * torch.tanh(new), new

    prev = torch.tensor(seen.h[t - 1]), torch.tensor(seen.c[t - 1])
    return [
        [block.numpy() for block in row]
        for row in torch.autograd.functional.jacobian(step, prev)
    ]


def test_eq_ch07_d():
    params, seen = _unit()
    d = _printed(params, seen)[2]
    assert np.allclose(_traced(params, seen)[1][1], np.diag(d), **NEAR)


def test_eq_ch07_v():
    params, seen = _unit()
    v = _printed(params, seen)[3]
    rest = _logit(seen.o[t]) - params.p_o * seen.c[t]

    def h_t(c):
        return notation.sigma(rest + params.p_o * c) * np.tanh(c)

    assert np.allclose(differences.central(h_t, seen.c[t]), np.diag(v), atol=1e-8)


def test_the_blocks_of_chapter_3_hold_with_the_new_diagonals():
    params, seen = _unit()
    _, by_o, d, v, J_ch = _printed(params, seen)
    (J_hh, J_hc), (found_ch, _) = _traced(params, seen)
    assert np.allclose(found_ch, J_ch, **NEAR)
    assert np.allclose(J_hc, np.diag(v * d), **NEAR)
    assert np.allclose(J_hh, by_o[:, None] * params.U_o + np.diag(v) @ J_ch, **NEAR)


def test_eq_ch07_outside():
    net_input = np.linspace(-10, 10, 4001)
    f = notation.sigma(net_input)
    for b_f in (-7.0, 0.3, 7.0):
        for p_f in (-2.0, 0.7):
            c_prev = (net_input - b_f) / p_f
            d = f + c_prev * f * (1 - f) * p_f
            assert np.allclose(d - 1, (1 - f) * (f * p_f * c_prev - 1), atol=1e-14)
            assert ((d > 1) == (f * p_f * c_prev > 1)).all()
            assert ((d < 0) == ((1 - f) * p_f * c_prev < -1)).all()
            assert d.max() > 1


def test_the_terms_of_the_bounded_peepholes_stay_below_a_quarter_of_them():
    params, seen = _unit()
    for step in range(1, 6):
        net, by_o, *_ = _printed(params, seen, step)
        assert (abs(net["i"] * params.p_i) <= abs(params.p_i) / 4).all()
        assert (abs(by_o * params.p_o) <= abs(params.p_o) / 4).all()


def test_with_h_held_two_steps_back_the_textbook_derivative_starts_with_v():
    params, seen = _unit()
    _, _, d, _, J_ch = _printed(params, seen)
    v_prev = _printed(params, seen, t - 1)[3]
    rest = _logit(seen.o[t - 1]) - params.p_o * seen.c[t - 1]

    def c_t(c):
        h = notation.sigma(rest + params.p_o * c) * np.tanh(c)
        return peephole.step(params, seen.x[t], peephole.State(h=h, c=c))[0].c

    found = differences.central(c_t, seen.c[t - 1])
    assert np.allclose(found, np.diag(d) + J_ch * v_prev, atol=1e-8)


def test_eq_ch07_gru():
    rng = np.random.default_rng(4)
    params = gru.init(H, 3, rng=rng)
    params = replace(params, U_n=np.zeros((H, H)), b_hn=np.zeros(H))
    seen = gru.run(params, rng.normal(size=(6, 3)))
    z, n, h_prev = seen.z[t], seen.n[t], seen.h[t - 1]

    def h_t(h):
        return gru.step(params, seen.x[t], gru.State(h=h))[0].h

    own = np.diagonal(differences.central(h_t, h_prev))
    printed = z + z * (1 - z) * (h_prev - n) * np.diag(params.U_z)
    assert np.allclose(own, printed, atol=1e-8)


def test_eq_ch07_tied():
    params, _ = _unit()
    ties = {f"{name}_i": -getattr(params, f"{name}_f") for name in "WUbp"}
    params = replace(params, **ties)
    seen = peephole.run(params, np.random.default_rng(8).normal(size=(6, 3)))
    assert np.allclose(seen.i, 1 - seen.f, **EXACT)
    paths = jacobian.paths(params, seen)
    f, c_prev = seen.f[t], seen.c[t - 1]
    d = f + f * (1 - f) * (c_prev - seen.c_tilde[t]) * params.p_f
    assert np.allclose(paths.direct[t] + paths.peephole[t], np.diag(d), **NEAR)
