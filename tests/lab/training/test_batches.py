import numpy as np
import torch

from carousel.lab import tasks
from carousel.lab.training.batches import collate, error_rate, losses


def _draw(task, *seeds, count=6):
    return [task.draw(count, rng=np.random.default_rng(seed)) for seed in seeds]


def test_a_guess_costs_the_baseline_for_every_seed():
    task = tasks.latch(8)
    batch = collate(_draw(task, 0, 1))
    out = torch.zeros(1, 2, 6, 2)
    assert torch.allclose(losses(task, out, batch), torch.full((2,), task.baseline))


def test_only_what_is_asked_for_counts_and_every_answer_counts_once():
    task = tasks.timing(delay=3, spikes=3)
    batch = collate(_draw(task, 0, 1, count=20))
    out = torch.zeros(len(batch.target_steps), 2, 20, 2)
    assert torch.allclose(losses(task, out, batch), torch.log(torch.tensor(2.0)))
    right = torch.nn.functional.one_hot(batch.y, 2).float()
    assert torch.equal(error_rate(task, right, batch), torch.zeros(2))
    assert torch.equal(error_rate(task, right.roll(1, -1), batch), torch.ones(2))


def test_a_number_is_wrong_when_it_is_a_tenth_off():
    task = tasks.adding(10)
    batch = collate(_draw(task, 0))
    out = batch.y[..., None].clone()
    out[0, 0, 0] += 0.11
    assert torch.isclose(losses(task, out, batch)[0], torch.tensor(0.11**2 / 6))
    assert torch.isclose(error_rate(task, out, batch)[0], torch.tensor(1 / 6))
