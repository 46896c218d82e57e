"""What a seed draws: its start, its data, its tests, the steps that are detached."""

from collections.abc import Sequence

import numpy as np

from carousel.lab.tasks import Task
from carousel.lab.training.batches import CollatedBatch, collate
from carousel.lab.training.settings import Settings

Generators = Sequence[np.random.Generator]
STREAMS = ("begin", "data", "test", "detach")


def streams(seeds: Sequence[int]) -> dict[str, list[np.random.Generator]]:
    """A generator for each purpose in `STREAMS` and each seed, all independent.

    Args:
        seeds: whole numbers from 0.

    Raises:
        ValueError: if there is no seed, or one is negative.
    """
    if len(seeds) == 0:
        raise ValueError("seeds is empty, expected at least one")
    roots = [np.random.SeedSequence(seed).spawn(len(STREAMS)) for seed in seeds]
    return {
        name: [np.random.default_rng(root[k]) for root in roots]
        for k, name in enumerate(STREAMS)
    }


def draw(task: Task, count: int, rngs: Generators) -> CollatedBatch:
    """Fresh sequences.

    Args:
        task: what they are about.
        count: how many for each seed.
        rngs: one per seed.
    """
    return collate([task.draw(count, rng=rng) for rng in rngs])


def detach_mask(settings: Settings, steps: int, rngs: Generators) -> np.ndarray | None:
    """At which steps the gradient is detached, (time, seed); None for nowhere.

    Args:
        settings: which gradient is wanted, and with which probability.
        steps: the length of the sequences.
        rngs: one per seed; "h-detach" draws from them anew at every call.
    """
    if settings.gradient == "full":
        return None
    if settings.gradient == "truncated":
        return np.ones((steps, len(rngs)), bool)
    chances = np.stack([rng.random(steps) for rng in rngs], axis=1)
    return chances < settings.probability
