import dataclasses
import re

import numpy as np
import pytest
import torch

from carousel import checkup, initial
from carousel.cells import lstm, peephole
from carousel.checkup import verdicts, words

SEED = 1997
UNITS, INPUTS = 16, 4
X = np.random.default_rng(SEED).normal(size=(8, 100, INPUTS))


def _trained(forget_bias, scale=1.0, inputs=1.0, **biases):
    """Weights that no library draws."""
    rng = np.random.default_rng(SEED)
    params = lstm.init(UNITS, INPUTS, rng=rng, forget_bias=forget_bias)
    params = initial.scaled(params, 1.5 * scale)
    new = {n: inputs * v for n, v in vars(params).items() if n[0] == "W"}
    new |= {n: np.full(UNITS, v) for n, v in biases.items()}
    return dataclasses.replace(params, **new)


def _counting():
    rng = np.random.default_rng(SEED)
    params = peephole.init(UNITS, INPUTS, rng=rng, forget_bias=3.0)
    counts = np.zeros(UNITS)
    counts[3] = 8.0
    biases = {name: vars(params)[name] + counts for name in ("p_i", "p_f", "b_c")}
    return dataclasses.replace(params, **biases, U_f=1.5 * params.U_f)


LOSS = np.zeros((8, 100, UNITS))
LOSS[:, -1] = 1.0
SPARSE = {"b_i": -6.0}
PLANTED = {
    "vanishing": (lambda: _trained(0.0), X, {"vanishing", "indirect"}),
    "exploding": (
        lambda: _trained(3.0, scale=6.0, inputs=0.3),
        X,
        {"exploding", "indirect"},
    ),
    "healthy": (lambda: _trained(6.0, **SPARSE), X, {"healthy", "direct", "shut"}),
    "saturated": (lambda: _trained(6.0, inputs=200.0), X, {"saturated"}),
    "run-away peephole": (_counting, X, {"runaway"}),
    "too short": (lambda: _trained(6.0, **SPARSE), X[:, :8], {"short"}),
    "untrained": (lambda: torch.nn.LSTM(INPUTS, UNITS), X, {"untrained", "vanishing"}),
    "padding only": (lambda: _trained(0.0), 0 * X, {"padding"}),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_case_gets_its_verdict(name):
    make, x, kinds = PLANTED[name]
    report = checkup(make(), x, loss=LOSS[:, -x.shape[1] :])
    said = {verdict.kind for verdict in report.verdicts}
    assert kinds <= said, report
    main = {"vanishing", "exploding", "healthy", "short", "padding", "runaway"}
    allowed = kinds | {"healthy", "vanishing"} if not kinds & main else kinds
    if name != "run-away peephole":  # its other units do as they like
        assert said & main <= allowed, report
    assert "cannot say" not in said, report


def _unknown(report):
    return " ".join(v.says for v in report.verdicts if v.kind == "cannot say")


def test_without_a_loss_it_cannot_say_what_the_loss_does():
    report = checkup(_trained(0.0), X)
    assert "Cannot say what your loss does: none was given" in _unknown(report)


def test_without_data_it_cannot_say_what_the_data_do():
    report = checkup(_trained(0.0))
    assert "Cannot say what your data do" in _unknown(report)
    assert all("noise" in verdict.holds_for for verdict in report.verdicts)


def test_of_single_steps_it_cannot_say_how_a_gradient_travels():
    report = checkup(_trained(0.0), X[:, :1], loss=LOSS[:, -1:])
    assert "Cannot say how a gradient travels: no sequence has a second" in _unknown(
        report
    )
    flow = {"vanishing", "exploding", "healthy", "short"}
    assert not flow & {verdict.kind for verdict in report.verdicts}


def test_without_a_gradient_it_cannot_say_what_the_loss_does():
    layer = torch.nn.LSTM(INPUTS, UNITS)
    with checkup.listen(layer) as heard:
        layer(torch.tensor(X, dtype=torch.float32).transpose(0, 1))
    assert "0 of its gradient reached this layer" in _unknown(heard.report())


def test_a_loss_that_reads_the_first_step_alone_leaves_nothing_to_follow():
    layer = torch.nn.LSTM(INPUTS, UNITS, bidirectional=True, batch_first=True)
    report = checkup(layer, X, loss=lambda out: out[:, -1].sum())
    reverse = [v for v in report.verdicts if "reverse" in v.layer]
    assert any("reads this layer at its first step" in v.says for v in reverse)


def test_every_verdict_has_its_number_its_chapter_and_what_it_holds_for():
    for make, x, _ in PLANTED.values():
        for verdict in checkup(make(), x).verdicts:
            assert np.isfinite(verdict.value)
            assert verdict.unit
            assert re.search(r"\d|padding", verdict.says), verdict
            assert verdict.chapter in words.CHAPTERS
            assert "losses" in verdict.holds_for
            assert "your data" in verdict.holds_for
            assert "lags 0 to" in verdict.holds_for


def test_equal_rows_at_the_ends_are_called_padding_until_lengths_are_given():
    x = X.copy()
    x[:, 60:] = 0.0
    kinds = [v.kind for v in checkup(_trained(0.0), x).verdicts]
    assert "padding" in kinds
    kinds = [v.kind for v in checkup(_trained(0.0), x, lengths=[60] * 8).verdicts]
    assert "padding" not in kinds


@pytest.mark.parametrize(
    ("layer", "says"),
    [
        (torch.nn.LSTM, "forget gate's bias of 5.0 and an input gate's of −5.0."),
        (torch.nn.GRU, "bias of 5.0 for z, the gate that keeps."),
        (torch.nn.RNN, "no gate that keeps. If your task needs no more than that, "),
    ],
)
def test_a_vanished_gradient_gets_a_cure_that_its_cell_can_take(layer, says):
    torch.manual_seed(SEED)
    found = checkup(layer(INPUTS, UNITS), X).verdicts[0]
    assert (found.kind, says in found.says) == ("vanishing", True), found
    assert layer is not torch.nn.RNN or found.says.endswith("take a cell that has one.")


class Stack(torch.nn.Module):
    """Two layers in both directions; what is read has come the whole way."""

    def __init__(self):
        super().__init__()
        self.rnn = torch.nn.LSTM(2, UNITS, 2, bidirectional=True, batch_first=True)
        self.head = torch.nn.Linear(UNITS, 1)

    def forward(self, x):
        return self.head(self.rnn(x)[1][0][-2])[:, 0]


def _first_sign(rng, steps=50):
    """Noise, whose first number is the answer."""
    x = rng.normal(size=(32, steps, 2))
    x[:, :, 1] = 0
    x[:, 0] = np.stack([np.sign(x[:, 0, 0]), np.ones(32)], axis=1)
    return torch.tensor(x).float(), torch.tensor(x[:, 0, 0] > 0).float()


def _step(model, rng):
    x, label = _first_sign(rng)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(model(x), label)
    loss.backward()
    return loss.item()


def _end(model, rng, updates=150):
    optimiser, losses = torch.optim.Adam(model.parameters(), lr=0.01), []
    for _ in range(updates):
        optimiser.zero_grad()
        losses.append(_step(model, rng))
        optimiser.step()
    return np.mean(losses[-20:])


def test_a_stack_that_did_not_learn_learns_from_the_biases_of_its_verdict():
    rng = np.random.default_rng(SEED)
    torch.manual_seed(SEED)
    stuck, anew = Stack(), Stack()
    with checkup.listen(stuck) as heard:
        _step(stuck, rng)
    said = [v.says for v in heard.report().verdicts if v.kind == "vanishing"]
    cures = [says.split("start anew ")[1] for says in said]
    assert len(cures) == 4
    assert len(set(cures)) == 1  # the same for every layer and direction
    forget, write = map(float, re.findall(r"-?\d+\.\d", cures[0].replace("−", "-")))
    with torch.no_grad():
        for name, bias in anew.rnn.named_parameters():
            if name.startswith("bias_"):
                bias[: 2 * UNITS] = 0
            if name.startswith("bias_ih"):
                bias[:UNITS], bias[UNITS : 2 * UNITS] = write, forget
    assert _end(stuck, rng) > 0.6  # guessing costs 0.69
    assert _end(anew, rng) < 0.1


def test_lags_that_end_before_the_longest_sequence_are_told():
    lengths = [100, *[50] * 7]
    says = checkup(_trained(0.0), X, lengths=lengths).verdicts[0].says
    assert says.startswith("Half of the losses reach 49 steps back or further (the lo")
    assert "longest sequence has 100)" in says
    assert "gate's bias of 5.0" in says


def test_a_loss_that_reads_padding_leaves_sequences_unread():
    layer, x = torch.nn.LSTM(INPUTS, UNITS, batch_first=True), torch.tensor(X).float()
    packed = torch.nn.utils.rnn.pack_padded_sequence(
        x, [100, *range(30, 37)], batch_first=True, enforce_sorted=False
    )
    for own_last_step in (False, True):
        with checkup.listen(layer) as heard:
            out, (h, _) = layer(packed)
            out, _ = torch.nn.utils.rnn.pad_packed_sequence(out, batch_first=True)
            (h if own_last_step else out[:, -1]).sum().backward()
        unread = [v for v in heard.report().verdicts if v.kind == "unread"]
        if own_last_step:
            assert not unread
        else:
            assert unread[0].value == 7 / 8
            assert "in 1 of 8 sequences" in unread[0].says


def test_random_losses_leave_no_sequence_unread():
    report = checkup(_trained(0.0), np.tile(X[:, :3], (20, 1, 1)))
    assert report.layers[0].unread == 0


def test_a_verdict_rests_on_the_measures_alone():
    report = checkup(_trained(0.0), X)
    (measured,) = report.layers
    assert verdicts.verdicts(measured, report.setting) == report.verdicts
