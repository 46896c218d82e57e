"""Sweeps: experiments of many runs, on all cores or on a cluster, and resumable."""

from carousel.lab.sweeps.command import main
from carousel.lab.sweeps.experiment import Experiment, Job, blocks, experiment
from carousel.lab.sweeps.runner import run

__all__ = ["Experiment", "Job", "blocks", "experiment", "main", "run"]
