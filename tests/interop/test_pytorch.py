import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.utils import prune

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


NO_MODULE = "expected nn.LSTM, nn.GRU, nn.RNN or a cell of theirs"


class Reader(torch.nn.LSTM):
    """A subclass, as many networks have one."""


class Model(torch.nn.Module):
    """Several recurrent layers, one of them a cell."""

    def __init__(self):
        super().__init__()
        self.encoder = torch.nn.GRU(3, 4, 2, bidirectional=True)
        self.head = torch.nn.Linear(8, 2)
        self.cells = torch.nn.ModuleList([torch.nn.LSTMCell(2, 3), torch.nn.Identity()])
        self.plain = torch.nn.RNN(2, 2, nonlinearity="relu")

    def forward(self, x):
        return self.head(self.encoder(x)[0])


PLACES = [
    ("encoder", 0, False),
    ("encoder", 0, True),
    ("encoder", 1, False),
    ("encoder", 1, True),
    ("cells.0", 0, False),
    ("plain", 0, False),
]


@pytest.mark.filterwarnings("ignore:.torch.jit.script:DeprecationWarning")
@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(list(KINDS)),
    seed=SEEDS,
    sizes=st.tuples(st.integers(1, 4), st.integers(1, 3)),
    depth=st.integers(1, 3),
    both=st.booleans(),
    bias=st.booleans(),
    way=st.sampled_from(["module", "state dict", "scripted", "prefixed"]),
)
def test_a_stack_is_the_run_of_its_parts(kind, seed, sizes, depth, both, bias, way):
    torch.manual_seed(seed)
    hidden, inputs = sizes
    options = {"bidirectional": both, "bias": bias}
    stack = getattr(torch.nn, kind)(inputs, hidden, depth, **options).double()
    source = {
        "module": stack,
        "state dict": stack.state_dict(),
        "scripted": torch.jit.script(stack) if way == "scripted" else None,
        "prefixed": torch.nn.ModuleDict({"deep": stack}).state_dict(),
    }[way]
    said = {"prefix": "deep"} if way == "prefixed" else {}
    x = torch.randn(5, inputs, dtype=torch.float64)
    h = x.numpy()
    places = interop.layers(source)
    assert places == [
        (said.get("prefix", ""), k, r) for k in range(depth) for r in range(1 + both)
    ]
    for k in range(depth):
        rows = []
        for r in range(1 + both):
            params = interop.from_torch(source, k, bool(r), nonlinearity="tanh", **said)
            found = KINDS[kind].run(params, h[:: -1 if r else 1]).h
            rows.append(found[:: -1 if r else 1])
        h = np.hstack(rows)
    assert np.abs(h - stack(x)[0].detach().numpy()).max() <= GATES


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bias", [True, False])
def test_a_cell_is_a_layer_of_one_step(kind, bias):
    torch.manual_seed(3)
    cell = getattr(torch.nn, f"{kind}Cell")(2, 3, bias=bias).double()
    params = interop.from_torch(cell)
    x = torch.randn(1, 2, dtype=torch.float64)
    out = cell(x)
    h = KINDS[kind].run(params, x.numpy()).h
    assert (
        np.abs(h - (out[0] if kind == "LSTM" else out).detach().numpy()).max() < GATES
    )
    assert interop.layers(cell) == [("", 0, False)]


def test_every_layer_of_a_model_is_listed_and_taken_by_its_name():
    model = Model().double()
    assert interop.layers(model) == PLACES
    assert interop.layers(model.state_dict()) == PLACES
    params = interop.from_torch(model, 1, True, prefix="encoder")
    assert params.inputs == 8
    by_hand = model.encoder.weight_hh_l1_reverse[:4].detach().numpy()
    assert np.array_equal(params.U_r, by_hand)
    same = interop.from_torch(model.encoder, layer=1, reverse=True)
    assert all(np.array_equal(v, vars(same)[n]) for n, v in vars(params).items())
    wrapped = torch.nn.DataParallel(model)
    assert interop.layers(wrapped) == PLACES
    assert interop.layers(torch.nn.Linear(2, 2)) == []


def test_what_is_named_and_not_there_is_refused_with_what_is():
    model = Model()
    for source in (model, model.state_dict()):
        with pytest.raises(ValueError, match=r"prefix='encoder', 'cells.0', 'plain'"):
            interop.from_torch(source)
    with pytest.raises(ValueError, match=r"no module 'decoder'; .* here: 'encoder'"):
        interop.from_torch(model, prefix="decoder")
    with pytest.raises(ValueError, match=r"no layer=2, reverse=False: .*\[0, 1\], two"):
        interop.from_torch(model.encoder, 2)
    with pytest.raises(ValueError, match=r"no layer=0, reverse=True: .* one direction"):
        interop.from_torch(torch.nn.LSTM(2, 3), reverse=True)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, depth=st.integers(1, 2), narrow=st.integers(1, 3))
