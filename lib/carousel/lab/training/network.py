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
    """

    def __init__(
        self, settings: Settings, task: Task, rngs: Sequence[np.random.Generator]
    ):
        super().__init__()
        widths = [task.inputs] + [settings.hidden] * (settings.layers - 1)
        drawn = [[_begin(settings, task, n, rng) for n in widths] for rng in rngs]
        kind = KINDS[settings.cell]
        self.layers = nn.ModuleList(kind(many) for many in zip(*drawn, strict=True))
        hidden = settings.hidden
        V = np.stack([uniform(rng, hidden, hidden, task.outputs) for rng in rngs])
        d = np.stack([uniform(rng, hidden, 1, task.outputs) for rng in rngs])
        self.V = nn.Parameter(torch.tensor(V))
        self.d = nn.Parameter(torch.tensor(d))

    def forward(
        self,
        x: Tensor,
        open_steps: np.ndarray | None = None,
        asked: Sequence[int] | None = None,
    ) -> tuple[Tensor, list[Tensor]]:
        """What is read out at the steps asked for, and the top layer's cell states.

        Args:
            x: (time, seed, batch, input).
            open_steps: as in `Layer.forward`, the same for every layer.
            asked: the steps to read out; all if None.
        """
        hs, cs = self.layers[0](x, open_steps)
        for layer in list(self.layers)[1:]:
            hs, cs = layer(torch.stack(hs), open_steps)
        shown = torch.stack(hs if asked is None else [hs[t] for t in asked])
        return torch.einsum("tsbh,sho->tsbo", shown, self.V) + self.d, cs


def _begin(
    settings: Settings, task: Task, inputs: int, rng: np.random.Generator
) -> Any:
    params = KINDS[settings.cell].cell.init(settings.hidden, inputs, rng=rng)
    if settings.orthogonal:
        params = initial.orthogonal(params, rng=rng)
    params = initial.scaled(params, settings.scale)
    if settings.forget_bias == "chrono":
        if task.steps is None:
            raise ValueError(f"chrono needs a task of one length, got {task.name}")
        params = initial.chrono(params, task.steps, rng=rng)
    elif settings.forget_bias is not None:
        params = initial.forget_bias(params, settings.forget_bias)
    if settings.input_bias is not None:
        if not hasattr(params, "b_i"):
            raise ValueError(f"{settings.cell} has no input gate for an input_bias")
        b_i = np.full(settings.hidden, float(settings.input_bias))
        params = dataclasses.replace(params, b_i=b_i)
    return params
