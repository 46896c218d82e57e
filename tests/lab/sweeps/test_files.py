import json
import os

import numpy as np
import pytest

from carousel.lab import results
from carousel.lab.sweeps import files

JOB = {"label": {}, "settings": {}, "seeds": [0], "runs": [], "seconds": 0.1}
DATA = {"experiment": "x", "versions": {"torch": "2"}, "jobs": [JOB, JOB]}


def test_what_is_written_is_read_again_one_job_a_line(tmp_path):
    path = tmp_path / "new" / "x.json"
    files.write(path, files.to_text(DATA))
    assert results.read(path) == DATA
    assert sum("seeds" in line for line in path.read_text().splitlines()) == 2
    assert [p.name for p in path.parent.iterdir()] == ["x.json"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "x.json"
    files.write(path, "old")

    def full_disk(_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="no space"):
        files.write(path, "new")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["x.json"]


def test_what_is_not_finite_is_no_text():
    with pytest.raises(ValueError, match="not JSON compliant"):
        files.to_text(DATA | {"jobs": [JOB | {"seconds": float("nan")}]})


def test_jsonable_numbers_have_few_digits_and_nothing_is_not_a_number():
    value = files.to_jsonable({"a": np.array([1 / 3, np.nan]), "b": (np.int64(3), "s")})
    assert json.dumps(value) == '{"a": [0.33333, null], "b": [3, "s"]}'
    assert files.to_jsonable([True, None, np.bool_(False)]) == [True, None, False]