def test_a_projected_layer_is_an_lstm_with_the_projection_in_its_matrix(
    seed, depth, narrow
):
    torch.manual_seed(seed)
    layer = torch.nn.LSTM(2, 4, depth, proj_size=narrow).double()
    x = torch.randn(6, 2, dtype=torch.float64)
    h = x.numpy()
    for k in range(depth):
        run = lstm.run(interop.from_torch(layer, k), h)
        h = run.h @ getattr(layer, f"weight_hr_l{k}").detach().numpy().T
    out, (_, c) = layer(x)
    assert np.abs(h - out.detach().numpy()).max() <= GATES
    assert np.abs(run.c[-1] - c[-1].detach().numpy()).max() <= GATES


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32])
def test_any_real_dtype_is_taken_as_it_stands(dtype):
    layer = torch.nn.LSTM(2, 3).to(dtype)
    params = interop.from_torch(layer)
    assert np.array_equal(params.W_i, layer.weight_ih_l0[:3].detach().double().numpy())


def test_subclasses_and_compiled_and_parametrised_layers_are_layers():
    torch.manual_seed(0)
    layer = Reader(2, 3)
    plain = interop.from_torch(layer)
    normed = torch.nn.utils.parametrizations.weight_norm(Reader(2, 3), "weight_hh_l0")
    normed.load_state_dict(
        {
            **{k: v for k, v in layer.state_dict().items() if k != "weight_hh_l0"},
            "parametrizations.weight_hh_l0.original0": layer.weight_hh_l0.norm(
                dim=1, keepdim=True
            ),
            "parametrizations.weight_hh_l0.original1": 2 * layer.weight_hh_l0,
        }
    )
    for source in (torch.compile(layer, backend="eager"), normed):
        params = interop.from_torch(source)
        assert all(
            np.allclose(v, vars(plain)[n], atol=1e-6) for n, v in vars(params).items()
        )


@pytest.mark.filterwarnings("ignore")  # PyTorch moves its quantisation elsewhere
@pytest.mark.parametrize("kind", ["LSTM", "GRU", "LSTMCell", "GRUCell", "RNNCell"])
def test_a_dynamically_quantised_layer_is_what_its_integers_stand_for(kind):
    torch.manual_seed(1)
    made = getattr(torch.nn, kind)
    model = torch.nn.Sequential(made(3, 4))
    exact = interop.from_torch(model[0])
    quantised = torch.ao.quantization.quantize_dynamic(model, {made})
    assert interop.layers(quantised) == [("0", 0, False)]
    found = interop.from_torch(quantised, prefix="0")
    for name, value in vars(found).items():
        step = 1 / 127  # of weights up to 1/2 in 255 steps
        assert np.abs(value - vars(exact)[name]).max() <= step, name
        if name[0] in "WU":
            assert len(np.unique(value)) <= 256


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: torch.nn.Linear(2, 3), f"{NO_MODULE}, got Linear"),
        (lambda: torch.nn.Sequential(torch.nn.GRU(2, 3)), "got Sequential; choose one"),
        (lambda: torch.nn.RNN(2, 3, nonlinearity="relu"), "an RNN with ReLU has no"),
        (lambda: torch.nn.RNNCell(2, 3, nonlinearity="relu"), "an RNN with ReLU"),
        (lambda: torch.nn.RNN(2, 3).state_dict(), 'say nonlinearity="tanh"'),
        (lambda: torch.nn.LSTM(2, 3, device="meta"), "on the device meta"),
        (lambda: {"weight_hh_l0": np.zeros((8, 4))}, "weight_ih_l0 is missing"),
        (lambda: {"weight": np.zeros((8, 4))}, "expected weights by PyTorch's names"),
        (
            lambda: {"weight_ih": np.zeros((8, 2)), "weight_hh": np.zeros((8, 4))},
            r"weight_hh has shape \(8, 4\), expected 4 \(LSTM\), 3 \(GRU\) or 1",
        ),
        (
            lambda: {"weight_ih": np.zeros((9, 2)), "weight_hh": np.zeros((16, 4))},
            r"weight_ih has shape \(9, 2\), expected \(16, input\)",
        ),
        (
            lambda: torch.nn.utils.parametrizations.weight_norm(
                torch.nn.LSTM(2, 3), "weight_hh_l0"
            ).state_dict(),
            "weight_hh_l0 is stored as a weight norm",
        ),
        (
            lambda: prune.random_unstructured(
                torch.nn.LSTM(2, 3), "weight_hh_l0", amount=2
            ),
            "weight_hh_l0 is pruned or spectrally normed",
        ),
    ],
)
def test_what_has_no_params_is_refused_with_the_way_round(make, message):
    with pytest.raises(ValueError, match=message):
        interop.from_torch(make())


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
