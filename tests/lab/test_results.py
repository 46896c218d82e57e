import json

import numpy as np
import pytest

from carousel.lab import results


def _job(start, steps, solved, seeds):
    runs = [{"seed": k, "solved_at": at} for k, at in zip(seeds, solved, strict=True)]
    label = {"start": start, "steps": steps}
    job = {"label": label, "settings": {"updates": 300}, "seeds": seeds, "seconds": 1.0}
    return job | {"runs": runs}


@pytest.fixture
def cases(tmp_path):
    jobs = [
        _job("low", 10, [50, None], [0, 1]),
        _job("low", 10, [100, 150], [2, 3]),
        _job("low", 20, [None, None], [0, 1]),
        _job("high", 10, [25, 25], [0, 1]),
    ]
    data = {"experiment": "x", "versions": {"torch": "2"}, "jobs": jobs}
    (tmp_path / "x.json").write_text(json.dumps(data))
    return results.load("x", tmp_path)


def test_the_blocks_of_a_setting_are_one_case(cases):
    assert [case.label["steps"] for case in cases] == [10, 20, 10]
    assert [run["seed"] for run in cases[0].runs] == [0, 1, 2, 3]
    assert cases[0].solved == 3
    assert np.array_equal(cases[0].updates, [50, np.inf, 100, 150])


def test_cases_are_chosen_by_what_their_label_says(cases):
    assert results.select(cases, start="high") == [cases[2]]
    assert results.select(cases, start="low", steps=20) == [cases[1]]
    with pytest.raises(ValueError, match=r"no case has {'start': 'none'}; labels are"):
        results.select(cases, start="none")


def test_rates_come_with_their_intervals(cases):
    curve = results.rates(results.select(cases, start="low"), "steps")
    assert curve.x == [10, 20]
    assert np.array_equal(curve.solved / curve.trials, [0.75, 0])
    assert (curve.low <= curve.solved / curve.trials).all()
    assert (curve.high >= curve.solved / curve.trials).all()
    assert 0 < curve.high[1] < 1


def test_a_median_may_be_never(cases):
    most = results.sample(cases[0])
    assert (most.median, most.limit) == (100, 300)
    assert most.low <= most.median <= most.high
    assert results.sample(cases[1]).median == np.inf


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"jobs": [{}], "versions": {"a": "1"}}', "\x00"]
)
def test_a_broken_file_is_named_and_left_alone(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"x\.json is not a file of results"):
        results.read(path)
    assert path.read_text() == text


def test_a_missing_file_says_how_it_is_made(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no results 'x' .* there are none"):
        results.read(tmp_path / "x.json")
    with pytest.raises(FileNotFoundError, match=r"no results 'cell'.* cells, clipping"):
        results.load("cell")


def test_cases_that_are_not_there_make_no_rates(cases):
    for chosen, x in ((cases, "bias"), ([], "steps")):
        with pytest.raises(ValueError, match=f"no rates along '{x}'"):
            results.rates(chosen, x)
    with pytest.raises(ValueError, match="there are no cases"):
        results.select([], steps=10)
