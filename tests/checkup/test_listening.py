import copy

import numpy as np
import pytest
import torch
from torch import nn

from carousel import checkup
from carousel.checkup import hearing
from carousel.checkup.hearing import Hearing

IN, UNITS, STEPS, BATCH = 3, 5, 8, 4


class Model(nn.Module):
    """Recurrent layers one after the other, and a head that reads the last step."""

    def __init__(self, *layers, cut=None):
        super().__init__()
        self.layers, self.cut = nn.ModuleList(layers), cut
        self.head = nn.LazyLinear(1)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)[0]
        return self.head(x[-1])


class Packed(Model):
    def forward(self, x):
        packed = nn.utils.rnn.pack_padded_sequence(
            x, [8, 3, 5, 1], enforce_sorted=False
        )
        _, (h, c) = self.layers[0](packed)
        return self.head(torch.cat([*h, *c], dim=-1))


class Loop(Model):
    def forward(self, x):
        state = None
        for x_t in x:
            state = self.layers[0](x_t, state)
        return self.head(state[0] if isinstance(state, tuple) else state)


class Own(nn.LSTM):
    """A subclass with a forward of its own."""

    def forward(self, x):
        return super().forward(2 * x)


def _frozen():
    layer = nn.LSTM(IN, UNITS, 2)
    layer.requires_grad_(False)
    return Model(layer)


MODELS = {
    "stacked": lambda: Model(nn.LSTM(IN, UNITS, 3)),
    "bidirectional": lambda: Model(nn.LSTM(IN, UNITS, 2, bidirectional=True)),
    "packed": lambda: Packed(nn.LSTM(IN, UNITS, 2, bidirectional=True)),
    "dropout": lambda: Model(nn.LSTM(IN, UNITS, 3, dropout=0.5)),
    "GRU": lambda: Model(nn.GRU(IN, UNITS, 2, dropout=0.3)),
    "RNN": lambda: Model(nn.RNN(IN, UNITS, 2, bias=False)),
    "LSTM cells": lambda: Loop(nn.LSTMCell(IN, UNITS)),
    "GRU cells": lambda: Loop(nn.GRUCell(IN, UNITS)),
    "two LSTMs": lambda: Model(nn.LSTM(IN, UNITS), nn.LSTM(UNITS, UNITS, 2)),
    "beside a projection": lambda: Model(
        nn.LSTM(IN, UNITS, proj_size=2), nn.LSTM(2, UNITS, 2)
    ),
    "frozen": _frozen,
    "a subclass": lambda: Model(Own(IN, UNITS, 2, dropout=0.2)),
    "float16": lambda: Model(nn.LSTM(IN, UNITS, 2)).half(),
}


def _step(model, x):
    """Output and gradients of one training step, dropout drawn anew."""
    model.zero_grad()
    torch.manual_seed(7)
    out = model(x)
    out.float().square().sum().backward()
    drawn = torch.rand(3)  # whoever draws next gets the same numbers
    return out.detach(), [p.grad for p in model.parameters()], drawn


def _ready(name):
    torch.manual_seed(3)
    model = MODELS[name]()
    x = torch.randn(STEPS, BATCH, IN).to(next(model.layers[0].parameters()).dtype)
    with torch.no_grad():
        model(x)  # the head finds its size
    return model, x


@pytest.mark.filterwarnings("ignore:LSTM with projections")
@pytest.mark.parametrize("name", MODELS)
def test_a_step_that_is_heard_gives_what_it_gives_alone(name):
    model, x = _ready(name)
    before = copy.deepcopy(model.state_dict())
    alone = _step(model, x)
    with checkup.listen(model) as heard:
        listened = _step(model, x)
    near = {"rtol": 1e-6, "atol": 1e-6} if x.dtype == torch.float32 else {}
    torch.testing.assert_close(listened, alone, **near)
    torch.testing.assert_close(_step(model, x), alone, rtol=0, atol=0)
    assert all(torch.equal(before[key], now) for key, now in model.state_dict().items())
    assert not any("forward" in vars(part) for part in model.modules())
    report = heard.report()
    assert all(m.loss_is_given for m in report.layers)


def test_the_gradients_by_lag_are_those_of_autograd():
    torch.manual_seed(0)
    layer = nn.LSTM(IN, UNITS).double()
    x = torch.randn(STEPS, 1, IN).double()
    with checkup.listen(layer) as heard:
        layer(x)[0][-1].sum().backward()
    found = np.exp(heard.report().layers[0].left[1])
    c = [torch.zeros(1, 1, UNITS).double().requires_grad_() for _ in range(STEPS)]
    norms = []
    for start in range(1, STEPS + 1):  # a nudge of c after `start` steps, and the rest
        c_t = layer(x[:start])[1][1]
        nudge = c[start - 1]
        if start < STEPS:
            out, _ = layer(
                x[start:], (_shown(layer, x, start, c_t + nudge), c_t + nudge)
            )
            value = out[-1].sum()
        else:
            value = _shown(layer, x, start, c_t + nudge).sum()
        norms.append(float(torch.autograd.grad(value, nudge)[0].norm()))
    assert np.allclose(found, np.array(norms[::-1]) / norms[-1], rtol=1e-10)


