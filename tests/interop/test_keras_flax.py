import numpy as np
import pytest

from carousel import interop
from oracles import unrolled


def _params():
    return unrolled.network("lstm", 0)[0]


@pytest.mark.parametrize(
    ("to", "back"),
    [
        (interop.to_keras, lambda arrays: interop.from_keras(*arrays)),
        (interop.to_flax, interop.from_flax),
    ],
)
def test_the_way_there_and_back_is_exact(to, back):
    params = _params()
    same = back(to(params))
    for name, value in vars(params).items():
        assert np.array_equal(getattr(same, name), value), name


def test_keras_stacks_i_f_c_o_in_columns_and_multiplies_from_the_left():
    params, history = unrolled.network("lstm", 0)
    kernel, recurrent, bias = interop.to_keras(params)
    net = history.x[0] @ kernel + history.first.h @ recurrent + bias
    i, f, c, o = np.split(net, 4)
    for name, value in (("i", i), ("f", f), ("o", o)):
        assert np.allclose(getattr(history, name)[0], 1 / (1 + np.exp(-value)))
    assert np.allclose(history.c_tilde[0], np.tanh(c))


def test_flax_calls_the_candidate_g_and_keeps_the_bias_with_the_recurrent_layer():
    params = _params()
    tree = interop.to_flax(params)
    assert set(tree) == {a + b for a in "ih" for b in "ifgo"}
    assert np.array_equal(tree["hg"]["bias"], params.b_c)
    assert "bias" not in tree["ig"]


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (
            ((2, 12), (3, 9), (12,)),
            r"recurrent_kernel has shape \(3, 9\), expected \(3, 12\)",
        ),
        (
            ((2, 8), (3, 12), (12,)),
            r"kernel has shape \(2, 8\), expected \(input, 12\)",
        ),
        (((2, 12), (3, 12), (4,)), r"bias has shape \(4,\), expected \(12,\)"),
    ],
)
def test_arrays_that_are_not_a_keras_lstm_are_refused(shapes, message):
    with pytest.raises(ValueError, match=message):
        interop.from_keras(*map(np.zeros, shapes))


def test_a_tree_that_is_not_a_flax_lstm_is_refused():
    tree = interop.to_flax(_params())
    del tree["hf"]
    with pytest.raises(ValueError, match="expected a layer hf, got"):
        interop.from_flax(tree)
