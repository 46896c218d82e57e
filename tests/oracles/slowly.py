"""A worker's function that leaves a trace of what it began and what it finished."""

import os
import time
from pathlib import Path

from carousel.lab.sweeps.worker import run_job

LOG, PAUSE = "CAROUSEL_TEST_LOG", 0.4


def slowly(job):
    """`run_job`, after a pause in which the process can be killed."""
    _note("begun", job)
    time.sleep(PAUSE)
    result = run_job(job)
    _note("finished", job)
    return result


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


def _note(what, job):
    line = f"{what} {os.getpid()} {job['label']}\n"
    with Path(os.environ[LOG]).open("a") as log:
        log.write(line)
