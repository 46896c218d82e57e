import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carousel.cells import lstm, lstm_1997
from oracles import cells as oracle

SEEDS = st.integers(0, 2**32 - 1)


def _network(seed, steps=6):
    rng = np.random.default_rng(seed)
    return lstm_1997.init(3, 2, rng=rng), rng.normal(size=(steps, 2))


@given(SEEDS)
def test_it_is_the_lstm_whose_forget_gate_is_exactly_1(seed):
    params, x = _network(seed)
    wide_open = {
        "W_f": np.zeros((3, 2)),
        "U_f": np.zeros((3, 3)),
        "b_f": np.full(3, 800.0),
    }
    today = lstm.run(lstm.Params(**vars(params), **wide_open), x)
    then = lstm_1997.run(params, x)
    assert np.array_equal(today.h, then.h)
    assert np.array_equal(today.c, then.c)


@given(SEEDS, st.integers(1, 40))
def test_its_truncated_gradient_is_constant_to_the_last_bit(seed, steps):
    assert (oracle.truncated_gradient_1997(*_network(seed, steps)) == 1.0).all()


def test_a_shut_input_gate_keeps_the_memory_exactly():
    params, x = _network(0)
    shut = dataclasses.replace(params, b_i=np.full(3, -800.0))
    first = lstm_1997.State(h=np.zeros(3), c=np.array([0.1, -2.0, 30.0]))
    assert (lstm_1997.run(shut, x, first).c == first.c).all()


def test_there_is_no_forget_gate_to_set():
    with pytest.raises(ValueError, match="b_f: no such weight; lstm_1997"):
        lstm_1997.Params(**vars(_network(0)[0]), b_f=np.ones(3))


def test_a_run_of_the_wrong_width_is_refused():
    params, _ = _network(0)
    with pytest.raises(ValueError, match=r"x has shape \(4, 3\), expected \(time, 2\)"):
        lstm_1997.run(params, np.zeros((4, 3)))
