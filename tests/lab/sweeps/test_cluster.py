"""A real scheduler and two workers, each in a process of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from carousel.lab import results
from carousel.lab.sweeps import blocks, experiment, run
from carousel.lab.training import Settings
from oracles.slowly import LOG, busy, notes, slowly

ROOT = Path(__file__).parents[3]
TINY = {"hidden": 2, "updates": 3, "test_every": 3, "tests": 4}
JOBS = 8


def _experiment():
    jobs = []
    for steps in range(5, 5 + JOBS):
        jobs += blocks(
            {"T": steps}, Settings("latch", {"steps": steps}, **TINY), seeds=2
        )
    return experiment("tiny", jobs)


def _measured(path):
    jobs = results.read(path)["jobs"]
    return [{k: v for k, v in job.items() if k != "seconds"} for job in jobs]


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler with two workers that log what they do."""
    paths = os.pathsep.join([str(ROOT / "lib"), str(ROOT / "tests")])
    log = tmp_path / "log"
    env = os.environ | {"PYTHONPATH": paths, LOG: str(log), "OMP_NUM_THREADS": "1"}
    said = (tmp_path / "said").open("w+")

    def start(tool, *arguments):
        command = [sys.executable, "-m", f"distributed.cli.dask_{tool}", *arguments]
        return subprocess.Popen(
            command, env=env, cwd=tmp_path, stdout=said, stderr=said, text=True
        )

    local = ("--host", "127.0.0.1")
    processes = [start("scheduler", *local, "--port", "0", "--no-dashboard")]
    try:
        address = _address(tmp_path / "said")
        quiet = ("--nthreads", "1", "--no-nanny", "--no-dashboard", *local)
        processes += [start("worker", address, *quiet) for _ in range(2)]
        yield address, log, processes[1:]
    finally:
        for process in processes[::-1]:
            process.kill()
            process.wait()
        said.close()


def _address(said):
    for _ in range(600):
        found = re.search(r"Scheduler at:\s+(tcp://\S+)", said.read_text())
        if found:
            return found[1]
        time.sleep(0.05)
    pytest.fail(f"the scheduler does not start: {said.read_text()}")


def _kill_a_busy_worker(log, workers):
    """Once both have finished something, kill one in the middle of a job."""
    pids = {worker.pid for worker in workers}
    while {pid for what, pid, _ in notes(log) if what == "finished"} != pids:
        time.sleep(0.02)
    while not set(busy(log)) & pids:
        time.sleep(0.02)
    os.kill(busy(log)[-1], signal.SIGKILL)


def test_a_worker_that_is_killed_costs_only_its_job(cluster, tmp_path):
    address, log, workers = cluster
    hand = threading.Thread(
        target=_kill_a_busy_worker, args=(log, workers), daemon=True
    )
    hand.start()
    folder = tmp_path / "cluster"
    run([_experiment()], folder, dask=address, progress=False, do=slowly)
    hand.join()
    assert sum(worker.poll() is not None for worker in workers) == 1
    finished = [job for what, _, job in notes(log) if what == "finished"]
    assert len(finished) == len(set(finished)) == JOBS  # none lost, none run twice
    begun = [job for what, _, job in notes(log) if what == "begun"]
    assert len(begun) == JOBS + 1  # and one begun again
    run([_experiment()], tmp_path / "here", workers=1, progress=False)
    here, there = tmp_path / "here" / "tiny.json", folder / "tiny.json"
    assert _measured(here) == _measured(there)


def test_a_job_that_fails_there_is_reported_here(cluster, tmp_path):
    bad = blocks({}, Settings("latch", {"steps": 2}, **TINY), seeds=1)
    with pytest.raises(ValueError, match="steps of the latch"):
        run([experiment("bad", bad)], tmp_path / "bad", dask=cluster[0], progress=False)


def test_a_cluster_that_does_not_answer_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("carousel.lab.sweeps.cluster.PATIENCE", "0.5s")
    for address in ("tcp://127.0.0.1:9", "nowhere at all"):
        with pytest.raises(ValueError, match=f"no Dask scheduler answers at {address}"):
            run([_experiment()], tmp_path, dask=address, progress=False)
    assert list(tmp_path.iterdir()) == []
