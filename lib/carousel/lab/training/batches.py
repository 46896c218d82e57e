"""Batches of several seeds side by side, as tensors, and what their answers cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from carousel.lab.tasks import Batch, Task

DTYPE = torch.float32  # what is trained in; measured is in float64


@dataclass(frozen=True, eq=False)
class CollatedBatch:
    """One batch per seed: `x` is (time, seed, batch, input).

    `y` and `weight` are (target, seed, batch): they hold only the `target_steps`, at
    which at least one sequence is asked for an answer.
    """

    x: Tensor
    y: Tensor
    weight: Tensor
    target_steps: list[int]


def collate(batches: Sequence[Batch], dtype: torch.dtype = DTYPE) -> CollatedBatch:
    """Batches side by side.

    Args:
        batches: one per seed, all of one shape.
        dtype: of the inputs, the weights and the answers that are numbers.
    """
    x, y, weight = (
        np.stack([getattr(batch, name) for batch in batches], axis=1)
        for name in ("x", "y", "weight")
    )
    target_steps = np.flatnonzero(weight.any((1, 2)))
    targets = torch.from_numpy(y[target_steps])
    return CollatedBatch(
        x=torch.from_numpy(x).to(dtype),
        y=targets.to(dtype) if targets.is_floating_point() else targets,
        weight=torch.from_numpy(weight[target_steps]).to(dtype),
        target_steps=target_steps.tolist(),
    )


def losses(task: Task, out: Tensor, batch: CollatedBatch) -> Tensor:
    """The mean loss of an answer, (seed,): nats for classes, squared for numbers.

    Args:
        task: says which loss.
        out: what the network read out, (target, seed, batch, output).
        batch: what it should have been.
    """
    if task.loss == "squared":
        each = (out[..., 0] - batch.y) ** 2
    else:
        flat = torch.nn.functional.cross_entropy(
            out.flatten(0, 2), batch.y.flatten(), reduction="none"
        )
        each = flat.view(batch.y.shape)
    return (each * batch.weight).sum((0, 2)) / batch.weight.sum((0, 2))


def error_rate(task: Task, out: Tensor, batch: CollatedBatch) -> Tensor:
    """The share of wrong answers, (seed,), from 0 to 1; a number is wrong 0.1 off.

    Args:
        task: says whether an answer is a class or a number.
        out: what the network read out, (target, seed, batch, output).
        batch: what it should have been.
    """
    if task.loss == "squared":
        is_wrong = (out[..., 0] - batch.y).abs() > 0.1
    else:
        is_wrong = out.argmax(-1) != batch.y
    return (is_wrong * batch.weight).sum((0, 2)) / batch.weight.sum((0, 2))
