import json

import pytest

from carousel.lab.sweeps import checkpoints, experiment, seed_batches
from carousel.lab.sweeps.worker import versions
from carousel.lab.training import Settings

JOBS = seed_batches({"T": 9}, Settings("latch", {"steps": 9}), seeds=3, size=1)
TINY = experiment("tiny", JOBS)


def _result(job):
    data = {"label": job.label, "settings": vars(job.settings), "seeds": job.seeds}
    more = {"runs": [], "seconds": 0.5, "versions": versions()}
    return json.loads(json.dumps(data | more))


@pytest.fixture
def half(tmp_path):
    """A folder in which two of three jobs are finished."""
    for job in JOBS[:2]:
        checkpoints.save(tmp_path, "tiny", _result(job))
    return tmp_path


def test_what_is_saved_is_loaded_again_by_its_key(half):
    finished = checkpoints.load_checkpoint(half, TINY)
    assert finished == {job.key: _result(job) for job in JOBS[:2]}
    shorter = experiment("tiny", JOBS[1:2])  # a job that is no more is left out
    assert list(checkpoints.load_checkpoint(half, shorter)) == [JOBS[1].key]
    assert checkpoints.load_checkpoint(half, experiment("other", JOBS)) == {}


def test_results_are_published_when_no_job_is_missing(half):
    finished = checkpoints.load_checkpoint(half, TINY)
    checkpoints.publish(half, TINY, finished)
    assert [p.name for p in half.iterdir()] == ["tiny.jobs"]
    checkpoints.publish(half, TINY, finished | {JOBS[2].key: _result(JOBS[2])})
    checkpoints.discard(half, TINY)
    assert [p.name for p in half.iterdir()] == ["tiny.json"]
    data = json.loads((half / "tiny.json").read_text())
    assert (data["seeds"], data["seconds"]) == ([0, 1, 2], 1.5)
    assert all("versions" not in job for job in data["jobs"])


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", "null", "\x00", '{"seeds": [0]}']
)
def test_a_broken_job_is_refused_and_nothing_is_touched(half, text):
    path = min((half / "tiny.jobs").iterdir())
    path.write_text(text)
    with pytest.raises(ValueError, match=f"{path.name} is not the file of a finished"):
        checkpoints.load_checkpoint(half, TINY)
    assert path.read_text() == text


def test_jobs_of_other_versions_are_refused(half):
    path = min((half / "tiny.jobs").iterdir())
    path.write_text(path.read_text().replace(versions()["torch"], "1.0"))
    with pytest.raises(ValueError, match=r"tiny\.jobs was begun with .*'1\.0'"):
        checkpoints.load_checkpoint(half, TINY)
