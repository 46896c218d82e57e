import dataclasses

import numpy as np
import pytest
import torch
import traitlets

from carousel import initial, interop
from carousel.book.explorables.paths import Paths
from carousel.cells import hard, lstm
from oracles import unrolled


def test_a_hard_gate_is_pytorchs_at_the_slope_of_keras_3():
    a = np.linspace(-4, 4, 41)
    params = hard.harden(unrolled.network("lstm", 0)[0], hard.KERAS_3)
    expected = torch.nn.functional.hardsigmoid(torch.tensor(a)).numpy()
    assert np.allclose(params.sigmoid(a), expected, atol=1e-15)


def test_gates_reach_0_and_1_and_have_no_slope_there():
    params, history = unrolled.network("hard lstm", 1, scale=20.0)
    shut = (history.f == 0) | (history.f == 1)
    assert 0 < shut.mean() < 1
    slope = params.sigmoid_slope(history.f)
    assert (slope[shut] == 0).all()
    assert (slope[~shut] == hard.KERAS_2).all()


def test_changed_weights_keep_their_gates():
    params = hard.harden(unrolled.network("lstm", 0)[0], 0.2)
    for same in (
        dataclasses.replace(params, b_f=np.ones(3)),
        initial.scaled(params, 2.0),
        hard.harden(hard.harden(params, 0.5), 0.2),
    ):
        assert type(same) is type(params)
    assert isinstance(params, lstm.Params)
    assert repr(params) == "lstm.HardParams(hidden=3, inputs=2)"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: hard.harden(p, 0.0), "slope of a gate must be above 0, got 0.0"),
        (lambda p: hard.harden(unrolled.network("rnn", 0)[0], 1), "a cell with gates"),
        (interop.to_torch, "PyTorch has no layer for lstm.HardParams"),
        (interop.to_keras, "hard sigmoid"),
        (interop.to_flax, "hard sigmoid"),
    ],
)
def test_what_cannot_have_hard_gates_is_refused(call, message):
    params = hard.harden(unrolled.network("lstm", 0)[0], 0.2)
    with pytest.raises(ValueError, match=message):
        call(params)


def test_figures_draw_smooth_gates_alone():
    params = hard.harden(unrolled.network("lstm", 0)[0], 0.2)
    with pytest.raises(traitlets.TraitError, match="weights must be None or"):
        Paths(weights=params)
