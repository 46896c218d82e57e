"""The pages at the back agree with the library, the bibliography and each other."""

import json
import re
from pathlib import Path

import pytest

from carousel import interop
from carousel.book import explorables

CHAPTERS = Path(__file__).parents[1] / "chapters"
NOTATION = (CHAPTERS / "notation.md").read_text(encoding="utf-8")
ROSETTA = json.loads((CHAPTERS / "rosetta.ipynb").read_text(encoding="utf-8"))["cells"]
TEACHING = (CHAPTERS / "for-instructors.md").read_text(encoding="utf-8")
READING = (CHAPTERS / "further-reading.md").read_text(encoding="utf-8")
ENTRIES = [text for text in READING.split("\n\n") if text.startswith("**")]
NUMBERED = {path.name for path in CHAPTERS.glob("[0-9][0-9]-*.ipynb")}


def _source(name: str) -> str:
    (found,) = [cell for cell in ROSETTA if cell["id"] == name]
    return "".join(found["source"])


def test_the_rosetta_takes_the_orders_from_the_library():
    page: dict[str, object] = {"interop": interop}
    exec(_source("orders"), page)
    assert page["order_torch"] == ", ".join(interop.pytorch.ORDER["LSTM"])
    assert page["order_keras"] == ", ".join(interop.keras.KERAS)
    assert page["order_flax"] == ", ".join(interop.flax.FLAX)
    shown = re.findall(r"\{eval\}`(\w+)`", _source("order-table"))
    assert set(shown) == {k for k in page if k.startswith(("order_", "in_"))}


def test_the_rosetta_and_the_notation_page_name_the_same_orders():
    (row,) = re.findall(r"\| order of the gates \|(.*)\|", NOTATION)
    torch, keras, flax = (cell.split("(")[0].strip() for cell in row.split("|"))
    candidate = {"c": "g"}  # the letter that PyTorch and Flax have for it
    ours = [candidate.get(k, k) for k in interop.pytorch.ORDER["LSTM"]]
    assert torch == ", ".join(ours)
    assert keras == ", ".join(interop.keras.KERAS)
    assert flax == ", ".join(interop.flax.FLAX.values())


def test_a_table_of_the_rosetta_fits_a_phone():
    for cell in ROSETTA:
        for rule in re.findall(r"^\|(?: --- \|)+$", "".join(cell["source"]), re.M):
            assert rule.count("---") <= 4


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda text: text[2:30])
def test_an_entry_names_one_work_says_why_and_belongs_to_chapters(entry):
    head, *rest = re.split(r"(?<=\.) ", entry)
    assert re.fullmatch(r"\*\*.+\*\* \{cite:p\}`\w+`\.", head)
    assert len(rest) >= 3
    (ends,) = re.findall(r"\*(\[Chapters? \d+\].*)\.\*$", entry)
    named = re.findall(r"(\d+)\]\((\S+?)\)", ends)
    assert named
    assert all(link in NUMBERED and int(link[:2]) == int(n) for n, link in named)


def test_no_work_is_listed_twice():
    listed = [re.search(r"\{cite:p\}`(\w+)`", entry)[1] for entry in ENTRIES]
    assert len(set(listed)) == len(listed)


def _class_of(stem: str) -> type:
    return getattr(explorables, "".join(part.title() for part in stem.split("_")))


LINKS = re.findall(r'href="(\d\d-[\w-]+)\.html#(\w+)=([^"]+)"', TEACHING)


@pytest.mark.parametrize(("chapter", "stem", "state"), LINKS)
def test_a_link_for_a_lesson_opens_a_figure_of_its_chapter(chapter, stem, state):
    kind = _class_of(stem)
    notebook = (CHAPTERS / f"{chapter}.ipynb").read_text(encoding="utf-8")
    assert re.search(rf"\b{kind.__name__}\(", notebook)
    told = dict(part.split(":") for part in state.split(","))
    values = {name: type(getattr(kind(), name))(text) for name, text in told.items()}
    figure = kind(**values)
    assert {name: getattr(figure, name) for name in values} == values


def test_a_preset_that_a_teacher_is_told_to_press_exists():
    pressed = re.findall(r"(?:[Pp]ress|preset named) \*([^*]+)\*", TEACHING)
    views = Path(explorables.__file__).parent.glob("*.js")
    code = "".join(view.read_text(encoding="utf-8") for view in views)
    labels = set(re.findall(r'label: "([^"]+)"', code))
    assert len(pressed) >= 4
    assert set(pressed) <= labels


def test_every_chapter_has_its_session():
    sessions = re.findall(r"^\| \[(\d+)\]\((\S+)\)", TEACHING, re.MULTILINE)
    assert {name for _, name in sessions} == NUMBERED
    assert all(int(name[:2]) == int(number) for number, name in sessions)
    assert [int(number) for number, _ in sessions] == sorted(
        int(n) for n, _ in sessions
    )
