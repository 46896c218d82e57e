import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carousel import interop
from carousel.cells import gru, gru_reset_before, hard
from oracles import unrolled

SEEDS = st.integers(0, 2**32 - 1)
GATES = 1e-12


def run(params, history):
    return unrolled.CELLS[type(params).__module__.rpartition(".")[2]].run(
        params, history.x, history.first
    )


@pytest.mark.parametrize("kind", ["lstm", "gru", "gru_reset_before", "rnn"])
def test_the_way_there_and_back_is_exact(kind):
    params, _ = unrolled.network(kind, 0)
    same = interop.from_keras(*interop.to_keras(params))
    assert type(same) is type(params)
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


@pytest.mark.parametrize("kind", ["gru", "gru_reset_before"])
def test_keras_stacks_z_r_n_and_the_bias_says_where_r_acts(kind):
    params, history = unrolled.network(kind, 0)
    kernel, recurrent, bias = interop.to_keras(params)
    given, seen = bias if bias.ndim == 2 else (bias, np.zeros(9))
    net = history.x[0] @ kernel + given
    inner = history.first.h @ recurrent + seen
    z, r = (1 / (1 + np.exp(-v)) for v in np.split((net + inner)[:6], 2))
    assert np.allclose(z, history.z[0])
    assert np.allclose(r, history.r[0])
    if kind == "gru_reset_before":
        assert np.allclose(
            np.tanh(net[6:] + (r * history.first.h) @ recurrent[:, 6:]), history.n[0]
        )
    else:
        assert np.allclose(np.tanh(net[6:] + r * inner[6:]), history.n[0])


def _cudnn(kernel, recurrent, b_W, b_U):
    """Arrays of a CuDNN layer: the way that a file of Keras 2 went there."""
    n = kernel.shape[1] // len(recurrent)
    laid = [
        np.reshape(k, k.shape[::-1], order="F").T for k in np.split(kernel, n, axis=1)
    ]
    turned = [k.T for k in np.split(recurrent, n, axis=1)]
    return np.hstack(laid), np.hstack(turned), np.concatenate([b_W, b_U])


@given(seed=SEEDS, hidden=st.integers(1, 5), inputs=st.integers(1, 4))
def test_cudnn_layers_are_known_by_their_two_biases(seed, hidden, inputs):
    for kind in ("lstm", "gru"):
        params, history = unrolled.network(kind, seed, hidden, inputs)
        kernel, recurrent, bias = interop.to_keras(params)
        b_W, b_U = bias if bias.ndim == 2 else (0.25 * bias, 0.75 * bias)
        found = interop.from_keras(*_cudnn(kernel, recurrent, b_W, b_U))
        assert type(found) is type(params)
        assert np.abs(run(found, history).h - history.h).max() <= GATES


def test_the_slope_of_a_hard_sigmoid_is_said_in_numbers():
    params, history = unrolled.network("hard lstm", 3)
    soft = unrolled.network("lstm", 3)[0]
    found = interop.from_keras(*interop.to_keras(soft), recurrent_activation=0.2)
    assert type(found) is type(params)
    assert np.abs(run(found, history).h - history.h).max() <= GATES
    with pytest.raises(ValueError, match=r"0.2 in Keras 1 and 2 and 1/6 in Keras 3"):
        interop.from_keras(*interop.to_keras(soft), recurrent_activation="hard_sigmoid")
    assert hard.KERAS_2 == 0.2


def test_without_bias_a_gru_has_to_say_where_it_resets():
    arrays = np.ones((2, 9)), np.ones((3, 9))
    with pytest.raises(ValueError, match="say reset_after=True"):
        interop.from_keras(*arrays)
    for after, cell in ((True, gru), (False, gru_reset_before)):
        params = interop.from_keras(*arrays, reset_after=after)
        assert type(params) is cell.Params
        assert not params.b_n.any()
    assert not interop.from_keras(np.ones((2, 12)), np.ones((3, 12))).b_f.any()


@pytest.mark.parametrize(
    ("shapes", "options", "message"),
    [
        (
            ((2, 12), (3, 8), (12,)),
            {},
            r"recurrent_kernel has shape \(3, 8\),",
        ),
        (((2, 8), (3, 12), (12,)), {}, r"kernel has shape \(2, 8\), expected \(input"),
        (((2, 12), (3, 12), (4,)), {}, r"bias has shape \(4,\), expected \(12,\)"),
        (((2, 9), (3, 9), (4,)), {}, r"bias has shape \(4,\), expected \(2, 9\), \(9,"),
        (((2, 3), (3, 3), (6,)), {}, r"bias has shape \(6,\), expected \(3,\)"),
        (((2, 12), (3, 12)), {"recurrent_activation": "relu"}, "is 'relu'; expected"),
        (((2, 12), (3, 12), (24,)), {"recurrent_activation": 0.2}, "a CuDNN layer has"),
    ],
)
def test_arrays_that_are_no_layer_of_keras_are_refused(shapes, options, message):
    with pytest.raises(ValueError, match=message):
        interop.from_keras(*map(np.zeros, shapes), **options)


def test_keras_has_no_peepholes():
    with pytest.raises(ValueError, match="Keras has no layer for peephole"):
        interop.to_keras(unrolled.network("peephole", 0)[0])
