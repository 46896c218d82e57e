"""One seed of each case, and the page that shows them; five: tests/bench."""

import json
from pathlib import Path

import pytest

from carousel.book.explorables.training.cases import CASES
from oracles import trials

PAGE = Path(__file__).parents[4] / "chapters" / "playground.ipynb"
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.symptom[:40])


@EACH
def test_sick_stays_sick_and_cured_learns(case):
    assert trials.of_case(case, 1) == (0, 1)


@EACH
def test_one_setting_cures(case):
    assert len(case.cure) == 1
    (name,) = case.cure
    assert case.sick.get(name) != case.cure[name]


@EACH
def test_the_page_asks_first_and_answers_in_a_box(case):
    cells = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells)
    told = text.index(case.symptom)
    asked = text.index(f'href="#{case.link()}"', told)
    answered = text.index(f'href="#{case.link(cured=True)}"', told)
    assert asked < answered
    assert asked < text.index(case.diagnosis) < answered
    assert ":class: dropdown" in text[asked:answered]


def test_there_are_twelve():
    assert len({case.link() for case in CASES}) == len(CASES) == 12
