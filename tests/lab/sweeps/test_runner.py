import json
import os
import signal
import threading
import time

import pytest
from joblib.externals.loky import get_reusable_executor

from carousel.lab import results
from carousel.lab.sweeps import blocks, experiment, run
from carousel.lab.sweeps import runner as runner_module
from carousel.lab.sweeps.work import work
from carousel.lab.training import Settings
from oracles.slowly import LOG, notes, slowly

TINY = {"hidden": 2, "updates": 3, "test_every": 3, "tests": 4}


@pytest.fixture(autouse=True)
def fresh_processes():
    """No worker of one test is left for the next."""
    yield
    get_reusable_executor().shutdown(wait=True, kill_workers=True)


def _experiment(name="tiny", count=4):
    jobs = []
    for steps in range(5, 5 + count):
        jobs += blocks(
            {"T": steps}, Settings("latch", {"steps": steps}, **TINY), seeds=1
        )
    return experiment(name, jobs)


def _measured(path):
    """Everything but how long it took."""
    jobs = results.read(path)["jobs"]
    return [{k: v for k, v in job.items() if k != "seconds"} for job in jobs]


def _run(folder, e=None, **options):
    run([e or _experiment()], folder, **{"workers": 1, "progress": False} | options)
    return folder / "tiny.json"


def test_results_are_in_the_order_of_the_jobs_and_say_what_they_depend_on(tmp_path):
    data = results.read(_run(tmp_path))
    assert [job["label"] for job in data["jobs"]] == [{"T": t} for t in (5, 6, 7, 8)]
    assert data["seeds"] == [0]
    assert data["seconds"] >= 0
    assert set(data["versions"]) == {"python", "numpy", "torch"}
    assert [p.name for p in tmp_path.iterdir()] == ["tiny.json"]


def test_two_processes_give_what_one_gives(tmp_path):
    one, two = _run(tmp_path / "one"), _run(tmp_path / "two", workers=2)
    assert _measured(one) == _measured(two)


def test_a_run_that_is_stopped_loses_nothing_and_goes_on(tmp_path):
    began = []

    def stopped(job):
        if len(began) == 2:
            raise KeyboardInterrupt
        began.append(job["label"]["T"])
        return work(job)

    with pytest.raises(KeyboardInterrupt):
        _run(tmp_path, do=stopped)
    assert [p.name for p in tmp_path.iterdir()] == ["tiny.part.json"]

    def rest(job):
        began.append(job["label"]["T"])
        return work(job)

    resumed = _run(tmp_path, do=rest)
    assert sorted(began) == [5, 6, 7, 8]
    assert _measured(resumed) == _measured(_run(tmp_path / "at once"))
    assert [p.name for p in tmp_path.glob("*.json")] == ["tiny.json"]


def test_what_one_experiment_has_finished_outlives_a_stop_in_the_next(tmp_path):
    def second_fails(job):
        if job["experiment"] == "two":
            raise KeyboardInterrupt
        return work(job)

    both = [_experiment("one"), _experiment("two", 1)]
    options = {"workers": 1, "progress": False}
    with pytest.raises(KeyboardInterrupt):
        run(both[::-1], tmp_path, do=second_fails, **options)
    done = results.read(tmp_path / "one.part.json")
    run(both, tmp_path, **options)
    kept = results.read(tmp_path / "one.json")["jobs"]
    assert len(done["jobs"]) >= 3
    assert all(job in kept for job in done["jobs"])


def test_old_results_stay_until_the_new_ones_are_whole(tmp_path):
    path = _run(tmp_path)
    before = path.read_text()

    def fails(job):
        if job["label"]["T"] == 5:  # the shortest comes last
            raise KeyboardInterrupt
        return work(job)

    with pytest.raises(KeyboardInterrupt):
        _run(tmp_path, do=fails)
    assert path.read_text() == before
    assert (tmp_path / "tiny.part.json").exists()


def test_a_broken_or_foreign_part_is_refused_and_nothing_is_touched(tmp_path):
    path, part = _run(tmp_path), tmp_path / "tiny.part.json"
    before = path.read_text()
    part.write_text(before[:-30])
    with pytest.raises(ValueError, match=r"tiny\.part\.json is not a file of results"):
        _run(tmp_path)
    part.write_text(json.dumps(json.loads(before) | {"versions": {"torch": "1.0"}}))
    with pytest.raises(ValueError, match=r"was begun with .*'1\.0'"):
        _run(tmp_path)
    assert path.read_text() == before


def test_a_worker_with_other_versions_is_refused(tmp_path):
    def elsewhere(job):
        return work(job) | {"versions": {"torch": "1.0"}}

    with pytest.raises(ValueError, match=r"a worker has .* this machine"):
        _run(tmp_path, do=elsewhere)


def test_jobs_that_the_design_no_longer_has_are_dropped_from_a_part(tmp_path):
    _run(tmp_path)
    os.replace(tmp_path / "tiny.json", tmp_path / "tiny.part.json")
    data = results.read(_run(tmp_path, _experiment(count=2)))
    assert [job["label"]["T"] for job in data["jobs"]] == [5, 6]


def test_a_local_worker_that_is_killed_costs_only_its_job(tmp_path, monkeypatch):
    log = tmp_path / "log"
    monkeypatch.setenv(LOG, str(log))
    killed = []

    def kill():
        while sum(what == "finished" for what, *_ in notes(log)) < 1:
            time.sleep(0.05)
        while not killed:
            ended = {job for what, _, job in notes(log) if what == "finished"}
            busy = [
                p for what, p, job in notes(log) if what == "begun" and job not in ended
            ]
            killed.extend(busy[-1:])
        os.kill(killed[0], signal.SIGKILL)

    hand = threading.Thread(target=kill)
    hand.start()
    path = _run(tmp_path / "hit", workers=2, do=slowly)
    hand.join()
    assert _measured(path) == _measured(_run(tmp_path / "calm"))


def test_workers_that_die_again_and_again_are_reported(tmp_path):
    def dies(job):
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(runner_module.TerminatedWorkerError):
        _run(tmp_path, workers=2, do=dies)
