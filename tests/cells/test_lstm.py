import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carousel.cells import lstm
from oracles import cells as oracle

SIZES = st.integers(1, 6)
SEEDS = st.integers(0, 2**32 - 1)
ROUNDING = 1e-12  # a few sigmoids and products in float64, over at most 20 steps


def _network(seed, hidden=3, inputs=2, steps=5, **options):
    rng = np.random.default_rng(seed)
    params = lstm.init(hidden, inputs, rng=rng, **options)
    first = lstm.State(h=rng.normal(size=hidden), c=rng.normal(size=hidden))
    return params, rng.normal(size=(steps, inputs)), first


@given(SEEDS, SIZES, SIZES, st.integers(1, 20))
def test_a_run_is_pytorchs_lstm(seed, hidden, inputs, steps):
    params, x, first = _network(seed, hidden, inputs, steps)
    history = lstm.run(params, x, first)
    h, last_c = oracle.lstm_outputs(params, x, first)
    assert np.abs(history.h - h).max() <= ROUNDING
    assert np.abs(history.c[-1] - last_c).max() <= ROUNDING


@given(SEEDS)
def test_gates_lie_between_0_and_1(seed):
    params, x, first = _network(seed)
    history = lstm.run(params, 100 * x, first)
    for gate in (history.i, history.f, history.o):
        assert (gate >= 0).all()
        assert (gate <= 1).all()


def test_an_open_forget_gate_keeps_the_memory_exactly():
    params, x, first = _network(1)
    shut = dataclasses.replace(params, b_f=np.full(3, 800.0), b_i=np.full(3, -800.0))
    c = lstm.run(shut, x, first).c
    assert (c == first.c).all()


def test_the_gates_of_a_step_explain_its_state():
    params, x, first = _network(2)
    state, gates = lstm.step(params, x[0], first)
    assert np.array_equal(state.c, gates.f * first.c + gates.i * gates.c_tilde)
    assert np.array_equal(state.h, gates.o * np.tanh(state.c))


def test_a_forget_bias_is_set_and_the_other_weights_stay_as_drawn():
    drawn, biased = (_network(3, forget_bias=bias)[0] for bias in (None, 2.0))
    assert (biased.b_f == 2.0).all()
    assert np.array_equal(drawn.W_o, biased.W_o)
    assert not np.array_equal(drawn.b_f, biased.b_f)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"U_f": np.zeros((3, 2))}, r"U_f has shape \(3, 2\), expected \(3, 3\)"),
        ({"W_o": np.zeros((3, 5))}, r"W_o has shape \(3, 5\), expected \(3, 2\)"),
        ({"b_c": np.zeros((3, 1))}, r"b_c has shape \(3, 1\), expected \(3,\)"),
        ({"W_c": np.full((3, 2), np.nan)}, "W_c contains NaN, expected finite"),
        ({"U_i": np.full((3, 3), np.inf)}, "U_i contains infinity, expected finite"),
        ({"b_f": "open"}, "b_f must be an array of numbers, got 'open'"),
    ],
)
def test_weights_that_do_not_fit_are_refused(change, message):
    params, *_ = _network(4)
    with pytest.raises(ValueError, match=message):
        dataclasses.replace(params, **change)


def test_a_step_of_the_wrong_width_is_refused():
    params, x, first = _network(5)
    with pytest.raises(ValueError, match=r"x_t has shape \(3,\), expected \(2,\)"):
        lstm.step(params, np.zeros(3), first)
    short = lstm.State(h=np.zeros(2), c=np.zeros(2))
    with pytest.raises(ValueError, match=r"h_prev has shape \(2,\), expected \(3,\)"):
        lstm.step(params, x[0], short)
    with pytest.raises(ValueError, match=r"c has shape \(2,\), expected \(3,\)"):
        lstm.State(h=np.zeros(3), c=np.zeros(2))
    with pytest.raises(ValueError, match=r"x has shape \(7, 1\), expected \(time, 2\)"):
        lstm.run(params, np.zeros((7, 1)))


def test_a_network_without_units_is_refused():
    with pytest.raises(ValueError, match="at least one unit and one input"):
        lstm.init(0, 2, rng=np.random.default_rng(0))


def test_lists_and_other_numbers_are_converted():
    params, x, first = _network(6)
    same = lstm.Params(**{name: value.tolist() for name, value in vars(params).items()})
    lists = lstm.State(h=first.h.tolist(), c=first.c.tolist())
    assert np.array_equal(
        lstm.run(same, x.tolist(), lists).c, lstm.run(params, x, first).c
    )


def test_a_missing_weight_is_named():
    weights = vars(_network(7)[0]).copy()
    del weights["U_o"]
    with pytest.raises(ValueError, match=r"lstm\.Params needs U_o too"):
        lstm.Params(**weights)
