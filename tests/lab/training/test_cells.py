"""The layers against the library's cells and PyTorch's own layers."""

import numpy as np
import pytest
import torch

from carousel.interop import to_torch
from carousel.lab.training import KINDS
from oracles import unrolled

AGREE = 1e-6  # what the course promises; float64 keeps far below it
STEPS, BATCH, SEEDS = 12, 3, 2


def _network(kind):
    rng = np.random.default_rng(3)
    cell = unrolled.CELLS[kind]
    many = [cell.init(4, 2, rng=rng) for _ in range(SEEDS)]
    x = rng.normal(size=(STEPS, SEEDS, BATCH, 2))
    return cell, many, x


@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_gives_what_the_cell_gives_for_every_seed_and_sequence(kind):
    cell, many, x = _network(kind)
    with torch.no_grad():
        hs, cs = KINDS[kind](many)(torch.tensor(x))
    h, c = torch.stack(hs).numpy(), torch.stack(cs).numpy()
    for seed, params in enumerate(many):
        for column in range(BATCH):
            run = cell.run(params, x[:, seed, column])
            assert np.abs(h[:, seed, column] - run.h).max() < AGREE
            state = getattr(run, "c", run.h)
            assert np.abs(c[:, seed, column] - state).max() < AGREE


@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
def test_a_layer_agrees_with_the_layer_of_pytorch(kind):
    _, many, x = _network(kind)
    with torch.no_grad():
        hs, _ = KINDS[kind](many)(torch.tensor(x))
        theirs, _ = to_torch(many[1])(torch.tensor(x[:, 1]))
    assert (torch.stack(hs)[:, 1] - theirs).abs().max() < AGREE


@pytest.mark.parametrize("kind", KINDS)
def test_weights_come_back_as_they_went_in(kind):
    _, many, _ = _network(kind)
    for before, after in zip(many, KINDS[kind](many).params(), strict=True):
        assert type(after) is type(before)
        for name, value in vars(before).items():
            assert np.array_equal(getattr(after, name), value)


def test_no_two_cells_share_their_rows():
    for kind, layer in KINDS.items():
        cell, many, _ = _network(kind)
        names = {n for n in vars(many[0]) if n.startswith("W")}
        assert names == {f"W_{k}".rstrip("_") for k in layer.order}
        assert layer.cell is cell