def _shown(layer, x, start, c_t):
    """h of a step from its cell state, with the output gate as it was."""
    _, (h, c) = layer(x[:start])
    return (h / torch.tanh(c)).detach() * torch.tanh(c_t)


@pytest.mark.parametrize("one_by_one", [nn.LSTMCell, nn.LSTM])
def test_steps_taken_one_by_one_are_heard_as_one_run(one_by_one):
    torch.manual_seed(0)
    whole = nn.LSTM(IN, UNITS)
    x = torch.randn(STEPS, BATCH, IN)
    with checkup.listen(whole) as heard:
        whole(x)[0].square().sum().backward()
    expected = heard.report().layers[0]
    steps = one_by_one(IN, UNITS)
    for own, given in zip(steps.parameters(), whole.parameters(), strict=True):
        own.data.copy_(given.data)
    with checkup.listen(steps) as heard:
        state, loss = None, 0.0
        for x_t in x:
            if one_by_one is nn.LSTM:
                h, state = steps(x_t[None], state)
            else:
                state = steps(x_t, state)
                h = state[0]
            loss = loss + h.square().sum()
        loss.backward()
    found = heard.report().layers[0]
    assert found.steps == STEPS * BATCH
    assert np.allclose(found.left, expected.left, atol=1e-4)
    assert heard.report().notes == []


def test_a_detached_state_cuts_the_run_and_the_report_says_so():
    cell, x = nn.GRUCell(IN, UNITS), torch.randn(STEPS, BATCH, IN)
    alone, listened = [], []
    for heard_by, grads in ((None, alone), (checkup.listen, listened)):
        cell.zero_grad()
        with heard_by(cell) if heard_by else torch.enable_grad() as heard:
            h, loss = torch.zeros(BATCH, UNITS), 0.0
            for t, x_t in enumerate(x):
                h = cell(x_t, h.detach() if t == 5 else h)
                loss = loss + h.sum()
            loss.backward()
        grads += [p.grad.clone() for p in cell.parameters()]
    torch.testing.assert_close(listened, alone)
    report = heard.report()
    assert [m.sequences for m in report.layers] == [2 * BATCH]
    assert "detached" in report.notes[0]


def test_a_gradient_that_is_changed_on_the_way_is_not_bypassed():
    class Half(torch.autograd.Function):
        @staticmethod
        def forward(ctx, h):
            return h.view_as(h)

        @staticmethod
        def backward(ctx, gradient):
            return 0.5 * gradient

    cell, x = nn.GRUCell(IN, UNITS), torch.randn(STEPS, BATCH, IN)
    both = []
    for mode in (torch.enable_grad(), Hearing(cell)):
        cell.zero_grad()
        with mode:
            h = torch.zeros(BATCH, UNITS)
            for x_t in x:
                h = Half.apply(cell(x_t, h))
            h.sum().backward()
        both.append([p.grad.clone() for p in cell.parameters()])
    torch.testing.assert_close(*both)


def test_a_block_that_raises_leaves_nothing_behind():
    model, x = _ready("dropout")
    alone = _step(model, x)
    with pytest.raises(ZeroDivisionError), checkup.listen(model):
        1 / len(_step(model, x)[3:])
    torch.testing.assert_close(_step(model, x), alone, rtol=0, atol=0)


def test_a_mask_of_dropout_that_cannot_be_repeated_is_said(monkeypatch):
    model, x = _ready("dropout")
    monkeypatch.setattr(torch, "set_rng_state", lambda state: None)
    with checkup.listen(model) as heard:
        _step(model, x)
    assert "mask of its own" in heard.report().notes[0]


def test_outputs_that_differ_stop_the_block(monkeypatch):
    model, x = _ready("stacked")
    right = hearing.in_layers

    def wrong(func, asked, keep):
        out, *states = right(func, asked, keep)
        return out + 1e-5, *states

    monkeypatch.setattr(hearing, "in_layers", wrong)
    with (
        pytest.raises(RuntimeError, match="gives other outputs, off by 1e-05"),
        checkup.listen(model),
    ):
        model(x)


def test_the_newest_weights_count_when_they_change_in_the_block():
    model, x = _ready("stacked")
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    with checkup.listen(model) as heard:
        for _ in range(2):
            _step(model, x)
            optimiser.step()
    report = heard.report()
    assert {m.sequences for m in report.layers} == {BATCH}
    assert "weights of layers.0 changed" in report.notes[0]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: torch.jit.script(nn.LSTM(IN, UNITS)), "scripted"),
        (lambda: torch.compile(nn.LSTM(IN, UNITS)), "compiled"),
        (lambda: nn.LSTM(IN, UNITS, proj_size=2), "has a projection"),
        (lambda: nn.RNN(IN, UNITS, nonlinearity="relu"), "its function is ReLU"),
        (lambda: nn.Linear(IN, UNITS), "no nn.LSTM, nn.GRU, nn.RNN"),
        (lambda: "model.pt", "wants a module of PyTorch"),
    ],
)
def test_what_cannot_be_heard_is_refused_by_name(make, says):
    with pytest.raises(ValueError, match=says), checkup.listen(make()):
        pass


def test_a_model_that_does_not_run_in_the_block_is_told():
    with checkup.listen(nn.LSTM(IN, UNITS)) as heard:
        pass
    with pytest.raises(ValueError, match="no call was heard of LSTM"):
        heard.report()
