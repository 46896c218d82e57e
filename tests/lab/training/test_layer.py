"""Routes of the gradient: open, closed, and closed at some steps."""

import numpy as np
import pytest
import torch

from carousel import bptt
from carousel.lab.training import KINDS
from oracles import unrolled

TOLERANCE = 1e-9  # float64 on both sides, a few dozen sums
STEPS = 6


def _gradients(kind, detach_mask, seed=0):
    """By the layer, and by hand: of the sum of all outputs times random numbers."""
    cell = unrolled.CELLS[kind]
    params = cell.init(3, 2, rng=np.random.default_rng(seed))
    rng = np.random.default_rng(seed + 1)
    x, dh = rng.normal(size=(STEPS, 2)), rng.normal(size=(STEPS, 3))
    layer = KINDS[kind]([params])
    hs, _ = layer(torch.tensor(x)[:, None, None], detach_mask)
    sum((h * torch.tensor(row)).sum() for h, row in zip(hs, dh, strict=True)).backward()
    for name, value in layer.named_parameters():
        value.data = value.grad if value.grad is not None else 0 * value.data
        assert name in {"W", "U", "b", *layer.extra}
    return layer.params()[0], params, cell.run(params, x), dh


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["full", "truncated"])
def test_a_route_is_closed_where_the_backward_pass_by_hand_closes_it(kind, mode):
    mask = np.ones((STEPS, 1), bool) if mode == "truncated" else None
    gradients, params, history, dh = _gradients(kind, mask)
    expected = bptt.backward(params, history, dh, mode=mode).params
    for name, value in vars(expected).items():
        assert np.allclose(getattr(gradients, name), value, atol=TOLERANCE), name


@pytest.mark.parametrize("kind", KINDS)
def test_the_steps_that_h_detach_draws_are_those_that_are_closed(kind):
    mask = np.random.default_rng(5).random(STEPS) < 0.5
    gradients, params, history, dh = _gradients(kind, mask[:, None])
    expected = bptt.backward(
        params,
        history,
        dh,
        mode="h-detach",
        probability=0.5,
        rng=np.random.default_rng(5),
    ).params
    for name, value in vars(expected).items():
        assert np.allclose(getattr(gradients, name), value, atol=TOLERANCE), name


def test_each_seed_has_its_own_closed_steps():
    rng = np.random.default_rng(0)
    many = [unrolled.CELLS["lstm"].init(3, 2, rng=rng) for _ in range(2)]
    x = torch.tensor(rng.normal(size=(STEPS, 2, 1, 2)))
    mask = rng.random((STEPS, 2)) < 0.5
    both = KINDS["lstm"](many)
    torch.stack(both(x, mask)[0]).sum().backward()
    for seed in range(2):
        alone = KINDS["lstm"]([many[seed]])
        one = slice(seed, seed + 1)
        torch.stack(alone(x[:, one], mask[:, one])[0]).sum().backward()
        assert torch.allclose(both.U.grad[one], alone.U.grad, atol=TOLERANCE)
