"""What a seed draws: its start, its data, its tests, the steps that are closed."""

from collections.abc import Sequence

import numpy as np

from carousel.lab.tasks import Task
from carousel.lab.training.batches import Together, together
from carousel.lab.training.settings import Settings

Generators = Sequence[np.random.Generator]
STREAMS = ("begin", "data", "test", "detach")


def streams(seeds: Sequence[int]) -> dict[str, list[np.random.Generator]]:
    """A generator for each purpose and each seed, all independent.

    Raises:
        ValueError: if there is no seed.
    """
    if len(seeds) == 0:
        raise ValueError("seeds is empty, expected at least one")
    roots = [np.random.SeedSequence(seed).spawn(len(STREAMS)) for seed in seeds]
    return {
        name: [np.random.default_rng(root[k]) for root in roots]
        for k, name in enumerate(STREAMS)
    }


def held_out(task: Task, count: int, rngs: Generators) -> Together:
    """What is tested on: the held-out part of the task, or fresh sequences."""
    if task.held_out is not None:
        return together([task.held_out] * len(rngs))
    return together([task.draw(count, rng=rng) for rng in rngs])


def open_steps(settings: Settings, steps: int, rngs: Generators) -> np.ndarray | None:
    """(time, seed): which steps let the gradient through; None for all of them."""
    if settings.gradient == "full":
        return None
    if settings.gradient == "truncated":
        return np.zeros((steps, len(rngs)), bool)
    drawn = np.stack([rng.random(steps) for rng in rngs], axis=1)
    return drawn >= settings.probability
