"""Prose cannot drift from code: typed numbers, minutes and ways to other chapters."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
NUMBERED = [path for path in CHAPTERS if path.name[:2].isdigit()]
PAGES = sorted((ROOT / "chapters").rglob("*.md"))
DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?!\.\d)")
ALLOWED: dict[str, set[str]] = {}  # a page, and numbers of its history or notation

WORDS_A_MINUTE = 200
EXERCISE, PREDICTION, QUIZ = 3, 1, 3  # minutes each takes
LEAST, MOST = 20, 40


def _cells(path: Path) -> list[dict]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in cells]


def _prose(text: str) -> str:
    """What a reader reads as words: without values, code and addresses."""
    text = re.sub(r"^(`{3,})(?!\{).*?^\1", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\{[\w:]+\}`[^`]*`|`[^`\n]*`", "", text)
    return re.sub(r"\]\([^)]*\)|<a [^>]*>", "]", text)


def bare_decimals(cells: list[dict], allowed: set[str]) -> Iterator[tuple[str, str]]:
    """Decimals of the prose that the next claim does not hold, with their place."""
    for place, cell in enumerate(cells):
        if cell["cell_type"] != "markdown":
            continue
        text = _prose(cell["source"])
        held = _until_the_next_claim(cells[place + 1 :])
        for found in DECIMAL.finditer(text):
            if found[0] not in held | allowed:
                yield found[0], text[max(0, found.start() - 60) : found.end() + 20]


def _until_the_next_claim(cells: list[dict]) -> set[str]:
    """The numbers that code names, up to and with the next cell that asserts them."""
    named: set[str] = set()
    for cell in cells:
        if cell["cell_type"] == "code":
            named |= set(DECIMAL.findall(cell["source"]))
            if "claim" in cell["metadata"].get("tags", []):
                return named
    return set()


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_decimal_in_a_chapter_is_asserted_by_the_next_claim(path):
    allowed = ALLOWED.get(path.stem, set())
    assert list(bare_decimals(_cells(path), allowed)) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_types_no_decimal(path):
    text = _prose(path.read_text(encoding="utf-8"))
    assert set(DECIMAL.findall(text)) <= ALLOWED.get(path.stem, set())


def test_a_bare_decimal_is_found_and_an_asserted_one_is_not():
    text = {"cell_type": "markdown", "source": "At $f = 0.9$ `0.7` {eval}`x` is left."}
    code = {"cell_type": "code", "source": "f = 0.9", "metadata": {}}
    claim = {**code, "source": "assert f < 1", "metadata": {"tags": ["claim"]}}
    assert [number for number, _ in bare_decimals([text], set())] == ["0.9"]
    assert [number for number, _ in bare_decimals([text, code], set())] == ["0.9"]
    assert list(bare_decimals([text, code, claim], set())) == []
    assert list(bare_decimals([text], {"0.9"})) == []


def minutes(cells: list[dict]) -> float:
    """What a chapter takes: its words, its exercises, its predictions, its quiz."""
    text = "\n".join(c["source"] for c in cells if c["cell_type"] == "markdown")
    code = "\n".join(c["source"] for c in cells if c["cell_type"] == "code")
    words = re.sub(r"\$\$.*?\$\$|```\{math\}.*?```", "", text, flags=re.DOTALL).split()
    exercises = len(re.findall(r"^\*\*\d\. ", text, re.MULTILINE))
    predictions = len(re.findall(r"\bPredict\(|\bballot\(", code))
    return (
        len(words) / WORDS_A_MINUTE
        + EXERCISE * exercises
        + PREDICTION * predictions
        + QUIZ
    )


@pytest.mark.parametrize("path", NUMBERED, ids=lambda path: path.stem)
def test_the_minutes_a_chapter_states_are_counted(path):
    cells = _cells(path)
    told = int(re.search(r"\*About (\d+) minutes", cells[0]["source"])[1])
    assert LEAST <= told <= MOST
    assert abs(minutes(cells) - told) <= 5, f"{minutes(cells):.0f} counted, {told} told"


@pytest.mark.parametrize("path", NUMBERED, ids=lambda path: path.stem)
def test_a_chapter_that_is_named_is_a_link(path):
    for cell in _cells(path):
        if cell["cell_type"] == "markdown":
            named = re.findall(r"(?<!\[)\b[Cc]hapters? \d", _prose(cell["source"]))
            assert named == [], cell["source"][:200]
