"""Sweeps: experiments of many runs, on all cores or on a cluster, and resumable."""

from carousel.lab.sweeps._errors import SweepError
from carousel.lab.sweeps.command import main
from carousel.lab.sweeps.experiment import Experiment, Job, experiment, seed_batches
from carousel.lab.sweeps.runner import run

__all__ = [
    "Experiment",
    "Job",
    "SweepError",
    "experiment",
    "main",
    "run",
    "seed_batches",
]
