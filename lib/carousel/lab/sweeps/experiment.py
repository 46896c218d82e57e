"""An experiment: a name and jobs, each of which trains a few seeds side by side."""

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from carousel.lab import tasks
from carousel.lab.training import Settings

QUICK_SEEDS, QUICK_UPDATES = 2, 40


@dataclass(frozen=True)
class Job:
    """What one worker does in one go: the same settings for a few seeds.

    `label` says, in the words of a picture, what sets these settings apart.
    """

    label: dict[str, Any]
    settings: Settings
    seeds: tuple[int, ...]

    @property
    def key(self) -> str:
        """What tells two jobs apart."""
        return key(dataclasses.asdict(self))

    @property
    def cost(self) -> float:
        """How long it takes at most, in units that are only good for comparing."""
        task = tasks.make(self.settings.task, **self.settings.options)
        width = 10 + self.settings.batch * self.settings.hidden * len(self.seeds) / 512
        return float(self.settings.updates * task.steps * self.settings.layers * width)

    def quick(self) -> "Job":
        """The same with two seeds and a few updates: does it run at all?"""
        fewer = min(self.settings.updates, QUICK_UPDATES)
        settings = dataclasses.replace(
            self.settings, updates=fewer, test_every=fewer, tests=32
        )
        return Job(self.label, settings, self.seeds[:QUICK_SEEDS])


@dataclass(frozen=True)
class Experiment:
    """A question, as jobs; the name is that of its file and of its results."""

    name: str
    jobs: tuple[Job, ...]

    def __post_init__(self):
        """Refuse two jobs that are one.

        Raises:
            ValueError: naming the experiment.
        """
        if len({job.key for job in self.jobs}) < len(self.jobs):
            raise ValueError(f"{self.name} has the same job twice")

    def quick(self) -> "Experiment":
        """Only the first block of every setting, made quick."""
        first: dict[str, Job] = {}
        for job in self.jobs:
            first.setdefault(key(job.label), job.quick())
        return Experiment(self.name, tuple(first.values()))


def blocks(
    label: dict[str, Any], settings: Settings, *, seeds: int = 20, size: int = 20
) -> list[Job]:
    """Jobs for seeds 0, 1, 2, … in blocks of a size."""
    ranges = (range(k, min(k + size, seeds)) for k in range(0, seeds, size))
    return [Job(label, settings, tuple(block)) for block in ranges]


def experiment(name: str, jobs: Iterable[Job]) -> Experiment:
    """An experiment of these jobs."""
    return Experiment(name, tuple(jobs))


def key(job: dict[str, Any]) -> str:
    """The same text for the same job, whether made now or read from a file."""
    known = {k: job[k] for k in ("label", "settings", "seeds") if k in job} or job
    return json.dumps(known, sort_keys=True)
