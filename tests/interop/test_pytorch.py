import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel import bptt, clipping, flow, initial, interop
from carousel.cells import gru, lstm, rnn
from oracles import unrolled

SEEDS = st.integers(0, 2**32 - 1)
GATES = 1e-12  # the same few operations in float64
KINDS = {"LSTM": lstm, "GRU": gru, "RNN": rnn}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, hidden=st.integers(1, 5), inputs=st.integers(1, 4))
def test_a_layer_and_its_params_give_the_same_outputs(kind, seed, hidden, inputs):
    torch.manual_seed(seed)
    layer = getattr(torch.nn, kind)(inputs, hidden).double()
    params = interop.from_torch(layer)
    x = torch.randn(7, inputs, dtype=torch.float64)
    found = KINDS[kind].run(params, x.numpy()).h
    assert np.abs(found - layer(x)[0].detach().numpy()).max() <= GATES


@pytest.mark.parametrize("kind", ["lstm", "gru", "rnn"])
@pytest.mark.parametrize("share", [1.0, 0.0])
def test_the_way_to_torch_and_back_is_exact(kind, share):
    params, _ = unrolled.network(kind, 0)
    back = interop.from_torch(interop.to_torch(params, share=share))
    for name, value in vars(params).items():
        assert np.array_equal(getattr(back, name), value), name


def test_two_biases_are_one_sum():
    params, history = unrolled.network("lstm", 0)
    layer = interop.to_torch(params, share=0.25)
    assert torch.allclose(3 * layer.bias_ih_l0, layer.bias_hh_l0)
    h = layer(
        torch.tensor(history.x),
        [torch.tensor(v)[None] for v in vars(history.first).values()],
    )[0]
    assert np.abs(h.detach().numpy() - history.h).max() <= GATES


def test_params_stay_what_they_were_when_the_layer_is_trained_on():
    layer = torch.nn.LSTM(2, 3).double()
    params = interop.from_torch(layer)
    before = params.W_i.copy()
    with torch.no_grad():
        layer.weight_ih_l0.zero_()
    assert np.array_equal(params.W_i, before)


def test_making_a_layer_draws_nothing_from_the_global_generator():
    params, _ = unrolled.network("lstm", 0)
    torch.manual_seed(1)
    expected = torch.rand(1)
    torch.manual_seed(1)
    interop.to_torch(params)
    assert torch.rand(1) == expected


def test_setting_both_biases_to_one_gives_a_forget_bias_of_two():
    layer = torch.nn.LSTM(2, 3)
    with torch.no_grad():
        for bias in (layer.bias_ih_l0, layer.bias_hh_l0):
            bias[3:6] = 1.0
    assert np.array_equal(interop.from_torch(layer).b_f, np.full(3, 2.0))


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (torch.nn.Linear(2, 3), "expected nn.LSTM, nn.GRU or nn.RNN, got Linear"),
        (torch.nn.LSTM(2, 3, num_layers=2), "expected one layer, one direction"),
        (torch.nn.GRU(2, 3, bidirectional=True), "expected one layer, one direction"),
        (torch.nn.LSTM(2, 3, bias=False), "and biases"),
        (torch.nn.RNN(2, 3, nonlinearity="relu"), "and tanh"),
        (torch.nn.LSTM(2, 3, proj_size=1), "expected no projection"),
    ],
)
def test_a_layer_that_has_no_params_is_refused(layer, message):
    with pytest.raises(ValueError, match=message):
        interop.from_torch(layer)


def test_pytorch_has_no_peepholes():
    params, _ = unrolled.network("peephole", 0)
    with pytest.raises(ValueError, match="PyTorch has no layer for peephole"):
        interop.to_torch(params)


# The default initialisation, measured through PyTorch's seeded weights.


def _input_gradient(cell, layer, readout, x):
    """The norm of d loss / d x_t at each t, for a linear readout of the last output."""
    params = interop.from_torch(layer)
    history = cell.run(params, x[0].double().numpy())
    dh = np.zeros_like(history.h)
    dh[-1] = readout.weight.detach().double().numpy()[0]
    return np.linalg.norm(bptt.backward(params, history, dh).x, axis=1)


def test_at_default_initialisation_an_lstm_reaches_no_further_back_than_an_rnn():
    torch.manual_seed(42)
    plain, read_plain = torch.nn.RNN(16, 64, batch_first=True), torch.nn.Linear(64, 1)
    gated, read_gated = torch.nn.LSTM(16, 64, batch_first=True), torch.nn.Linear(64, 1)
    x = torch.randn(1, 50, 16)
    found = [
        flow.metrics(_input_gradient(rnn, plain, read_plain, x)),
        flow.metrics(_input_gradient(lstm, gated, read_gated, x)),
    ]
    assert [f"{m.variation:.4f}" for m in found] == ["3.9820", "3.8812"]
    assert [m.effective_range for m in found] == [4, 4]
    assert [f"{m.first_last:.4f}" for m in found] == ["0.0000", "0.0000"]


def _norm(params, x, target):
    """The global norm of the sum of squares' gradient, PyTorch's two biases counted."""
    history = lstm.run(params, x)
    dh = np.zeros_like(history.h)
    dh[-1] = 2 * (history.h[-1] - target)
    gradients = vars(bptt.backward(params, history, dh).params)
    twice = {f"{n} again": g for n, g in gradients.items() if n.startswith("b")}
    return clipping.by_norm({**gradients, **twice}, 1.0)


def test_a_norm_of_34_with_doubled_recurrent_weights_and_what_clipping_keeps():
    torch.manual_seed(42)
    params = initial.scaled(interop.from_torch(torch.nn.LSTM(32, 64)), 2.0)
    x, target = torch.randn(1, 100, 32)[0], torch.randn(1, 64)[0]
    clipped, norm = _norm(params, x.numpy(), target.double().numpy())
    assert f"{norm:.2f}" == "34.15"
    assert f"{clipping.global_norm(clipped) / norm:.4f}" == "0.0293"


@pytest.mark.parametrize(
    ("scale", "printed"),
    [
        (1, "26.9"),
        (2, "28.9"),
        (3, "33.4"),
        (4, "44.4"),
        (5, "162"),
        (6, "1.8e+04"),
        (8, "3.9e+06"),  # 1.2e+07 in float32: here rounding itself is blown up
    ],
)
def test_mean_norms_by_weight_scale(scale, printed):
    torch.manual_seed(42)
    params = initial.scaled(interop.from_torch(torch.nn.LSTM(32, 64)), scale)
    norms = []
    for _ in range(20):
        x, target = torch.randn(1, 100, 32)[0], torch.randn(1, 64)[0]
        norms.append(_norm(params, x.numpy(), target.double().numpy())[1])
    digits = 2 if "e" in printed else 3
    assert f"{np.mean(norms):.{digits}g}" == printed
