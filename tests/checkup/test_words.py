import json
import math
from pathlib import Path

import pytest

from carousel.checkup import runs, words

CHAPTERS = Path(__file__).parents[2] / "chapters"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.1234, "0.123"),
        (-0.5, "−0.5"),
        (4321, "4,321"),
        (math.inf, "∞"),
        (2.5e-7, "2.5 × 10⁻⁷"),
        (-1e9, "−1.0 × 10⁹"),
        (math.nan, "not finite"),
    ],
)
def test_a_number_is_written_as_the_book_writes_it(value, text):
    assert words.number(value) == text


def test_a_power_has_no_limits():
    assert words.power(-2000.0) == "2.6 × 10⁻⁸⁶⁹"
    assert words.power(math.log(0.5)) == "0.5"
    assert words.power(-1e300) == "0"
    assert words.share(math.log(0.5)) == "50 %"
    assert words.share(math.log(1e-9)) == "1.0 × 10⁻⁹"


def test_a_power_of_ten_is_short():
    said = [words.decade(10.0**k) for k in (-12, -3, 0, 1, 4, 5)]
    assert said == ["10⁻¹²", "0.001", "1", "10", "10,000", "10⁵"]


def test_what_belongs_to_a_number_stays_with_it():
    assert words.together("1 % of 2 × 3") == "1\u00a0% of 2\u00a0×\u00a03"


def test_counts_have_their_noun():
    assert words.count(1, "unit") == "1 unit"
    assert words.count(1200, "unit") == "1,200 units"
    assert words.steps(1.0) == "1 step"


def test_every_cell_has_its_name():
    names = {cell.__name__.rpartition(".")[2] for cell in runs.CELLS}
    assert set(words.CELLS) == names
    assert words.cell("gru with hard gates") == "GRU with hard gates"


@pytest.mark.parametrize("key", words.CHAPTERS)
def test_a_chapter_that_is_named_is_there_by_its_title(key):
    stem, title = words.CHAPTERS[key]
    cells = json.loads((CHAPTERS / f"{stem}.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ]
    assert "".join(cells[0]["source"]).splitlines()[0] == f"# {title}"
