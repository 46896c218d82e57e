import pytest
import torch

from carousel import interop


class Tagger(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = torch.nn.Embedding(9, 2)
        self.rnn = torch.nn.LSTM(2, 3, num_layers=2, bidirectional=True)
        self.step = torch.nn.LSTMCell(6, 4)
        self.gru = torch.nn.GRU(2, 3)


def _gates(part, end):
    both = getattr(part, f"bias_ih{end}") + getattr(part, f"bias_hh{end}")
    return both.detach().split(part.hidden_size)


@pytest.mark.parametrize("value", [5, 1.5, -1.0, torch.tensor(2.0)])
def test_every_lstm_of_a_model_gets_the_bias_and_nothing_else_changes(value):
    model = Tagger()
    drawn = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    names = interop.set_forget_bias(model, value)
    ends = ("_l0", "_l0_reverse", "_l1", "_l1_reverse")
    parts = [(model.rnn, f"rnn.bias_ih{end}", end) for end in ends]
    parts.append((model.step, "step.bias_ih", ""))
    assert names == [name for _, name, _ in parts]
    for part, _, end in parts:
        _, f, _, _ = _gates(part, end)
        assert (f == float(value)).all()
    for name, now in model.state_dict().items():
        if "bias" in name and not name.startswith("gru"):
            hidden = len(now) // 4
            others = torch.cat([now[:hidden], now[2 * hidden :]])
            before = torch.cat([drawn[name][:hidden], drawn[name][2 * hidden :]])
            assert torch.equal(others, before)
        else:
            assert torch.equal(now, drawn[name])


def test_the_input_bias_goes_with_it_where_it_is_asked_for():
    model = Tagger()
    interop.set_forget_bias(model, 3, input_bias=-3)
    for part, end in ((model.rnn, "_l1_reverse"), (model.step, "")):
        i, f, _, _ = _gates(part, end)
        assert (i == -3).all()
        assert (f == 3).all()
    with pytest.raises(ValueError, match="input_bias"):
        interop.set_forget_bias(model, 1, input_bias=float("inf"))
    assert (_gates(model.step, "")[1] == 3).all()


def test_a_projection_does_not_move_the_rows():
    layer = torch.nn.LSTM(2, 8, proj_size=3)
    interop.set_forget_bias(layer, 4)
    assert (_gates(layer, "_l0")[1] == 4).all()


def test_the_library_reads_back_what_was_set_and_training_goes_on():
    layer = torch.nn.LSTM(2, 3)
    assert interop.set_forget_bias(layer, 1) == ["bias_ih_l0"]
    assert (interop.from_torch(layer).b_f == 1).all()
    assert all(p.requires_grad for p in layer.parameters())


@pytest.mark.parametrize(
    ("module", "message"),
    [
        (torch.nn.GRU(2, 4), "expected an LSTM or a model that has one, got GRU"),
        (torch.nn.Linear(2, 4), "got Linear"),
        (torch.nn.LSTM(2, 3, bias=False), "bias=False.*: the module itself"),
        (torch.nn.Sequential(torch.nn.LSTM(2, 3, bias=False)), "forget bias: 0"),
    ],
)
def test_what_has_no_forget_bias_is_refused(module, message):
    with pytest.raises(ValueError, match=message):
        interop.set_forget_bias(module, 1)


def test_nothing_is_changed_when_one_of_several_is_refused():
    layer = torch.nn.LSTM(2, 3)
    model = torch.nn.ModuleList([layer, torch.nn.LSTM(2, 3, bias=False)])
    drawn = layer.bias_ih_l0.clone()
    with pytest.raises(ValueError, match="bias=False"):
        interop.set_forget_bias(model, 1)
    with pytest.raises(ValueError, match="value must be a finite number"):
        interop.set_forget_bias(layer, float("nan"))
    assert torch.equal(layer.bias_ih_l0, drawn)
