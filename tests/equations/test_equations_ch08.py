"""Chapter 08's equations, computed from their print and not by the library."""

import numpy as np
import pytest

from carousel import clipping, flow, initial, jacobian
from carousel.cells import lstm, rnn
from carousel.examples import counterexamples
from equations import test_equations_notation as notation

EXACT = notation.EXACT


def _run(seed=3, *, size=1.0, forget_bias=1.0, steps=60):
    rng = np.random.default_rng(seed)
    drawn = lstm.init(6, 3, rng=rng, forget_bias=forget_bias)
    params = initial.scaled(drawn, size)
    return params, lstm.run(params, rng.normal(size=(steps, 3)))


def test_eq_ch08_doors():
    params, seen = _run(steps=5)
    c_prev = notation.before(seen, "c")
    for t, J in enumerate(jacobian.steps(params, seen)):
        f, i, c_tilde = seen.f[t], seen.i[t], seen.c_tilde[t]
        doors = np.diag(c_prev[t] * f * (1 - f)) @ params.U_f
        doors += np.diag(c_tilde * i * (1 - i)) @ params.U_i
        doors += np.diag(i * (1 - c_tilde**2)) @ params.U_c
        assert np.allclose(J[6:, :6], doors, **EXACT)


@pytest.mark.parametrize("u_c", [-1.0, 0.04, 3.0])
def test_eq_ch08_one_unit(u_c):
    params, first = counterexamples.one_unit(f=0.9, i=0.3, c_tilde=0, o=0.6, u_c=u_c)

    def second_c(c):
        started = lstm.State(h=[0.6 * np.tanh(c)], c=[c])  # o is held
        return lstm.run(params, np.zeros((1, 1)), started).c[-1, 0]

    nudged = (second_c(1e-6) - second_c(-1e-6)) / 2e-6
    assert first.c == [0]
    assert np.isclose(nudged, 0.9 + 0.3 * 0.6 * u_c)


@pytest.mark.parametrize("size", [0.3, 1.0, 4.0])
def test_eq_ch08_spectral(size):
    rng = np.random.default_rng(8)
    params = initial.scaled(rnn.init(6, 3, rng=rng), size)
    J = jacobian.steps(params, rnn.run(params, rng.normal(size=(20, 3))))
    bound = np.linalg.svd(params.U)[1][0] ** 20
    assert np.linalg.norm(flow.transport(J).matrix, 2) <= bound


def _width(params, seen):
    norms = {k: np.linalg.svd(getattr(params, f"U_{k}"))[1][0] for k in "fico"}
    largest_c = max(np.abs(seen.c).max(), np.abs(seen.first.c).max())
    return largest_c * norms["f"] / 4 + norms["i"] / 4 + norms["c"], norms["o"]


@pytest.mark.parametrize("size", [0.1, 1.0, 8.0])
def test_eq_ch08_width(size):
    params, seen = _run(size=size)
    doors = jacobian.steps(params, seen)[:, 6:, :6]
    G, _ = _width(params, seen)
    assert np.linalg.norm(doors, 2, axis=(1, 2)).max() <= G


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("forget_bias", [-1.0, 1.0, 3.0])
def test_eq_ch08_margin(seed, forget_bias):
    """Just inside the condition every long product is short, as its proof says."""
    for size in np.geomspace(0.3, 1e-4, 41):
        params, seen = _run(seed, size=size, forget_bias=forget_bias, steps=100)
        (G, U_o), f = _width(params, seen), seen.f.max()
        if (1 - f) * (1 - U_o / 4) >= G:
            break
    else:
        pytest.fail("no size met the condition")
    # What a step does to the lengths of a nudge of h and of c, at the most.
    step = np.array([[U_o / 4 + G, f], [G, f]])
    assert np.abs(np.linalg.eigvals(step)).max() <= 1
    J = jacobian.steps(params, seen)
    for T in (1, 10, 100):
        most = np.linalg.norm(np.linalg.matrix_power(step, T), 2)
        product = np.linalg.norm(flow.transport(J, end=T).matrix, 2)
        assert product <= most * (1 + 1e-12)


def test_the_margin_is_where_the_bound_of_a_step_passes_1():
    for f, U_o in ((0.5, 0.1), (0.99, 1.0), (0.9, 3.9)):
        edge = (1 - f) * (1 - U_o / 4)
        for G, passes in ((0.99 * edge, False), (1.01 * edge, True)):
            step = np.array([[U_o / 4 + G, f], [G, f]])
            assert (np.abs(np.linalg.eigvals(step)).max() > 1) == passes


GRADIENTS = np.random.default_rng(4).normal(size=(20, 5))


def test_eq_ch08_by_norm():
    for g in GRADIENTS:
        printed = g * min(1, 1.5 / np.sqrt(np.sum(g**2)))
        assert np.allclose(clipping.by_norm(g, 1.5)[0], printed, **EXACT)


def test_eq_ch08_by_value():
    for g in GRADIENTS:
        printed = [max(-0.5, min(0.5, entry)) for entry in g]
        assert np.array_equal(clipping.by_value(g, 0.5)[0], printed)


def test_eq_ch08_by_percentile():
    seen = []
    for g in GRADIENTS:
        norms = [*seen, np.sqrt(np.sum(g**2))]
        limit = np.percentile(norms, 30)
        clipped, norm = clipping.by_percentile(g, seen, 30)
        seen.append(norm)
        assert np.allclose(clipped, g * min(1, limit / norm), rtol=1e-12)


def test_eq_ch08_smooth():
    """The chapter's example: w^4 / 4 has L_0 = L_1 = 3, and no single bound."""
    w = np.linspace(-30, 30, 6001)
    assert (3 * w**2 <= 3 + 3 * np.abs(w**3)).all()
    assert 3 * w[-1] ** 2 > 1000


def test_eq_ch08_natural():
    norm = np.geomspace(1e-6, 1e6, 500)
    for L_0, L_1 in ((3.0, 3.0), (0.1, 40.0), (7.0, 1e-3)):
        m = np.minimum(1, (L_0 / L_1) / norm) / L_0
        natural = 1 / (L_0 + L_1 * norm)
        assert (m / 2 <= natural * (1 + 1e-12)).all()
        assert (natural <= m).all()
