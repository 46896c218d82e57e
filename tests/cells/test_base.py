import copy
import dataclasses
import inspect
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carousel.cells import base, gru, logit, lstm, rnn, sigmoid
from carousel.heirs import minlstm

NETWORK = lstm.init(3, 2, rng=np.random.default_rng(0))


def test_the_sigmoid_is_precise_in_both_tails():
    ends = sigmoid(np.array([-800.0, 0.0, 800.0]))
    np.testing.assert_array_equal(ends, [0, 0.5, 1])
    assert sigmoid([-np.inf, np.inf]).tolist() == [0, 1]


@given(st.floats(-30, 30))
def test_the_logit_undoes_the_sigmoid(a):
    rounding = 1e-15 * np.exp(max(a, 0))  # a gate near 1 has few digits of its own
    assert logit(sigmoid(a)) == pytest.approx(a, rel=1e-12, abs=1e-12 + 2 * rounding)


def test_a_run_needs_a_step():
    with pytest.raises(ValueError, match="x has no steps, expected at least one"):
        base.check_inputs(np.zeros((0, 2)), NETWORK, lstm.Params)


def test_weights_states_and_runs_are_shown_in_a_line():
    params = lstm.init(32, 8, rng=np.random.default_rng(0))
    history = lstm.run(params, np.ones((50, 8)))
    assert repr(params) == "lstm.Params(hidden=32, inputs=8)"
    assert repr(history) == "lstm.History(steps=50, hidden=32, inputs=8)"
    assert repr(history.first) == "lstm.State(h=<32>, c=<32>)"
    assert repr(gru.State([1, 0.25])) == "gru.State(h=[1.  , 0.25])"
    tiny = minlstm.init(2, 1, rng=np.random.default_rng(0))
    assert repr(tiny) == "minlstm.Params(hidden=2, inputs=1)"
    short = "minlstm.History(steps=4, hidden=2, inputs=1)"
    assert repr(minlstm.run(tiny, np.ones((4, 1)))) == short


def test_fields_come_by_position_or_by_name_and_help_shows_them():
    by_position = lstm.State([1, 2], c=[3, 4])
    assert by_position.h.tolist() == [1, 2]
    assert by_position.c.tolist() == [3, 4]
    again = lstm.Params(*vars(NETWORK).values())
    assert all(np.array_equal(v, getattr(again, n)) for n, v in vars(NETWORK).items())
    assert list(inspect.signature(rnn.Params).parameters) == ["W", "U", "b"]


def test_sizes_are_read_from_the_shapes():
    assert (NETWORK.hidden, NETWORK.inputs) == (3, 2)
    assert rnn.Params([[1, 2, 3]], [[0]], [0]).inputs == 3


def test_weights_are_frozen_and_survive_copies():
    with pytest.raises(dataclasses.FrozenInstanceError):
        NETWORK.b_f = np.ones(3)
    for same in (copy.deepcopy(NETWORK), pickle.loads(pickle.dumps(NETWORK))):
        assert type(same) is lstm.Params
        assert np.array_equal(same.U_o, NETWORK.U_o)
        assert repr(same) == repr(NETWORK)


def test_a_learners_own_subclass_is_still_checked():
    class Mine(rnn.Params):
        """Weights with a name of their own."""

    assert Mine([[1]], [[1]], [1]).hidden == 1
    with pytest.raises(ValueError, match=r"U has shape \(2, 2\), expected \(1, 1\)"):
        Mine([[1]], np.eye(2), [1])
