"""What the chapter on networks in use reads: the results, and the two that ship."""

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from carousel.cells import gru_reset_before, lstm
from carousel.lab import results, wild

LAYERS = wild.layers()
PROSE = Path(__file__).parents[2] / "experiments" / "wild" / "prose.txt"


def test_the_thirteen_networks_are_the_published_ones():
    networks = wild.measured()["networks"]
    assert len(networks) == 13
    assert len({one["name"] for one in networks}) == 13
    assert all(one["licence"] and one["door"] and one["proof"] for one in networks)
    same = [one["apart"] for one in networks if one["proof"].startswith("h ")]
    assert len(same) >= 9
    assert max(same) < 2e-3


def test_what_was_read_is_kept_and_changes_with_no_chapter():
    (ocr,) = (x for x in wild.measured()["networks"] if x["name"].startswith("Tess"))
    assert ocr["extra"]["says"].strip("-") in PROSE.read_text(encoding="utf-8")


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_profiles_agree_with_autograd(layer):
    assert layer.found["profile_from_autograd"] < 1e-10
    assert layer.found["h_from_autograd"] < 1e-10


def test_a_value_is_found_by_lag_and_missing_where_the_run_is_too_short():
    (layer,) = (x for x in LAYERS if x.network["name"] == "silero-vad")
    assert layer.gated
    assert layer.long
    assert layer.at("log_left", 0) == 0
    assert -1 <= layer.at("cosine", 10, "own") <= 1
    assert layer.exponent() > layer.exponent("untrained")
    short = next(x for x in LAYERS if x.network["name"] == "chars2vec")
    assert np.isnan(short.at("cosine", 100))
    assert np.isnan(short.at("cosine", 1, "own"))
    assert not short.long


def test_the_results_are_small_and_no_sweep_of_seeds():
    path = results.FOLDER / "wild.json"
    assert path.stat().st_size < 200_000
    assert "jobs" not in json.loads(path.read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="not a file of results"):
        results.load("wild")


def test_the_detector_tells_speech_from_music():
    detector = wild.opus()
    run = gru_reset_before.run(detector.params, detector.x)
    score = run.h @ detector.says_music + detector.constant
    assert np.median(score[100:250]) < -3 < 3 < np.median(score[350:])
    assert detector.params.hidden == 24


def test_the_word_breaker_breaks_as_its_own_tests_say():
    breaker = wild.thai()
    wanted = "ปฏิญญา|สากลว่า|ด้วย|สิทธิ|มนุษย|ชน"
    assert breaker.breaks(wanted.replace("|", "")) == wanted
    assert type(breaker.forward) is lstm.Params
    assert breaker.read("x").shape == (1, breaker.forward.inputs)
    assert (breaker.read("x") == breaker.embedding[-1]).all()


def test_both_come_with_their_licences():
    folder = files("carousel.lab.wild")
    notice = folder.joinpath("NOTICE.txt").read_text(encoding="utf-8")
    assert "Redistribution and use in source and binary forms" in notice
    assert "UNICODE, INC. LICENSE AGREEMENT" in notice
    shipped = [p for p in folder.iterdir() if p.name.endswith(".npz")]
    assert sorted(p.name for p in shipped) == ["icu_thai.npz", "opus.npz"]
    assert sum(len(p.read_bytes()) for p in shipped) < 60_000
