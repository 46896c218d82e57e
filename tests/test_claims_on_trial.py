"""Every verdict of chapter 08 is held here, and so is what it was made of."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")  # the chapter imports it, in its own process

CHAPTER = Path(__file__).parents[1] / "chapters" / "08-claims-on-trial.ipynb"
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


# Runs the chapter from top to bottom and says what stood there at the end: in a
# process of its own, since the shape checks of a test run make it slow.
RUN = """
import json, sys
import numpy as np
import matplotlib
from carousel.book import claims

matplotlib.use("Agg")
space = {"__name__": "chapter"}
for cell in json.load(sys.stdin):
    exec(compile(cell["source"], cell["id"], "exec"), space)
ballots = [b for b in space.values() if isinstance(b, claims.Ballot)]
print(json.dumps({
    "verdicts": {v.claim.key: [v.word, v.claim.text] for v in space["verdicts"]},
    "asked": [key for ballot in ballots for key in ballot.claims],
    "numbers": {n: v for n, v in space.items() if isinstance(v, float)},
    "mean": list(space["mean"].values()),
    "single": float(space["single"][8].mean()),
    "apart": sorted(space["apart"]),
    "reached": [
        [m.first_last, m.variation, m.effective_range]
        for m in space["reached"].values()
    ],
}))
"""


@pytest.fixture(scope="module")
def told():
    """What the chapter has found, by name."""
    cells = [
        {"id": cell["id"], "source": "".join(cell["source"])}
        for cell in CELLS
        if cell["cell_type"] == "code"
    ]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN],
        input=json.dumps(cells),
        cwd=CHAPTER.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_every_verdict_is_what_it_was(told):
    assert {key: word for key, (word, _) in told["verdicts"].items()} == HELD


def test_no_claim_of_a_ballot_is_left_without_a_verdict(told):
    example_and_exercise = {"growth", "orthogonal"}
    assert set(told["asked"]) - set(HELD) == example_and_exercise


def test_every_claim_is_a_heading_in_its_own_words(told):
    prose = "\n".join(
        "".join(cell["source"]) for cell in CELLS if cell["cell_type"] == "markdown"
    )
    headings = re.findall(r"^### “(.*)”$", prose, re.MULTILINE)
    plain = [re.sub(r"[$`\\{}]", "", heading) for heading in headings]
    claims = [text for _, text in told["verdicts"].values()]
    assert [_words(text) for text in plain] == [_words(text) for text in claims]


def _words(text: str) -> str:
    text = re.sub(r"partial (\w+) / partial (\w+)", r"d\1/d\2", text)
    return re.sub(r"[\s.]|to the power|\^", "", text).lower()


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
def test_a_number_is_what_the_chapter_is_about(told, name, expected, tolerance):
    assert abs(told["numbers"][name] - expected) <= tolerance


def test_the_metrics_of_fresh_networks_are_those_in_circulation(told):
    fresh = told["reached"][:2]  # the RNN, and the LSTM as it starts
    assert [round(variation, 4) for _, variation, _ in fresh] == [3.9820, 3.8812]
    assert [reached for *_, reached in fresh] == [4, 4]
    assert all(first_last < 5e-5 for first_last, *_ in fresh)


def test_norms_grow_slowly_and_then_take_off(told):
    assert np.allclose(told["mean"][:5], [26.9, 28.9, 33.4, 44.4, 162], rtol=5e-3)


def test_single_precision_gives_another_number_where_the_network_is_chaotic(told):
    assert np.isclose(told["mean"][-1], 3.9e6, rtol=0.03)
    assert np.isclose(told["single"], 1.2e7, rtol=0.03)
    *others, furthest = told["apart"]  # single over double, by draw
    assert furthest > 100
    assert max(others) < 3
    assert min(others) > 0.5
