import numpy as np
import pytest
import torch

from carousel.book.explorables import training
from carousel.book.explorables.training import passes
from carousel.book.explorables.training.readout import read


@pytest.mark.parametrize("task", ["copy", "adding"])
def test_loss_and_derivatives_are_pytorchs(task):
    settings = training.Settings(task=task, hidden=4)
    made = settings.make_task()
    layout = training.layout(settings, made)
    weights = 3 * training.begin(settings).weights
    batch = made.draw(6, rng=np.random.default_rng(0))
    asked = batch.weight.any(1)
    walk = passes.forward(layout, weights, batch.x)
    _, V, d = layout.params(weights)
    h = torch.tensor(walk.h[1:].swapaxes(1, 2)[asked])
    out = (h @ torch.tensor(V) + torch.tensor(d)).requires_grad_()
    y = torch.tensor(batch.y[asked])
    if task == "copy":
        kind = torch.nn.functional.cross_entropy
        loss = kind(out.flatten(0, 1), y.flatten(), reduction="sum")
        missed = (out.argmax(-1) != y).sum()
    else:
        loss = ((out[..., 0] - y) ** 2).sum()
        missed = ((out[..., 0] - y).abs() > 0.1).sum()
    (loss / 10).backward()
    found, wrong, dout = read(walk, made.loss, batch.y[asked], 10)
    assert found == pytest.approx(loss.item(), rel=1e-13)
    assert wrong == missed
    assert dout.swapaxes(1, 2) == pytest.approx(out.grad.numpy(), abs=1e-14)
