import numpy as np
import pytest
import torch

from carousel import checkup, interop
from carousel.checkup import asking, given, stacks
from checkup.cases import network

RNG = np.random.default_rng(0)
X = RNG.normal(size=(3, 12, 2))
LENGTHS = [12, 5, 9]


def _left(report, place=0):
    return report.layers[place].left[1]


def test_the_module_is_called_as_its_function():
    assert repr(checkup(network("rnn"), X)) == repr(asking.checkup(network("rnn"), X))


def test_one_sequence_needs_no_axis_for_the_batch():
    params = network("lstm")
    assert np.array_equal(_left(checkup(params, X[0])), _left(checkup(params, X[:1])))


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("batch_first", [True, False])
def test_a_layer_its_weights_and_params_are_measured_alike(kind, batch_first):
    torch.manual_seed(0)
    layer = getattr(torch.nn, kind)(2, 4, batch_first=batch_first).double()
    dh = RNG.normal(size=(3, 12, 4))
    for options in ({}, {"lengths": LENGTHS}):
        report = checkup(layer, X, loss=dh, **options)
        by_params = checkup(interop.from_torch(layer), X, loss=dh, **options)
        assert np.allclose(_left(report), _left(by_params))
        assert report.layers[0].steps == (26 if options else 36)
    said = {"nonlinearity": "tanh"} if kind == "RNN" else {}
    if not said:
        alone = checkup(layer.state_dict(), X)
        assert np.allclose(_left(alone), _left(checkup(layer, X)))


def test_a_loss_is_a_function_of_the_output_or_its_gradient():
    layer = torch.nn.LSTM(2, 4, 2, bidirectional=True).double()
    dh = np.zeros((3, 12, 8))
    dh[:, 6] = 2.0
    one = checkup(layer, X, loss=lambda out: (2 * out[:, 6]).sum())
    other = checkup(layer, X, loss=dh)
    assert [m.name for m in one.layers] == [
        "LSTM, layer 0",
        "LSTM, layer 0, reverse",
        "LSTM, layer 1",
        "LSTM, layer 1, reverse",
    ]
    for place in range(4):
        assert np.allclose(_left(one, place), _left(other, place))
    assert all(p.grad is None for p in layer.parameters())


def test_a_stack_by_its_weights_runs_as_the_module_does():
    layer = torch.nn.GRU(2, 4, 2, bidirectional=True, batch_first=True).double()
    ((name, stack),) = stacks.stacks(layer).items()
    found = stacks.run(name, stack, list(X), lengths_known=False)
    out = layer(torch.tensor(X))[0].detach().numpy()
    for lane in range(3):
        assert np.allclose(found[2].histories[lane].h, out[lane, :, :4])
        assert np.allclose(found[3].histories[lane].h[::-1], out[lane, :, 4:])


@pytest.mark.parametrize("kind", ["LSTMCell", "GRUCell", "RNNCell"])
def test_a_cell_is_run_as_the_layer_that_it_makes(kind):
    cell = getattr(torch.nn, kind)(2, 4).double()
    layer = given._fused(cell)
    state, x = None, torch.tensor(X).transpose(0, 1)
    for x_t in x:
        state = cell(x_t, state)
    h = state[0] if isinstance(state, tuple) else state
    torch.testing.assert_close(layer(x)[0][-1], h)
    checkup(cell, X, loss=lambda out: out.sum())


def test_a_file_is_read_and_noise_stands_in_for_data(tmp_path):
    path = tmp_path / "weights.npz"
    weights = torch.nn.LSTM(2, 4, 2).state_dict()
    np.savez(path, **{f"body.{name}": w.numpy() for name, w in weights.items()})
    report = checkup(path)
    assert [m.name for m in report.layers] == ["body, layer 0", "body, layer 1"]
    assert "noise, 16 sequences of 200 steps" in report.setting.data
    assert checkup(path, X).layers[1].steps == 36


def test_a_layer_that_the_data_do_not_fit_reads_noise_and_says_so():
    model = torch.nn.ModuleDict({"a": torch.nn.LSTM(2, 4), "b": torch.nn.LSTM(4, 4)})
    report = checkup(model, X)
    assert [m.steps for m in report.layers] == [36, 3200]
    assert report.notes == ["b read noise: x does not fit it"]


def test_lengths_of_zero_are_padding_alone():
    report = checkup(network("gru"), X, lengths=[0, 0, 0])
    assert [verdict.kind for verdict in report.verdicts] == ["padding"]
    assert "All 36 steps are padding" in str(report)


PARAMS = network("lstm")
LAYER = torch.nn.LSTM(2, 3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: checkup(PARAMS, X[:, :, :1]), "reads 2 numbers a step, got 1"),
        (lambda: checkup(PARAMS, X, lengths=[1]), "lengths has 1 entries, x 3"),
        (lambda: checkup(PARAMS, X[0], lengths=[1, 2]), "it is one: time, input"),
        (lambda: checkup(PARAMS, X, lengths=[13, 1, 1]), "between 0 and 12"),
        (lambda: checkup(PARAMS, X, loss=np.ones(3)), r"loss has shape \(3,\)"),
        (lambda: checkup(PARAMS, X, loss=sum), "with Params the loss is dL/dh"),
        (lambda: checkup(PARAMS, loss=X), "go with an x; got none"),
        (lambda: checkup(PARAMS, X[0, 0]), r"x has shape \(2,\), expected \(batch"),
        (lambda: checkup(LAYER, X, loss=lambda out: 1.0), "must give a number"),
        (lambda: checkup(torch.nn.Linear(2, 2), X), "no recurrent layer"),
        (lambda: checkup(torch.nn.Linear(2, 2), X, loss=X), "use checkup.listen"),
        (lambda: checkup("weights.txt"), "expected a file"),
    ],
)
def test_a_bad_call_says_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_what_is_known_cannot_be_said_again():
    with pytest.raises(ValueError, match="recurrent_activation goes with a file"):
        checkup(torch.nn.LSTM(2, 3), recurrent_activation="sigmoid")
    with pytest.raises(ValueError, match="nonlinearity goes with a file"):
        checkup(network("lstm"), nonlinearity="tanh")
