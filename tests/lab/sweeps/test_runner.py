import os
import signal
import threading
import time

import pytest

from carousel.lab import results
from carousel.lab.sweeps import SweepError, experiment, run, seed_batches
from carousel.lab.sweeps.worker import run_job
from carousel.lab.training import Settings
from oracles.slowly import LOG, busy, slowly

TINY = {"hidden": 2, "updates": 3, "test_every": 3, "tests": 4}


def _experiment(name="tiny", count=4):
    jobs = []
    for steps in range(5, 5 + count):
        settings = Settings("latch", {"steps": steps}, **TINY)
        jobs += seed_batches({"T": steps}, settings, seeds=1)
    return experiment(name, jobs)


def _measured(path):
    """Everything but how long it took."""
    jobs = results.read(path)["jobs"]
    return [{k: v for k, v in job.items() if k != "seconds"} for job in jobs]


def _run(folder, e=None, **options):
    run([e or _experiment()], folder, **{"workers": 1, "progress": False} | options)
    return folder / "tiny.json"


def _kept(folder, name="tiny"):
    return sorted((folder / f"{name}.jobs").glob("*"))


def test_results_are_in_the_order_of_the_jobs_and_say_what_they_depend_on(tmp_path):
    data = results.read(_run(tmp_path))
    assert [job["label"] for job in data["jobs"]] == [{"T": t} for t in (5, 6, 7, 8)]
    assert data["seeds"] == [0]
    assert data["seconds"] >= 0
    assert set(data["versions"]) == {"python", "numpy", "torch"}
    assert [p.name for p in tmp_path.iterdir()] == ["tiny.json"]


def test_a_run_that_is_stopped_loses_nothing_and_goes_on(tmp_path):
    began = []

    def stopped(job):
        if len(began) == 2:
            raise KeyboardInterrupt
        began.append(job["label"]["T"])
        return run_job(job)

    with pytest.raises(KeyboardInterrupt):
        _run(tmp_path, do=stopped)
    assert [p.name for p in tmp_path.iterdir()] == ["tiny.jobs"]
    assert len(_kept(tmp_path)) == 2

    def rest(job):
        began.append(job["label"]["T"])
        return run_job(job)

    resumed = _run(tmp_path, do=rest)
    assert sorted(began) == [5, 6, 7, 8]
    assert _measured(resumed) == _measured(_run(tmp_path / "at once"))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["at once", "tiny.json"]


def test_what_one_experiment_has_finished_outlives_a_stop_in_the_next(tmp_path):
    def second_fails(job):
        if job["experiment"] == "two":
            raise KeyboardInterrupt
        return run_job(job)

    both = [_experiment("one", 2), experiment("two", _experiment(count=1).jobs)]
    options = {"workers": 1, "progress": False}
    with pytest.raises(KeyboardInterrupt):  # the longest jobs come first
        run(both[::-1], tmp_path, do=second_fails, **options)
    before = [path.read_text() for path in _kept(tmp_path, "one")]
    assert before
    with pytest.raises(KeyboardInterrupt):
        run(both, tmp_path, do=second_fails, **options)
    whole = results.read(tmp_path / "one.json")
    assert [path.read_text() for path in _kept(tmp_path, "one")][: len(before)]
    run(both, tmp_path, **options)
    assert results.read(tmp_path / "one.json") == whole
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one.json", "two.json"]


def test_old_results_stay_until_the_new_ones_are_whole(tmp_path):
    path = _run(tmp_path)
    before = path.read_text()

    def fails(job):
        if job["label"]["T"] == 5:  # the shortest comes last
            raise KeyboardInterrupt
        return run_job(job)

    with pytest.raises(KeyboardInterrupt):
        _run(tmp_path, do=fails)
    assert path.read_text() == before
    assert len(_kept(tmp_path)) == 3


def test_a_worker_with_other_versions_is_refused(tmp_path):
    def elsewhere(job):
        return run_job(job) | {"versions": {"torch": "1.0"}}

    with pytest.raises(SweepError, match=r"a worker has .* this machine"):
        _run(tmp_path, do=elsewhere)


def test_a_disk_that_fills_on_the_way_is_named_with_what_is_kept(tmp_path, monkeypatch):
    began = []

    def fills(job):
        began.append(job)
        if len(began) == 3:
            monkeypatch.setattr(os, "fsync", full_disk)
        return run_job(job)

    def full_disk(_):
        raise OSError(28, "No space left on device")

    with pytest.raises(SweepError, match=r"^No space left on device\. 2 of 4 jobs"):
        _run(tmp_path, do=fills)
    assert len(began) == 3
    assert len(_kept(tmp_path)) == 2


def test_a_local_worker_that_is_killed_costs_only_its_job(tmp_path, monkeypatch):
    log, folder = tmp_path / "log", tmp_path / "hit"
    monkeypatch.setenv(LOG, str(log))

    def kill():
        while not _kept(folder) or not busy(log):
            time.sleep(0.02)
        os.kill(busy(log)[-1], signal.SIGKILL)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    with pytest.raises(SweepError, match=r"was killed.* of 4 jobs are finished") as e:
        _run(folder, workers=2, do=slowly)
    thread.join()
    assert f" {len(_kept(folder))} of 4 jobs" in str(e.value)
    path = _run(folder)  # the rest in this process, as if it were one of the others
    assert _measured(path) == _measured(_run(tmp_path / "calm"))
