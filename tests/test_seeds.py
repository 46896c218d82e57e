"""Two chapters hold with another seed; `make seeds` asks all of them, with three."""

import json

import matplotlib as mpl
import pytest

import seeds

CHEAP = [
    seeds.CHAPTERS / f"{name}.ipynb"
    for name in ("01-constant-error-carousel", "02-derivation")
]


@pytest.fixture(autouse=True)
def _no_window():
    mpl.use("Agg")


@pytest.mark.parametrize("chapter", CHEAP, ids=lambda path: path.stem)
def test_the_claims_of_a_chapter_hold_with_another_seed(chapter):
    assert seeds.failures(chapter, 0) == []


def test_a_claim_about_one_draw_is_found_and_the_rest_is_run(tmp_path):
    cells = [
        "import numpy as np\n\nrng = np.random.default_rng(1997)",
        "drawn = int(np.random.default_rng([1997, 1]).integers(10**9))",
        "assert drawn == 0, 'another draw'",
        "kept = drawn",
    ]
    cells = [
        {"cell_type": "code", "id": str(k), "source": [text]}
        for k, text in enumerate(cells)
    ]
    page = tmp_path / "01-page.ipynb"
    page.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (found,) = seeds.failures(page, 0)
    assert found.startswith("2: AssertionError another draw | assert drawn == 0")
