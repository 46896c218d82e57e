"""What a worker does with a job; the same function here and on a cluster."""

import platform
import time
from typing import Any

import numpy as np
import torch

from carousel.lab.sweeps.files import plain
from carousel.lab.training import Settings, Trained, train


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Train the job's seeds on one thread, and give what is kept of them.

    `seconds` are those of the processor: what else the machine does is not in them.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    start = time.process_time()
    try:
        trained = train(Settings(**job["settings"]), job["seeds"])
    finally:
        torch.set_num_threads(threads)
    seconds = round(time.process_time() - start, 2)
    return job | {"runs": _runs(trained), "seconds": seconds, "versions": versions()}


def versions() -> dict[str, str]:
    """What the numbers depend on."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": torch.__version__.split("+")[0],
    }


def _runs(trained: Trained) -> list[dict[str, Any]]:
    """One row a seed; `solved_at` and `diverged_at` are None for never."""
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
        rows.append(plain(row | {name: v[k] for name, v in trained.recorded.items()}))
    return rows


def _or_none(update: np.integer) -> int | None:
    return int(update) if update >= 0 else None
