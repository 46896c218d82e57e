import numpy as np
import pytest
import torch
from traitlets import TraitError

from carousel import differences, interop
from carousel.book.explorables import Paths
from carousel.book.explorables.paths import NAMES
from carousel.cells import gru, lstm, peephole


def _terms(**state):
    return Paths(**state).found()


def test_the_paths_add_up_to_the_derivative_with_the_output_gate_held():
    figure = Paths(step=7, recurrent_scale=3.0, peephole_scale=4.0, forget_bias=0.5)
    params = figure.network(recurrent_scale=3.0, peephole_scale=4.0, forget_bias=0.5)
    history = figure.run(params, 7)
    before, o = history.c[5], history.o[5]

    def c_after(c_prev):
        prev = peephole.State(h=o * np.tanh(c_prev), c=c_prev)
        return peephole.step(params, history.x[6], prev)[0].c

    exact = differences.central(c_after, before)
    assert np.allclose(figure.found()["total"], exact, atol=1e-8)


def test_a_path_that_is_off_is_left_out_of_the_total_alone():
    terms = _terms(use_direct=False, use_input=False)
    rest = sum(terms[name] for name in NAMES if name not in ("direct", "input"))
    assert np.array_equal(terms["total"], rest)
    assert terms["direct"].any()
    switches = {f"use_{name}": False for name in NAMES}
    assert not _terms(**switches)["total"].any()


def test_before_the_first_step_only_the_direct_path_is_open():
    terms = _terms(step=1)
    assert all(terms[name].any() == (name == "direct") for name in NAMES)


def test_without_recurrent_weights_and_peepholes_nothing_but_f_is_left():
    terms = _terms(recurrent_scale=0.0)
    assert np.array_equal(terms["total"], terms["direct"])


def test_a_learners_own_lstm_takes_the_place_of_the_small_network():
    torch.manual_seed(1)
    layer = torch.nn.LSTM(2, 4)
    figure = Paths(weights=interop.from_torch(layer))
    assert figure.found()["total"].shape == (4, 4)
    assert np.shape(figure._data["U_f"]) == (4, 4)
    figure.weights = None
    assert figure._data == {}
    assert figure.found()["total"].shape == (6, 6)


def test_what_is_no_lstm_is_refused_and_the_figure_stays_as_it_was():
    figure, rng = Paths(), np.random.default_rng(0)
    figure.weights = lstm.init(3, 2, rng=rng)
    for came, why in (
        (gru.init(3, 2, rng=rng), "got Params"),
        (lstm.init(17, 2, rng=rng), "2 to 16 units, got 17"),
        ("mine", "got str"),
    ):
        with pytest.raises(TraitError, match=why):
            figure.weights = came
        assert figure.weights.hidden == 3
