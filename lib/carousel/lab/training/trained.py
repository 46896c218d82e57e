"""What training gives: the network, and what was seen on the way."""

from dataclasses import dataclass, field

import numpy as np

from carousel.lab.training.network import Network
from carousel.lab.training.settings import Settings


@dataclass(frozen=True, eq=False)
class Trained:
    """The trained networks, and what every update and every test showed.

    Attributes:
        settings: what was trained, and how.
        seeds: one per network.
        network: all networks, side by side.
        loss: of the test set, (test, seed), the first before any update.
        error_rate: the share of wrong answers in the test set, (test, seed).
        norms: of the gradient before clipping, (update, seed).
        by_parameter: norms after the name of the parameter, each (update, seed).
        solved_at: the update after which each seed had solved the task, -1 for never.
        diverged_at: the update at which its gradient was not finite, -1 for never.
        recorded: what `Settings.record` asked for, by name, each with one entry per
            seed.
    """

    settings: Settings
    seeds: tuple[int, ...]
    network: Network
    loss: list[np.ndarray] = field(default_factory=list)
    error_rate: list[np.ndarray] = field(default_factory=list)
    norms: list[np.ndarray] = field(default_factory=list)
    by_parameter: dict[str, list[np.ndarray]] = field(default_factory=dict)
    solved_at: np.ndarray = field(default_factory=lambda: np.empty(0, int))
    diverged_at: np.ndarray = field(default_factory=lambda: np.empty(0, int))
    recorded: dict[str, list] = field(default_factory=dict)
