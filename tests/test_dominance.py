import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel import dominance, flow, initial, jacobian
from carousel.cells import lstm, lstm_1997
from oracles import unrolled

SEEDS = st.integers(0, 2**32 - 1)
ROUNDING = 1e-9  # relative, of sums and products of a few dozen small matrices


def _network(seed, hidden=4, scale=1.0, forget=0.0, enter=0.0, steps=12):
    rng = np.random.default_rng(seed)
    params = initial.scaled(lstm.init(hidden, 3, rng=rng, forget_bias=forget), scale)
    params = dataclasses.replace(params, b_i=params.b_i + enter)
    first = lstm.State(h=rng.uniform(-1, 1, hidden), c=rng.normal(size=hidden))
    return params, lstm.run(params, rng.normal(size=(steps, 3)), first)


@settings(max_examples=40)
@given(
    seed=SEEDS,
    hidden=st.integers(1, 6),
    scale=st.floats(0, 8),
    biases=st.tuples(st.floats(-2, 8), st.floats(-8, 2)),
    steps=st.integers(1, 25),
    moving=st.booleans(),
)
def test_what_is_missed_never_exceeds_either_bound(
    seed, hidden, scale, biases, steps, moving
):
    params, history = _network(seed, hidden, scale, *biases, steps)
    o_first = np.full(params.hidden, 0.7) if moving else None
    missed = dominance.indirect_ratio(params, history, o_first=o_first)
    bound = dominance.bound(params, history, o_first=o_first)
    rate = dominance.indirect(params, history, o_first=o_first).rate
    with np.errstate(over="ignore"):
        closed = np.expm1(np.arange(1, len(rate) + 1) * np.log1p(rate))
    assert (missed <= bound * (1 + ROUNDING) + 1e-300).all()
    assert (bound <= closed * (1 + ROUNDING) + 1e-300).all()


@pytest.mark.parametrize("seed", range(5))
def test_what_is_missed_is_the_truth_beside_the_retention(seed):
    params, history = unrolled.network("lstm", seed, hidden=3, steps=9, scale=1.2)
    J = jacobian.steps(params, history)
    found = dominance.indirect_ratio(params, history)
    o_first = np.array([0.2, 0.9, 0.5])
    along = dominance.indirect_ratio(params, history, o_first=o_first)
    S = np.diag(o_first * (1 - np.tanh(history.first.c) ** 2))
    for t in range(9):
        P, R = flow.transport(J, end=t + 1).matrix, flow.retention(history)[t]
        E = P[3:, 3:] / R[:, None] - np.eye(3)
        moved = (P[3:, :3] @ S + P[3:, 3:]) / R[:, None] - np.eye(3)
        assert found[t] == pytest.approx(np.linalg.norm(E, 2), rel=1e-8, abs=1e-12)
        assert along[t] == pytest.approx(np.linalg.norm(moved, 2), rel=1e-8)


@settings(max_examples=20)
@given(seed=SEEDS, loss=SEEDS)
def test_it_is_the_largest_share_over_all_losses(seed, loss):
    params, history = _network(seed, forget=2.0)
    true = flow.transport(jacobian.steps(params, history)).matrix[4:, 4:]
    kept = flow.retention(history)[-1]
    E = true / kept[:, None] - np.eye(4)
    most = dominance.indirect_ratio(params, history)[-1]
    worst = np.linalg.svd(E)[0][:, 0] / kept  # the loss that the others serve best
    for g, wanted in ((np.random.default_rng(loss).normal(size=4), None), (worst, 1)):
        others = np.linalg.norm(true.T @ g - kept * g)
        share = others / np.linalg.norm(kept * g) / most
        assert share <= 1 + 1e-6
        assert wanted is None or share == pytest.approx(1, rel=1e-6)


def _pinned(u_c, u_o, steps=30):
    """One unit at a fixed point with f = i = o = 1/2 and c_tilde = 0.8."""
    c = 0.8
    h, Z = 0.5 * np.tanh(c), np.zeros((1, 1))
    params = lstm.Params(
        **{f"W_{k}": Z for k in "ifco"},
        **{"U_i": Z, "U_f": Z, "U_c": [[u_c]], "U_o": [[u_o]]},
        **{"b_i": [0], "b_f": [0], "b_o": [-u_o * h], "b_c": [np.arctanh(c) - u_c * h]},
    )
    history = lstm.run(params, np.zeros((steps, 1)), lstm.State(h=[h], c=[c]))
    return params, history


def test_one_unit_whose_output_gate_sees_no_output_attains_the_bound():
    params, history = _pinned(u_c=2, u_o=0)
    given_ = {"o_first": [0.5]}
    missed = dominance.indirect_ratio(params, history, **given_)
    mu = dominance.indirect(params, history, **given_).rate[-1]
    assert np.allclose(missed, (1 + mu) ** np.arange(1, 31) - 1, rtol=1e-10)
    assert np.allclose(dominance.bound(params, history, **given_), missed, rtol=1e-10)


