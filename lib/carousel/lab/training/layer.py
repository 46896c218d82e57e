"""A recurrent layer in PyTorch, for several seeds side by side.

A weight has one axis more than in `cells`: the seed. A step is a product of
(seed, batch, width) with (seed, width, rows), so that twenty networks cost little more
than one; no seed sees another.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor, nn

Detach = Callable[[Tensor], Tensor]
State = tuple[Tensor, Tensor]


class Layer(nn.Module):
    """Weights of one cell for every seed: the matrices of all gates in one.

    Args:
        many: the Params of the cell, one per seed, all of one size.
    """

    cell: ClassVar[Any]
    order: ClassVar[Sequence[str]]  # the gates by row, the candidate last
    extra: ClassVar[Sequence[str]] = ()  # vectors that only this cell has

    def __init__(self, many: Sequence[Any]):
        super().__init__()
        self.hidden = many[0].hidden
        for kind in "WUb":
            rows = [
                np.concatenate([getattr(p, _name(kind, k)) for k in self.order])
                for p in many
            ]
            values = np.stack([r[None] if r.ndim == 1 else r.T for r in rows])
            setattr(self, kind, nn.Parameter(torch.tensor(values)))
        for name in self.extra:
            values = np.stack([getattr(p, name)[None] for p in many])
            setattr(self, name, nn.Parameter(torch.tensor(values)))

    def params(self) -> list[Any]:
        """The weights as the library's Params, one per seed, in float64."""
        parts: dict[str, np.ndarray] = {}
        for kind in "WUb":
            values = getattr(self, kind).detach().double().numpy()
            split = np.split(values, len(self.order), axis=-1)
            for k, part in zip(self.order, split, strict=True):
                parts[_name(kind, k)] = part
        for name in self.extra:
            parts[name] = getattr(self, name).detach().double().numpy()
        return [self._of(parts, seed) for seed in range(len(self.b))]

    def _of(self, parts: dict[str, np.ndarray], seed: int) -> Any:
        weights = {
            name: v[seed].T if name[0] in "WU" else v[seed, 0]
            for name, v in parts.items()
        }
        return self.cell.Params(**weights)

    def forward(
        self, x: Tensor, detach_mask: np.ndarray | None = None
    ) -> tuple[list[Tensor], list[Tensor]]:
        """All outputs h_t and cell states c_t (a cell without c gives h twice).

        Args:
            x: (time, seed, batch, input).
            detach_mask: (time, seed), True where the routes from the gates and the
                candidate to the state before are closed to the gradient; None is all
                open.

        Returns:
            Two lists, one entry per step, each (seed, batch, hidden).
        """
        a = torch.einsum("tsbi,sij->tsbj", x, self.W) + self.b
        h = c = a.new_zeros(*a.shape[1:3], self.hidden)
        hs, cs = [], []
        for t, a_t in enumerate(a.unbind(0)):
            detach = _keep if detach_mask is None else _detach(detach_mask[t])
            h, c = self.step(a_t, h, c, detach)
            hs.append(h)
            cs.append(c)
        return hs, cs

    def step(self, a_t: Tensor, h: Tensor, c: Tensor, detach: Detach) -> State:
        """One step in time, by each cell's own formulas.

        Args:
            a_t: what the inputs and the biases add to the gates and the candidate.
            h: the outputs one step before.
            c: the cell states one step before; h for a cell without.
            detach: what the gates and the candidate see of the state goes through it.

        Returns:
            The new h and c, each (seed, batch, hidden).
        """
        raise NotImplementedError


def _name(kind: str, gate: str) -> str:
    return f"{kind}_{gate}" if gate else kind


def _keep(v: Tensor) -> Tensor:
    return v


def _detach(seeds: np.ndarray) -> Detach:
    if not seeds.any():
        return _keep
    if seeds.all():
        return torch.Tensor.detach
    mask = torch.from_numpy(seeds)[:, None, None]
    return lambda v: torch.where(mask, v.detach(), v)
