"""The networks: how each is opened, run, and shown to be the published one."""

from dataclasses import dataclass, field

import numpy as np

from carousel.cells.slopes import AnyParams


@dataclass
class Run:
    """One layer in one direction: its weights, what it reads, and its own loss.

    `own` holds, by sequence, dL/dh_t of the network's own answer at step t, (time,
    hidden): the score of its answer over the runner-up. None where the layer's output
    is not what the answer is read from.
    """

    layer: str
    params: AnyParams
    x: list[np.ndarray]
    own: list[np.ndarray] | None = None


@dataclass
class Network:
    """One network: where it is from, what it does, and how far our copy is from it.

    `proof` says what was compared, `apart` by how much the two differ.
    """

    name: str
    package: str
    licence: str
    task: str
    step: str
    door: str
    runs: list[Run]
    proof: str
    apart: float
    long: bool  # whether its task needs more than a few steps
    extra: dict = field(default_factory=dict)


def margins(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """dL/dh of the best score less the second best, a row a step.

    Args:
        scores: (time, class), linear in h.
        weights: (class, hidden).
    """
    second, best = np.argsort(scores, axis=1)[:, -2:].T
    return weights[best] - weights[second]