def test_a_wide_way_around_the_output_gate_leaves_no_rate():
    params, history = _pinned(u_c=2, u_o=5)
    assert np.isinf(dominance.indirect(params, history).rate).all()
    assert np.isfinite(dominance.bound(params, history)).all()


def test_with_h_held_the_first_step_has_the_direct_path_only():
    params, history = _network(1)
    assert dominance.indirect_ratio(params, history)[0] == 0
    assert dominance.bound(params, history)[0] == 0


def test_without_recurrent_weights_nothing_is_missed():
    params, history = _network(2, scale=0.0, forget=-3.0, steps=200)
    assert not dominance.indirect_ratio(params, history).any()
    assert not dominance.bound(params, history).any()
    assert not dominance.indirect(params, history).rate.any()


def test_the_cell_of_1997_is_measured_too():
    params, history = unrolled.network("lstm_1997", 4, hidden=3, steps=5, scale=0.3)
    P = flow.transport(jacobian.steps(params, history)).matrix[3:, 3:]
    found = dominance.indirect_ratio(params, history)[-1]
    assert found == pytest.approx(np.linalg.norm(P - np.eye(3), 2))
    assert found <= dominance.bound(params, history)[-1]


def test_units_that_forget_for_ever_are_drowned_and_not_a_number_never_comes():
    params, history = _network(3, scale=3.0, steps=300)
    params = dataclasses.replace(params, b_f=np.array([-900.0, -20, 0, 9]))
    history = lstm.run(params, history.x)
    for found in (
        dominance.indirect_ratio(params, history),
        dominance.bound(params, history),
        dominance.indirect(params, history).rate,
    ):
        assert not np.isnan(found).any()
        assert found[-1] == np.inf


def test_the_horizon_is_where_the_bound_reaches_1():
    for mu in (0.001, 0.3, 1.0, 5.0):
        assert (1 + mu) ** dominance.horizon(mu) - 1 == pytest.approx(1)
    assert dominance.horizon(0) == np.inf
    assert dominance.horizon(np.inf) == 0


@pytest.mark.parametrize("rate", [-0.1, np.nan])
def test_a_rate_below_0_is_refused(rate):
    with pytest.raises(ValueError, match="rate must be 0 or above"):
        dominance.horizon(rate)


OTHERS = ["peephole", "gru", "gru_reset_before", "hard lstm"]


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("seed", range(4))
def test_of_every_cell_it_is_the_truth_beside_the_direct_path(kind, seed):
    params, history = unrolled.network(kind, seed, hidden=3, steps=9)
    J, found = (
        jacobian.steps(params, history),
        dominance.indirect_ratio(params, history),
    )
    gates, first = getattr(history, "f", getattr(history, "z", None)), J.shape[1] - 3
    for t in range(9):
        R = gates[: t + 1].prod(axis=0)
        if (R < 1e-200).any():  # a hard gate is 0, and nothing is beside it
            break
        E = flow.transport(J, end=t + 1).matrix[first:, first:] / R[:, None] - np.eye(3)
        wanted = np.linalg.norm(E, 2)
        assert found[t] == pytest.approx(wanted, rel=1e-8, abs=1e-12)


@pytest.mark.parametrize("kind", OTHERS)
@settings(max_examples=30)
@given(seed=SEEDS, scale=st.floats(0, 3), steps=st.integers(1, 25))
def test_of_every_cell_neither_bound_is_passed(kind, seed, scale, steps):
    params, history = unrolled.network(kind, seed, steps=steps, scale=scale)
    missed, bound = (
        f(params, history) for f in (dominance.indirect_ratio, dominance.bound)
    )
    rate = dominance.indirect(params, history).rate
    with np.errstate(over="ignore"):
        closed = np.expm1(np.arange(1, steps + 1) * np.log1p(rate))
    assert (missed <= bound * (1 + ROUNDING) + 1e-12).all()
    assert (bound <= closed * (1 + ROUNDING) + 1e-12).all()


def test_what_has_no_direct_path_or_no_output_gate_is_refused_by_name():
    with pytest.raises(ValueError, match="cells with a direct path, got rnn"):
        dominance.indirect_ratio(*unrolled.network("rnn", 0))
    with pytest.raises(ValueError, match="a GRU has no output gate"):
        dominance.bound(*unrolled.network("gru", 0), o_first=np.ones(3))


def test_what_does_not_fit_is_refused():
    params, history = _network(0)
    with pytest.raises(ValueError, match="o_first has shape"):
        dominance.bound(params, history, o_first=np.ones(3))
    other = lstm_1997.init(4, 3, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="lstm_1997"):
        dominance.indirect(other, history)
