"""Clipping the gradients of several seeds side by side, each by itself."""

import numpy as np
import torch
from torch import Tensor


def norms(gradients: list[Tensor]) -> Tensor:
    """The norm of all entries together, (seed,), in float64.

    Args:
        gradients: one per parameter; the first axis is the seed.
    """
    each = [
        torch.linalg.vector_norm(g.flatten(1), dim=1, dtype=torch.float64)
        for g in gradients
    ]
    return torch.stack(each).norm(dim=0)


def clip_(
    gradients: list[Tensor], kind: str, threshold: float, history: list[np.ndarray]
) -> None:
    """Clip in place, each seed by itself.

    Args:
        gradients: one per parameter; the first axis is the seed.
        kind: "none", "norm", "value" or "percentile".
        threshold: the largest norm, the largest entry, or the percentile.
        history: the norms of all updates so far, (update, seed), this one last.
    """
    if kind == "value":
        for g in gradients:
            g.clamp_(-threshold, threshold)
    if kind in ("norm", "percentile"):
        limit = np.full_like(history[-1], threshold)
        if kind == "percentile":
            limit = np.percentile(history, threshold, axis=0)
        factor = np.minimum(1.0, limit / np.maximum(history[-1], np.finfo(float).tiny))
        for g in gradients:
            g.mul_(torch.tensor(factor, dtype=g.dtype).view(-1, *[1] * (g.ndim - 1)))
