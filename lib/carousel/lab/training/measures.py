"""What a network is like before and after training: its gradients, its gates."""

import copy
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from carousel.lab import tasks
from carousel.lab.training.batches import Together, losses

if TYPE_CHECKING:
    from carousel.lab.training.loop import Trained

LOOKED_AT = 32  # sequences of the test set that are measured
PARTS = 8  # how many stretches of updates the norms are summed up in


def look(run: "Trained", task: tasks.Task, test: Together, when: str) -> None:
    """Keep in `run.found` what the settings ask to record, before or after training."""
    for name in run.settings.record:
        if name == "profile":
            run.found[f"profile {when}"] = profile(run.network, task, test).T.tolist()
        if name == "gates":
            run.found[f"gates {when}"] = forget_gates(run.network, test)
        if name == "norms" and when == "after":
            run.found.update(_summed(run))


def profile(network: Any, task: tasks.Task, test: Together) -> np.ndarray:
    """The norm of dL/dc_t at every step (for a cell without c: dL/dh_t), all routes.

    (time, seed), in float64: of the mean loss of a few test sequences, over all of
    their cell states together.
    """
    exact = copy.deepcopy(network).double()
    few = Together(
        test.x[:, :, :LOOKED_AT].double(),
        *(v[:, :, :LOOKED_AT] for v in (test.y, test.weight.double())),
        test.asked,
    )
    out, cs = exact(few.x, asked=few.asked)
    found = torch.autograd.grad(
        losses(task, out, few).sum(), cs, allow_unused=True, materialize_grads=True
    )
    return torch.stack(found).norm(dim=(2, 3)).numpy()


def forget_gates(network: Any, test: Together) -> list[list[float]]:
    """The mean forget gate of every unit of the first layer, by seed."""
    found = []
    for seed, params in enumerate(network.layers[0].params()):
        run = network.layers[0].cell.run
        shown = test.x[:, seed, :LOOKED_AT].double().numpy().swapaxes(0, 1)
        if not hasattr(params, "b_f"):
            raise ValueError("gates: this cell has no forget gate")
        units = np.mean([run(params, x).f.mean(0) for x in shown], axis=0)
        found.append(units.tolist())
    return found


def _summed(run: "Trained") -> dict[str, list]:
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
