import dataclasses
import json

import pytest

from carousel.lab.sweeps import experiment, seed_batches
from carousel.lab.sweeps.experiment import key
from carousel.lab.training import Settings

SETTINGS = Settings("latch", {"steps": 20}, record=("norms",))


def test_batches_cover_every_seed_once():
    jobs = seed_batches({"T": 20}, SETTINGS, seeds=23, size=10)
    assert [len(job.seeds) for job in jobs] == [10, 10, 3]
    assert [seed for job in jobs for seed in job.seeds] == list(range(23))


def test_a_job_is_known_again_after_a_results_file():
    job = seed_batches({"T": 20}, SETTINGS)[0]
    back = json.loads(json.dumps(dataclasses.asdict(job)))
    assert key(back | {"runs": [], "seconds": 1.0}) == job.key
    assert job.key != seed_batches({"T": 21}, SETTINGS)[0].key


def test_longer_jobs_cost_more():
    one = seed_batches({}, SETTINGS)[0]
    for change in ({"updates": 900}, {"options": {"steps": 40}}, {"layers": 2}):
        other = seed_batches({}, dataclasses.replace(SETTINGS, **change))[0]
        assert other.cost > one.cost


def test_quick_keeps_every_setting_and_little_of_each():
    jobs = seed_batches({"T": 1}, SETTINGS) + seed_batches({"T": 2}, SETTINGS)
    quick = experiment("x", jobs).quick()
    assert [job.label for job in quick.jobs] == [{"T": 1}, {"T": 2}]
    assert all(len(job.seeds) == 2 for job in quick.jobs)
    assert all(job.settings.updates <= 40 for job in quick.jobs)


def test_no_seeds_and_no_size_are_refused():
    with pytest.raises(ValueError, match="seeds must be a whole number from 1, got 0"):
        seed_batches({}, SETTINGS, seeds=0)
    with pytest.raises(ValueError, match="size must be a whole number from 1, got 0"):
        seed_batches({}, SETTINGS, size=0)


def test_the_same_job_twice_is_refused():
    with pytest.raises(ValueError, match="x has the same job twice"):
        experiment("x", seed_batches({}, SETTINGS) * 2)
