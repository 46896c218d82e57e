"""What a sweep has finished so far: one file per job, beside the results."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from carousel.lab.results import JOB
from carousel.lab.sweeps import files
from carousel.lab.sweeps.experiment import Experiment, key
from carousel.lab.sweeps.worker import versions

Result = dict[str, Any]


def load_checkpoint(folder: Path, e: Experiment) -> dict[str, Result]:
    """The finished jobs of an earlier run that was stopped, by their key.

    Jobs that the experiment no longer has are left out.

    Args:
        folder: that of the results.
        e: says which jobs to look for.

    Raises:
        ValueError: if the file of a job is broken, or was written by other versions.
    """
    paths = {job.key: _path(folder, e.name, job.key) for job in e.jobs}
    return {name: _read(path, name) for name, path in paths.items() if path.exists()}


def save(folder: Path, name: str, result: Result) -> None:
    """Keep the result of one job.

    Args:
        folder: that of the results.
        name: of the experiment.
        result: the job with its `runs`, `seconds` and `versions`.

    Raises:
        OSError: if it cannot be written.
    """
    text = json.dumps(result, allow_nan=False)
    files.write(_path(folder, name, key(result)), text)


def publish(folder: Path, e: Experiment, finished: dict[str, Result]) -> None:
    """Write `NAME.json`, once no job is missing.

    Args:
        folder: where it goes.
        e: says which jobs there are, and their order.
        finished: their results, by key.

    Raises:
        OSError: if it cannot be written.
    """
    if any(job.key not in finished for job in e.jobs):
        return
    jobs = [
        {name: v for name, v in finished[job.key].items() if name in JOB}
        for job in e.jobs
    ]
    data = {
        "experiment": e.name,
        "versions": versions(),
        "seeds": sorted({seed for job in jobs for seed in job["seeds"]}),
        "seconds": round(sum(job["seconds"] for job in jobs), 1),
        "jobs": jobs,
    }
    files.write(folder / f"{e.name}.json", files.to_text(data))


def discard(folder: Path, e: Experiment) -> None:
    """Remove the files of all jobs of an experiment, once its results are written."""
    shutil.rmtree(_folder(folder, e.name), ignore_errors=True)


def _folder(folder: Path, name: str) -> Path:
    return folder / f"{name}.jobs"


def _path(folder: Path, name: str, job: str) -> Path:
    digest = hashlib.sha256(job.encode()).hexdigest()[:16]
    return _folder(folder, name) / f"{digest}.json"


def _read(path: Path, job: str) -> Result:
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
        if set(result) != JOB | {"versions"} or key(result) != job:
            raise KeyError("job")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path} is not the file of a finished job ({error}); nothing was "
            "changed. Move it away and run again."
        ) from None
    if result["versions"] != versions():
        raise ValueError(
            f"{path.parent} was begun with {result['versions']}, here are "
            f"{versions()}; move it away to begin again."
        )
    return result
