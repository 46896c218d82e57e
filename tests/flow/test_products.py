import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel import flow, jacobian
from carousel.cells import lstm
from oracles import unrolled

SEEDS = st.integers(0, 2**32 - 1)
ROUNDING = 1e-10  # relative, of products of a few dozen small matrices


def _one_unit(f, i, c_tilde, o, u_c, u_o, steps=30):
    """A one-unit LSTM held at a fixed point by its biases, without input."""

    def logit(p):
        return np.log(p / (1 - p))

    c = i * c_tilde / (1 - f)
    h = o * np.tanh(c)
    W, zero = np.zeros((1, 1)), np.zeros((1, 1))
    params = lstm.Params(
        **{f"W_{k}": W for k in "ifco"},
        **{"U_i": zero, "U_f": zero, "U_c": [[u_c]], "U_o": [[u_o]]},
        **{"b_i": [logit(i)], "b_f": [logit(f)]},
        **{"b_c": [np.arctanh(c_tilde) - u_c * h], "b_o": [logit(o) - u_o * h]},
    )
    first = lstm.State(h=[h], c=[c])
    history = lstm.run(params, np.zeros((steps, 1)), first)
    shown = o * (1 - np.tanh(c) ** 2)
    P = flow.transport(jacobian.steps(params, history)).matrix
    true = P[1, 0] * shown + P[1, 1]
    totals = jacobian.paths(params, history, o_first=[o]).total
    return true, flow.product_of_partials(totals).matrix[0, 0]


def test_one_carries_a_gradient_where_the_product_of_partials_says_it_vanished():
    true, partials = _one_unit(f=0.5, i=0.5, c_tilde=0.8, o=0.5, u_c=2, u_o=5)
    assert round(true, 3) == 0.687
    assert f"{partials:.1e}" == "2.3e-07"


def test_one_explodes_where_the_product_of_partials_says_it_vanished():
    true, partials = _one_unit(f=0.6, i=0.5, c_tilde=0.6, o=0.5, u_c=2, u_o=6)
    assert round(true) == 1221
    assert f"{partials:.1e}" == "8.8e-04"


def test_the_product_of_partials_is_right_over_one_step():
    params, history = unrolled.network("lstm", 1)
    o = history.o[0]
    first = lstm.State(h=history.h[0], c=history.c[0])
    one = lstm.run(params, history.x[1:2], first)
    P = flow.transport(jacobian.steps(params, one)).matrix
    shown = np.diag(o * (1 - np.tanh(first.c) ** 2))
    totals = jacobian.paths(params, one, o_first=o).total
    partials = flow.product_of_partials(totals).matrix
    assert np.allclose(P[3:, :3] @ shown + P[3:, 3:], partials, rtol=1e-12)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, steps=st.integers(1, 12))
def test_the_product_of_steps_is_the_jacobian_of_the_whole_sequence(seed, steps):
    import torch

    params, history = unrolled.network("lstm", seed, steps=steps)
    w, x = unrolled.weights(params), torch.tensor(history.x)

    def last(s):
        hs, cs = unrolled.unroll("lstm", w, x, s[:3], s[3:], [False] * steps)
        return torch.cat([hs[-1], cs[-1]])

    s = torch.tensor(np.concatenate([history.first.h, history.first.c]))
    expected = torch.autograd.functional.jacobian(last, s).numpy()
    found = flow.transport(jacobian.steps(params, history)).matrix
    assert np.abs(found - expected).max() <= ROUNDING * max(1, np.abs(expected).max())


def test_transport_in_two_parts_is_transport_in_one():
    J = np.random.default_rng(0).normal(size=(9, 4, 4))
    early, late = flow.transport(J, 0, 5).matrix, flow.transport(J, 5).matrix
    assert np.allclose(late @ early, flow.transport(J).matrix, rtol=1e-12)


def test_no_step_is_the_identity():
    none = flow.transport(np.ones((3, 2, 2)), 1, 1)
    assert np.allclose(none.matrix, np.eye(2))


@pytest.mark.parametrize("factor", [1e-3, 1e3])
def test_a_hundred_thousand_steps_neither_overflow_nor_underflow(factor):
    found = flow.transport(np.full((100_000, 1, 1), factor))
    assert np.isclose(found.log_norm, 100_000 * np.log(factor), rtol=1e-9)
    assert np.isclose(np.linalg.norm(found.unit), 1)
    assert found.matrix.item() == (0.0 if factor < 1 else np.inf)


def test_a_product_that_is_zero_says_so():
    nothing = flow.transport(np.zeros((3, 2, 2)))
    assert nothing.log_norm == -np.inf
    assert (nothing.matrix == 0).all()


def test_the_spectrum_of_equal_diagonal_steps_is_their_logarithms():
    J = np.tile(np.diag([0.5, 2.0, 1.0]), (40, 1, 1))
    assert np.allclose(flow.spectrum(J), np.log([2.0, 1.0, 0.5]))


def test_the_exponents_add_up_to_the_volume():
    J = np.random.default_rng(1).normal(size=(50, 4, 4))
    volume = np.linalg.slogdet(J)[1].mean()
    assert np.isclose(flow.spectrum(J).sum(), volume)


def test_the_largest_exponent_is_the_growth_of_the_norm():
    J = np.random.default_rng(2).normal(size=(4000, 5, 5))
    assert np.isclose(flow.spectrum(J)[0], flow.transport(J).log_norm / 4000, atol=2e-3)


def test_a_lost_direction_has_the_rate_of_minus_infinity():
    J = np.tile(np.diag([1.0, 0.0]), (5, 1, 1))
    assert flow.spectrum(J).tolist() == [0.0, -np.inf]


def test_retention_is_the_product_of_the_forget_gates():
    _, history = unrolled.network("lstm", 0, steps=8)
    expected = [np.prod(history.f[: t + 1], axis=0) for t in range(8)]
    assert np.allclose(flow.retention(history), expected, rtol=1e-14)


def test_retention_never_grows():
    _, history = unrolled.network("peephole", 0, steps=8)
    kept = flow.retention(history)
    assert (np.diff(kept, axis=0) <= 0).all()
    assert (kept > 0).all()


def test_the_cell_of_1997_keeps_everything():
    _, history = unrolled.network("lstm_1997", 0)
    assert (flow.retention(history) == 1).all()


def test_a_tiny_entry_of_a_huge_product_is_not_lost():
    found = flow.Transport(unit=np.array([[1e-200, 1.0]] * 2), log_norm=800.0)
    assert np.isclose(np.log10(found.matrix[0, 0]), 800 / np.log(10) - 200)
    assert found.matrix[0, 1] == np.inf


def test_the_spectrum_of_a_network_without_feedback_is_that_of_its_gates():
    params, history = unrolled.network("lstm", 4, steps=400)
    cut = {k: 0 * v if k[0] == "U" else v for k, v in vars(params).items()}
    params = lstm.Params(**cut)
    history = lstm.run(params, history.x)
    rates = flow.spectrum(jacobian.steps(params, history))
    kept = np.sort(np.log(history.f).mean(axis=0))[::-1]
    assert np.allclose(rates[:3], kept, atol=0.01)
    assert (rates[3:] == -np.inf).all()
