"""Workers' functions that leave a trace of what they began and what they finished."""

import os
import time
from pathlib import Path

LOG, PAUSE = "CAROUSEL_TEST_LOG", 0.6


def slowly(job):
    """`run_job`, after a pause in which the process can be killed."""
    from carousel.lab.sweeps.worker import run_job  # slow: it brings PyTorch

    return _noted(job, run_job)


def pretend(job, versions):
    """The same without any training, for a worker that is soon ready."""
    more = {"runs": [{"seed": seed} for seed in job["seeds"]], "seconds": 0.0}
    return _noted(job, lambda job: job | more | {"versions": versions})


def notes(log: Path) -> list[tuple[str, int, str]]:
    """What happened: begun or finished, the process, and the job."""
    lines = log.read_text().splitlines() if log.exists() else []
    parts = [line.split(" ", 2) for line in lines]
    return [(what, int(process), job) for what, process, job in parts]


def finished(log: Path) -> list[str]:
    """The jobs that were finished, in their order."""
    return [job for what, _, job in notes(log) if what == "finished"]


def busy(log: Path) -> list[int]:
    """The processes that have begun a job which is not finished."""
    ended = finished(log)
    begun = [(pid, job) for what, pid, job in notes(log) if what == "begun"]
    return [pid for pid, job in begun if job not in ended]


def _noted(job, do):
    _note("begun", job)
    time.sleep(PAUSE)
    result = do(job)
    _note("finished", job)
    return result


def _note(what, job):
    line = f"{what} {os.getpid()} {job['label']}\n"
    with Path(os.environ[LOG]).open("a") as log:
        log.write(line)
