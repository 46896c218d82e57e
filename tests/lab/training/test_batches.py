import numpy as np
import torch

from carousel.lab import tasks
from carousel.lab.training.batches import losses, together, wrong


def _draw(task, *seeds, count=6):
    return [task.draw(count, rng=np.random.default_rng(seed)) for seed in seeds]


def test_a_guess_costs_the_baseline_for_every_seed():
    task = tasks.latch(8)
    batch = together(_draw(task, 0, 1))
    out = torch.zeros(1, 2, 6, 2)
    assert torch.allclose(losses(task, out, batch), torch.full((2,), task.baseline))


def test_only_what_is_asked_for_counts_and_every_answer_counts_once():
    task = tasks.embedded()
    batch = together(_draw(task, 0, 1, count=20))
    out = torch.zeros(len(batch.asked), 2, 20, 7)
    assert torch.allclose(losses(task, out, batch), torch.log(torch.tensor(7.0)))
    right = torch.nn.functional.one_hot(batch.y, 7).float()
    assert torch.equal(wrong(task, right, batch), torch.zeros(2))
    assert torch.equal(wrong(task, right.roll(1, -1), batch), torch.ones(2))


def test_shorter_sequences_are_silent_after_their_end():
    task = tasks.embedded()
    drawn = _draw(task, 0, 1, count=4)
    batch = together(drawn)
    lengths = [len(b.x) for b in drawn]
    assert lengths[0] != lengths[1]
    short = int(np.argmin(lengths))
    assert (batch.x[min(lengths) :, short] == 0).all()
    assert np.isclose(batch.weight[:, short].sum(), drawn[short].weight.sum())


def test_a_number_is_wrong_when_it_is_a_tenth_off():
    task = tasks.adding(10)
    batch = together(_draw(task, 0))
    out = batch.y[..., None].clone()
    out[0, 0, 0] += 0.11
    assert torch.isclose(losses(task, out, batch)[0], torch.tensor(0.11**2 / 6))
    assert torch.isclose(wrong(task, out, batch)[0], torch.tensor(1 / 6))
