"""What a worker does with a job; the same function here and on a cluster."""

import platform
import time
from typing import Any

import numpy as np
import torch

from carousel.lab.sweeps.files import to_jsonable
from carousel.lab.training import Settings, Trained, train


def run_job(job: dict[str, Any]) -> dict[str, Any]:
    """Train the job's seeds, and give the job with what is kept of them.

    Args:
        job: with its `settings` and `seeds`.

    Returns:
        The job with `runs` (one per seed), `versions`, and `seconds`: of the processor,
        so what else the machine does is not in them.

    Raises:
        ValueError: for settings that cannot be run.
    """
    start = time.process_time()
    trained = train(Settings(**job["settings"]), job["seeds"])
    seconds = round(time.process_time() - start, 2)
    return job | {"runs": _runs(trained), "seconds": seconds, "versions": versions()}


def versions() -> dict[str, str]:
    """What the numbers depend on: python, numpy and torch."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": torch.__version__.split("+")[0],
    }


def _runs(trained: Trained) -> list[dict[str, Any]]:
    """One row per seed; `solved_at` and `diverged_at` are None for never."""
    loss, error_rate = np.array(trained.loss), np.array(trained.error_rate)
    rows = []
    for k, seed in enumerate(trained.seeds):
        row = {
            "seed": seed,
            "solved_at": _or_none(trained.solved_at[k]),
            "diverged_at": _or_none(trained.diverged_at[k]),
            "loss": loss[:, k],
            "error_rate": error_rate[:, k],
        }
        recorded = {name: rows[k] for name, rows in trained.recorded.items()}
        rows.append(to_jsonable(row | recorded))
    return rows


def _or_none(update: np.integer) -> int | None:
    return int(update) if update >= 0 else None
