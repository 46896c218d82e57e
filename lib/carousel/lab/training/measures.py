"""What a network is like before and after training: its gradients, its gates."""

import copy

import numpy as np
import torch

from carousel.lab import tasks
from carousel.lab.training.batches import CollatedBatch, losses
from carousel.lab.training.network import Network
from carousel.lab.training.trained import Trained

MEASURED = 32  # sequences of the test set
PARTS = 8  # how many stretches of updates the norms are summed up in


def record(run: Trained, task: tasks.Task, test_set: CollatedBatch, when: str) -> None:
    """Add to `run.recorded` what the settings ask for.

    Args:
        run: what is measured, and where the result goes.
        task: what it learns.
        test_set: what it is measured on.
        when: "before" or "after" training.

    Raises:
        ValueError: for the gates of a cell without a forget gate.
    """
    for name in run.settings.record:
        if name == "profile":
            by_seed = profile(run.network, task, test_set).T
            run.recorded[f"profile {when}"] = by_seed.tolist()
        if name == "gates":
            run.recorded[f"gates {when}"] = forget_gates(run.network, test_set)
        if name == "norms" and when == "after":
            run.recorded.update(_norm_summary(run))


def profile(network: Network, task: tasks.Task, test_set: CollatedBatch) -> np.ndarray:
    """The norm of dL/dc_t at every step (for a cell without c: dL/dh_t), all routes.

    Args:
        network: with any number of layers; the top one is measured.
        task: says which loss.
        test_set: the first 32 sequences of each seed are measured, and their mean loss
            is L.

    Returns:
        (time, seed), in float64, over the cell states of all sequences together.
    """
    exact = copy.deepcopy(network).double()
    few = CollatedBatch(
        test_set.x[:, :, :MEASURED].double(),
        test_set.y[:, :, :MEASURED],
        test_set.weight[:, :, :MEASURED].double(),
        test_set.target_steps,
    )
    out, cs = exact(few.x, target_steps=few.target_steps)
    dc = torch.autograd.grad(
        losses(task, out, few).sum(), cs, allow_unused=True, materialize_grads=True
    )
    return torch.stack(dc).norm(dim=(2, 3)).numpy()


def forget_gates(network: Network, test_set: CollatedBatch) -> list[list[float]]:
    """The mean forget gate of every unit of the first layer, [seed][unit].

    Args:
        network: its first layer is measured.
        test_set: over all steps of the first 32 sequences of each seed.

    Raises:
        ValueError: if the cell has no forget gate.
    """
    layer = copy.deepcopy(network.layers[0]).double()
    if "f" not in layer.order:
        raise ValueError("gates: this cell has no forget gate")
    with torch.no_grad():
        x = test_set.x[:, :, :MEASURED].double()
        hs, cs = layer(x)
        h, c = (torch.stack([torch.zeros_like(v[0]), *v[:-1]]) for v in (hs, cs))
        rows = slice(*(layer.hidden * (layer.order.index("f") + k) for k in (0, 1)))
        a_f = torch.einsum("tsbi,sij->tsbj", x, layer.W[..., rows]) + layer.b[..., rows]
        a_f = a_f + torch.einsum("tsbh,shj->tsbj", h, layer.U[..., rows])
        if "p_f" in layer.extra:
            a_f = a_f + layer.p_f * c
        return a_f.sigmoid().mean((0, 2)).tolist()


def loss_by_mark(out: torch.Tensor, y: torch.Tensor) -> np.ndarray:
    """The mean loss of each mark of the task "order" by itself, in nats.

    Args:
        out: what the network read out for the classes, (1, seed, sequence, class).
        y: the class that is right, (1, seed, sequence): the marks as binary digits,
            the first one in front.

    Returns:
        (seed, mark); to guess a mark costs ln 2.
    """
    logs, marks = out[0].log_softmax(-1), out.shape[-1].bit_length() - 1
    found = []
    for place in reversed(range(marks)):
        digit = torch.arange(out.shape[-1]) >> place & 1
        agree = digit == (y[0] >> place & 1)[..., None]
        right = logs.masked_fill(~agree, -torch.inf).logsumexp(-1)
        found.append(-right.mean(-1).double())
    return torch.stack(found, dim=-1).numpy()


def _norm_summary(run: Trained) -> dict[str, list]:
    """Median and largest norm in each stretch of the updates, and by parameter."""
    stretches = np.array_split(run.norms, min(PARTS, len(run.norms)))
    return {
        "norm median": np.array([np.median(s, axis=0) for s in stretches]).T.tolist(),
        "norm largest": np.array([s.max(axis=0) for s in stretches]).T.tolist(),
        "norm by parameter": [
            {
                name: float(np.median(rows, axis=0)[k])
                for name, rows in run.by_parameter.items()
            }
            for k in range(len(run.seeds))
        ],
    }
