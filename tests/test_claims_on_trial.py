"""Every verdict of chapter 12 is held here, and so is what it was made of.

The chapter is not run here: what its names stood for is in the record of its one run.
"""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from carousel.book.site import execution, records

[CHAPTER] = Path(__file__).parents[1].glob("chapters/??-claims-on-trial.ipynb")
CELLS = json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]

HELD = {
    "one_edge": "true",
    "explode": "false",
    "near_one": "only if",
    "average": "only if",
    "two_biases": "only if",
    "slopes": "only if",
    "dominates": "only if",
    "chain": "only if",
    "big_bias": "only if",
    "worked": "only if",
    "keeps": "only if",
    "norms": "only if",
    "reach": "only if",
    "metrics": "only if",
    "expected": "false",
    "hooks": "only if",
    "fresh": "false",
    "doubling": "only if",
    "norm_34": "false",
    "clip_small": "false",
    "by_norm": "only if",
    "by_value": "only if",
    "forget_1997": "false",
    "peepholes": "false",
    "residual": "only if",
}


@pytest.fixture(scope="module")
def names():
    """What stood behind the chapter's names when nbval had run it."""
    execution.execute([CHAPTER])  # nothing, where that has been done
    return records.load(CHAPTER)["names"]


@pytest.fixture
def verdicts(names):
    """The chapter's verdicts: word and claim."""
    words, found = names["words"], names["verdicts"]
    return {
        verdict["claim"]["key"]: (word, verdict["claim"]["text"])
        for word, verdict in zip(words, found, strict=True)
    }


def test_every_verdict_is_what_it_was(verdicts):
    assert {key: word for key, (word, _) in verdicts.items()} == HELD


def test_no_claim_of_a_ballot_is_left_without_a_verdict(names):
    ballots = [n for n in names.values() if isinstance(n, dict) and "claims" in n]
    asked = {key for ballot in ballots for key in ballot["claims"]}
    example_and_exercise = {"growth", "orthogonal"}
    assert asked - set(HELD) == example_and_exercise


def test_every_claim_is_a_heading_in_its_own_words(verdicts):
    prose = "\n".join(
        "".join(cell["source"]) for cell in CELLS if cell["cell_type"] == "markdown"
    )
    headings = re.findall(r"^### “(.*)”$", prose, re.MULTILINE)
    claims = [text for _, text in verdicts.values()]
    assert headings == claims


@pytest.mark.parametrize(
    ("name", "expected", "tolerance"),
    [
        # The networks of these are drawn by PyTorch from a fixed seed.
        ("norm_doubled", 34.15, 0.01),
        ("norm_usual", 30.27, 0.01),
        # These follow from closed forms or from given gates.
        ("true_30", 1221, 0.5),
        ("chain_30", 8.8e-4, 0.05e-4),
        ("kept_constant", 0.9**50, 1e-12),
        # A median of 10,000 draws.
        ("kept_typical", 4.0e-3, 0.1e-3),
    ],
)
def test_a_number_is_what_the_chapter_is_about(names, name, expected, tolerance):
    assert abs(names[name] - expected) <= tolerance


def test_the_metrics_of_fresh_networks_are_those_in_circulation(names):
    fresh = [names["reached"][name] for name in ("RNN", "LSTM as it starts")]
    assert [round(m["variation"], 4) for m in fresh] == [3.9820, 3.8812]
    assert [m["effective_range"] for m in fresh] == [4, 4]
    assert all(m["first_last"] < 5e-5 for m in fresh)


def test_norms_grow_slowly_and_then_take_off(names):
    assert np.allclose(
        list(names["mean"].values())[:5], [26.9, 28.9, 33.4, 44.4, 162], rtol=5e-3
    )


def test_single_precision_gives_another_number_where_the_network_is_chaotic(names):
    assert np.isclose(names["mean"]["8"], 3.9e6, rtol=0.03)
    assert np.isclose(np.mean(names["single"]["8"]), 1.2e7, rtol=0.03)
    *others, furthest = sorted(names["apart"])  # single over double, by draw
    assert furthest > 100
    assert max(others) < 3
    assert min(others) > 0.5
