import numpy as np
import pytest
import torch

from carousel import flow
from carousel.lab import tasks
from carousel.lab.training import KINDS, Settings, train
from carousel.lab.training.batches import collate
from carousel.lab.training.measures import forget_gates, loss_by_mark, profile

SHORT = {
    "options": {"steps": 9},
    "hidden": 3,
    "updates": 4,
    "test_every": 2,
    "tests": 5,
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_profile_is_the_one_of_the_library(kind):
    settings = Settings("latch", **SHORT | {"updates": 1}, cell=kind)
    task, run = tasks.latch(9), train(settings, (0, 1))
    batch = collate([task.draw(1, rng=np.random.default_rng(k)) for k in range(2)])
    norms = profile(run.network, task, batch)
    for seed, params in enumerate(run.network.layers[0].params()):
        history = KINDS[kind].cell.run(params, batch.x[:, seed, 0].double().numpy())
        V, d = (
            getattr(run.network, name)[seed].detach().double().numpy() for name in "Vd"
        )
        out = history.h[-1] @ V + d[0]
        share = np.exp(out - out.max()) / np.exp(out - out.max()).sum()
        dh_last = V @ (share - np.eye(2)[batch.y[0, seed, 0]])
        by_hand = flow.profile(params, history, dh_last)
        expected = by_hand.h if by_hand.c is None else by_hand.c
        assert np.allclose(norms[:, seed], expected, rtol=1e-5)


def test_what_is_recorded_is_there_before_and_after():
    record = ("norms", "profile", "gates")
    recorded = train(Settings("latch", **SHORT, record=record), (0, 1)).recorded
    for when in ("before", "after"):
        assert np.shape(recorded[f"profile {when}"]) == (2, 9)
        assert np.shape(recorded[f"gates {when}"]) == (2, 3)
    assert np.shape(recorded["norm median"]) == np.shape(recorded["norm largest"])
    assert set(recorded["norm by parameter"][0]) >= {"V", "layers.0.U"}


@pytest.mark.parametrize("kind", ["lstm", "peephole"])
def test_the_gates_are_those_of_the_library(kind):
    settings = Settings("latch", **SHORT, cell=kind, forget_bias=3.0)
    task, run = tasks.latch(9), train(settings, (0, 1))
    batch = collate([task.draw(4, rng=np.random.default_rng(k)) for k in range(2)])
    for seed, params in enumerate(run.network.layers[0].params()):
        x = batch.x[:, seed].double().numpy().swapaxes(0, 1)
        f = np.array([KINDS[kind].cell.run(params, each).f for each in x])
        found = forget_gates(run.network, batch)[seed]
        assert np.allclose(found, f.mean((0, 1)), rtol=1e-12)
        assert 0.85 < np.mean(found) < 0.99


def test_a_cell_without_a_forget_gate_has_none_to_measure():
    plain = train(Settings("latch", **SHORT, cell="rnn"), (0,)).network
    batch = collate([tasks.latch(9).draw(4, rng=np.random.default_rng(0))])
    with pytest.raises(ValueError, match="this cell has no forget gate"):
        forget_gates(plain, batch)


def test_a_mark_that_is_known_costs_nothing_and_a_guess_costs_ln_2():
    y = torch.tensor([[[0, 1, 2, 3]]])
    first_known = torch.zeros(1, 1, 4, 4)
    for sequence, answer in enumerate(y[0, 0]):
        of_first = answer // 2 * 2
        first_known[0, 0, sequence, of_first : of_first + 2] = 100.0
    assert np.allclose(loss_by_mark(first_known, y), [[0, np.log(2)]])
    assert np.allclose(loss_by_mark(0 * first_known, y), np.log(2))


def test_the_marks_are_tested_as_often_as_the_whole_answer():
    longer = SHORT | {"options": {"steps": 20}, "record": ("marks",)}
    run = train(Settings("order", **longer), (0, 1))
    assert np.shape(run.recorded["loss by mark"]) == (2, len(run.loss), 2)
