"""Prose cannot drift from code: typed numbers, minutes and ways to other chapters."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import minutes

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
NUMBERED = [path for path in CHAPTERS if path.name[:2].isdigit()]
PAGES = sorted((ROOT / "chapters").rglob("*.md"))
DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?!\.\d)")
ALLOWED: dict[str, set[str]] = {}  # a page, and numbers of its history or notation

MOST = 55  # minutes to read: one sitting


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


@pytest.mark.parametrize("path", NUMBERED, ids=lambda path: path.stem)
def test_the_minutes_a_chapter_states_are_counted(path):
    cells = _cells(path)
    told = minutes.TOLD.search(cells[0]["source"])
    assert tuple(map(int, told.groups())) == minutes.counted(cells)
    assert int(told[1]) <= MOST


@pytest.mark.parametrize("path", NUMBERED, ids=lambda path: path.stem)
def test_a_chapter_is_one_sitting(path):
    assert minutes.words(_cells(path)) <= 2800


def test_the_readers_needed_what_the_introduction_says():
    said = "between two thirds and five thirds of these minutes"
    assert any(said in cell["source"] for cell in _cells(ROOT / "chapters/intro.ipynb"))
    for read in (minutes.STRAIGHT, minutes.STOPPING):
        for path, needed in zip(NUMBERED, read, strict=True):
            told = int(minutes.TOLD.search(_cells(path)[0]["source"])[1])
            assert 2 / 3 < needed / told < 5 / 3, (path.stem, needed, told)


def test_what_takes_time_is_counted():
    def page(*cells):
        kinds = {"#": "markdown", "d": "code"}
        return [
            {"cell_type": kinds[text[0]], "source": text, "metadata": how}
            for text, how in cells
        ]

    words = ("#" + 10 * minutes.WORDS * " word", {})
    formulas = ("#" + "\n$$\nx = y + z\n$$\n" * 15, {})
    within = ("#" + " $x$" * 150, {})
    lesson = ("d = 0\n" * 60, {"tags": ["lesson"]})
    folded = ("d = 0\n" * 60, {"tags": ["claim"]})
    exercises = ("# A\n## Exercises\n\n**1. By hand.** Prove it.\n" + 1800 * "w ", {})
    quiz = minutes.QUIZ
    assert minutes.counted(page(words)) == (_five(10 + quiz), _five(10 + quiz))
    assert minutes.counted(page(words, formulas))[0] == _five(20 + quiz)
    assert minutes.counted(page(words, within))[0] == _five(20 + quiz)
    assert minutes.counted(page(words, lesson))[0] == _five(15 + quiz)
    assert minutes.counted(page(words, folded))[0] == _five(10 + quiz)
    read, done = minutes.counted(page(words, exercises))
    assert (read, done) == (_five(10 + quiz), _five(20 + quiz))
    longest = minutes.exercise("By hand and in code"), minutes.exercise("By reading")
    assert longest == (minutes.EXERCISES["in code"], minutes.OTHER)


def _five(value):
    return 5 * round(value / 5)


@pytest.mark.parametrize("path", NUMBERED, ids=lambda path: path.stem)
def test_a_chapter_that_is_named_is_a_link(path):
    for cell in _cells(path):
        if cell["cell_type"] == "markdown":
            named = re.findall(r"(?<!\[)\b[Cc]hapters? \d", _prose(cell["source"]))
            assert named == [], cell["source"][:200]


EXERCISE_OF = re.compile(r"[Ee]xercise (\d)(?: of \[chapter \d+\]\(([\w-]+)\.ipynb\))?")


def _exercises(path: Path) -> dict[str, str]:
    """The exercises of a notebook: their text by their number."""
    text = "\n".join(c["source"] for c in _cells(path) if c["cell_type"] == "markdown")
    parts = re.split(r"^\*\*(\d)\. ", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def unresolved(text: str, page: Path) -> list[str]:
    """Mentions of an exercise that lead nowhere, or to another page without its title.

    On another page the number is followed by words of the exercise in quotation marks,
    so that a number that has moved on to another exercise is found.
    """
    lost = []
    for found in EXERCISE_OF.finditer(text):
        number, other = found.groups()
        there = page.parent / f"{other}.ipynb" if other else page
        known = _exercises(there) if there.suffix == ".ipynb" and there.exists() else {}
        title = re.match(r" \(“([^”]+)”\)", text[found.end() :])
        is_named = title is not None and title[1] in known.get(number, "")
        if number not in known or (other and not is_named):
            lost.append(found[0])
    return lost


@pytest.mark.parametrize("path", [*CHAPTERS, *PAGES], ids=lambda path: path.stem)
def test_an_exercise_that_is_named_is_there(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = _cells(path)
        text = "\n".join(c["source"] for c in cells if c["cell_type"] == "markdown")
    assert unresolved(text, path) == []


def test_an_exercise_that_has_moved_is_found():
    page = NUMBERED[0].with_name("errata.md")
    chapter = f"[chapter 1]({NUMBERED[0].name})"
    for text in (
        "exercise 1",
        f"exercise 1 of {chapter}",
        f"exercise 9 of {chapter} (“By hand”)",
        f"exercise 1 of {chapter} (“In code”)",
    ):
        assert unresolved(text, page)
    assert not unresolved(f"exercise 1 of {chapter} (“By hand”)", page)
