"""An experiment: a name and jobs, each of which trains a few seeds side by side."""

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from carousel.lab import tasks
from carousel.lab.checks import whole
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
        """Only the first seeds of every setting, made quick."""
        first: dict[str, Job] = {}
        for job in self.jobs:
            first.setdefault(key(job.label), job.quick())
        return Experiment(self.name, tuple(first.values()))


def seed_batches(
    label: dict[str, Any], settings: Settings, *, seeds: int = 20, size: int = 20
) -> list[Job]:
    """Jobs for the seeds 0, 1, 2, …, a few of them in each.

    Args:
        label: what sets these settings apart.
        settings: the same for all.
        seeds: how many there are, from 1.
        size: the most that are trained side by side in one job, from 1.

    Raises:
        ValueError: if a number is too small.
    """
    seeds, size = whole("seeds", seeds, 1), whole("size", size, 1)
    batches = (range(k, min(k + size, seeds)) for k in range(0, seeds, size))
    return [Job(label, settings, tuple(batch)) for batch in batches]


def experiment(name: str, jobs: Iterable[Job]) -> Experiment:
    """An experiment of these jobs.

    Args:
        name: that of its file and of its results.
        jobs: all different.

    Raises:
        ValueError: if a job is there twice.
    """
    return Experiment(name, tuple(jobs))


def key(job: dict[str, Any]) -> str:
    """The same text for the same job, whether made now or read from a file."""
    known = {k: job[k] for k in ("label", "settings", "seeds") if k in job} or job
    return json.dumps(known, sort_keys=True)
