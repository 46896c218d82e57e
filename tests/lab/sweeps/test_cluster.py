"""A real scheduler and two workers, each in a process of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from carousel.lab import results
from carousel.lab.sweeps import SweepError, cluster, experiment, run, seed_batches
from carousel.lab.sweeps.worker import versions
from carousel.lab.training import Settings
from oracles.slowly import LOG, busy, finished, notes, pretend

ROOT = Path(__file__).parents[3]
TINY = {"hidden": 2, "updates": 3, "test_every": 3, "tests": 4}
JOBS = 8
PRETEND = partial(pretend, versions=versions())


def _experiment(count):
    jobs = []
    for steps in range(5, 5 + count):
        settings = Settings("latch", {"steps": steps}, **TINY)
        jobs += seed_batches({"T": steps}, settings, seeds=2)
    return experiment("tiny", jobs)


def _measured(path):
    jobs = results.read(path)["jobs"]
    return [{k: v for k, v in job.items() if k != "seconds"} for job in jobs]


@pytest.fixture
def dask(tmp_path):
    """A function that starts a part of Dask, and the file that its workers log to."""
    paths = os.pathsep.join([str(ROOT / "lib"), str(ROOT / "tests")])
    log = tmp_path / "log"
    env = os.environ | {"PYTHONPATH": paths, LOG: str(log), "OMP_NUM_THREADS": "1"}
    processes = []

    def start(tool, *arguments):
        command = [sys.executable, "-m", f"distributed.cli.dask_{tool}", *arguments]
        with (tmp_path / f"{tool}.output").open("w") as output:
            process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--no-dashboard"],
                env=env,
                cwd=tmp_path,
                stdout=output,
                stderr=output,
            )
        processes.append(process)
        return process

    yield start, log
    for process in processes[::-1]:
        process.kill()
        process.wait()


def _scheduler(start, folder):
    """The process of a scheduler, and its address."""
    process = start("scheduler", "--port", "0")
    for _ in range(1200):
        output = (folder / "scheduler.output").read_text()
        address = re.search(r"Scheduler at:\s+(tcp://\S+)", output)
        if address:
            return process, address[1]
        time.sleep(0.05)
    pytest.fail(f"the scheduler does not start: {output}")


def _worker(start, address):
    return start("worker", address, "--nthreads", "1", "--no-nanny")


def _kill(victim, log, folder):
    """Once all results have come and another job has begun, kill a process.

    Args:
        victim: its number, or None for the worker that began last.
        log: what the workers write.
        folder: where the results come.
    """

    def wait_and_kill():
        kept = 0
        while not kept or kept < len(finished(log)) or not busy(log):
            time.sleep(0.02)
            kept = len(list(folder.glob("*.jobs/*.json")))
        os.kill(victim or busy(log)[-1], signal.SIGKILL)

    thread = threading.Thread(target=wait_and_kill, daemon=True)
    thread.start()
    return thread


def test_a_worker_that_is_killed_costs_only_its_job(dask, tmp_path):
    start, log = dask
    _, address = _scheduler(start, tmp_path)
    workers = [_worker(start, address) for _ in range(2)]
    thread = _kill(None, log, tmp_path / "there")
    e = _experiment(JOBS)
    run([e], tmp_path / "there", dask=address, progress=False, do=PRETEND)
    thread.join()
    assert sum(worker.poll() is not None for worker in workers) == 1
    assert len(finished(log)) == len(set(finished(log))) == JOBS  # none lost, or twice
    begun = [job for what, _, job in notes(log) if what == "begun"]
    assert len(begun) == JOBS + 1  # and one begun again
    jobs = results.read(tmp_path / "there" / "tiny.json")["jobs"]
    assert [job["label"] for job in jobs] == [job.label for job in e.jobs]


def test_a_cluster_gives_what_this_machine_gives_errors_too(dask, tmp_path):
    _, address = _scheduler(dask[0], tmp_path)
    _worker(dask[0], address)
    run([_experiment(2)], tmp_path / "there", dask=address, progress=False)
    run([_experiment(2)], tmp_path / "here", workers=1, progress=False)
    here, there = (tmp_path / where / "tiny.json" for where in ("here", "there"))
    assert _measured(here) == _measured(there)
    bad = seed_batches({}, Settings("latch", {"steps": 2}, **TINY), seeds=1)
    with pytest.raises(ValueError, match="steps of the latch"):
        run([experiment("bad", bad)], tmp_path / "bad", dask=address, progress=False)


def test_a_scheduler_that_is_lost_is_named_with_what_is_kept(dask, tmp_path):
    start, log = dask
    scheduler, address = _scheduler(start, tmp_path)
    _worker(start, address)
    folder = tmp_path / "results"
    _kill(scheduler.pid, log, folder)
    with pytest.raises(SweepError, match=rf"{address} is lost\. \d of 8 jobs are") as e:
        run([_experiment(JOBS)], folder, dask=address, progress=False, do=PRETEND)
    kept = len(list((folder / "tiny.jobs").glob("*.json")))
    assert kept > 0
    assert f" {kept} of 8 jobs are finished and kept in {folder}" in str(e.value)


def test_a_cluster_that_does_not_answer_is_named(dask, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "TIMEOUT", 0.5)
    monkeypatch.setattr(cluster, "WORKERS_TIMEOUT", 0.5)

    def refused(address, error, message):
        with pytest.raises(error, match=message):
            run([_experiment(JOBS)], tmp_path, dask=address, progress=False)

    for address in ("nonsense", "nowhere at all", "", "http://localhost:8786"):
        refused(address, ValueError, f"like tcp://host:8786, got '{address}'")
    refused("tcp://127.0.0.1:9", SweepError, r"answers at tcp://127\.0\.0\.1:9")
    _, address = _scheduler(dask[0], tmp_path)
    refused(address, SweepError, "has no worker. 0 of 8 jobs are finished")
    assert list(tmp_path.glob("*.json*")) == []
