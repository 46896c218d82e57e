"""A network: recurrent layers and a readout, for several seeds side by side."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from carousel import initial
from carousel.cells.base import uniform
from carousel.lab.tasks import Task
from carousel.lab.training.cells import KINDS
from carousel.lab.training.settings import Settings


class Network(nn.Module):
    """Layers of one cell, and a linear readout `V`, `d` of every output.

    Each seed's weights are drawn from its own generator, so that a seed begins the same
    way in any company.

    Args:
        settings: the cell, its size and its start.
        task: says how wide inputs and outputs are, and how long "chrono" is.
        rngs: one per seed.

    Raises:
        ValueError: for a bias of a gate that the cell does not have, or a task too
            short for "chrono".
    """

    def __init__(
        self, settings: Settings, task: Task, rngs: Sequence[np.random.Generator]
    ):
        super().__init__()
        widths = [task.inputs] + [settings.hidden] * (settings.layers - 1)
        params = [[_begin(settings, task, n, rng) for n in widths] for rng in rngs]
        kind = KINDS[settings.cell]
        self.layers = nn.ModuleList(kind(many) for many in zip(*params, strict=True))
        hidden = settings.hidden
        V = np.stack([uniform(rng, hidden, hidden, task.outputs) for rng in rngs])
        d = np.stack([uniform(rng, hidden, 1, task.outputs) for rng in rngs])
        self.V = nn.Parameter(torch.tensor(V))
        self.d = nn.Parameter(torch.tensor(d))

    def forward(
        self,
        x: Tensor,
        detach_mask: np.ndarray | None = None,
        target_steps: Sequence[int] | None = None,
    ) -> tuple[Tensor, list[Tensor]]:
        """What is read out, and the cell states of the top layer.

        Args:
            x: (time, seed, batch, input).
            detach_mask: (time, seed), True where the gradient of the gates and the
                candidate is closed, in every layer; None for nowhere.
            target_steps: the steps to read out; all if None.

        Returns:
            (target, seed, batch, output), and a list with one (seed, batch, hidden)
            per step.
        """
        hs, cs = self.layers[0](x, detach_mask)
        for layer in list(self.layers)[1:]:
            hs, cs = layer(torch.stack(hs), detach_mask)
        read = hs if target_steps is None else [hs[t] for t in target_steps]
        return torch.einsum("tsbh,sho->tsbo", torch.stack(read), self.V) + self.d, cs


def _begin(
    settings: Settings, task: Task, inputs: int, rng: np.random.Generator
) -> Any:
    params = KINDS[settings.cell].cell.init(settings.hidden, inputs, rng=rng)
    if settings.orthogonal:
        params = initial.orthogonal(params, rng=rng)
    params = initial.scaled(params, settings.scale)
    if settings.forget_bias == "chrono":
        params = initial.chrono(params, task.steps, rng=rng)
    elif settings.forget_bias is not None:
        params = initial.forget_bias(params, settings.forget_bias)
    if settings.input_bias is not None:
        if not hasattr(params, "b_i"):
            raise ValueError(f"{settings.cell} has no input gate for an input_bias")
        b_i = np.full(settings.hidden, float(settings.input_bias))
        params = dataclasses.replace(params, b_i=b_i)
    return params
