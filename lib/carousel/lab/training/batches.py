"""Batches of several seeds side by side, as tensors, and what their answers cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from carousel.lab.tasks import Batch, Task

DTYPE = torch.float32  # what is trained in; measured is in float64


@dataclass(frozen=True, eq=False)
class Together:
    """One batch a seed, `x` as (time, seed, batch, input); `y` only where asked."""

    x: Tensor
    y: Tensor
    weight: Tensor
    asked: list[int]


def together(batches: Sequence[Batch], dtype: torch.dtype = DTYPE) -> Together:
    """Side by side; the shorter ones are silent after their end."""
    longest = max(len(b.x) for b in batches)

    def stack(name: str) -> np.ndarray:
        return np.stack([_padded(getattr(b, name), longest) for b in batches], axis=1)

    weight = stack("weight")
    asked = np.flatnonzero(weight.any((1, 2)))
    y = torch.from_numpy(stack("y")[asked])
    return Together(
        x=torch.from_numpy(stack("x")).to(dtype),
        y=y.to(dtype) if y.is_floating_point() else y,
        weight=torch.from_numpy(weight[asked]).to(dtype),
        asked=asked.tolist(),
    )


def losses(task: Task, out: Tensor, batch: Together) -> Tensor:
    """The mean loss of an answer, one a seed."""
    if task.loss == "squared":
        each = (out[..., 0] - batch.y) ** 2
    else:
        flat = torch.nn.functional.cross_entropy(
            out.flatten(0, 2), batch.y.flatten(), reduction="none"
        )
        each = flat.view(batch.y.shape)
    return (each * batch.weight).sum((0, 2)) / batch.weight.sum((0, 2))


def wrong(task: Task, out: Tensor, batch: Together) -> Tensor:
    """The share of wrong answers, one a seed; for numbers, of errors above 0.1."""
    if task.loss == "squared":
        miss = (out[..., 0] - batch.y).abs() > 0.1
    else:
        miss = out.argmax(-1) != batch.y
    return (miss * batch.weight).sum((0, 2)) / batch.weight.sum((0, 2))


def _padded(values: np.ndarray, steps: int) -> np.ndarray:
    missing = steps - len(values)
    return np.pad(values, [(0, missing)] + [(0, 0)] * (values.ndim - 1))
