"""The pages at the back agree with the library, the bibliography and each other."""

import json
import re
from pathlib import Path

import pytest

import minutes
from carousel import interop
from carousel.book import explorables
from carousel.book.exam.command import parser as exam_parser

CHAPTERS = Path(__file__).parents[1] / "chapters"
NOTATION = (CHAPTERS / "notation.md").read_text(encoding="utf-8")
ROSETTA = json.loads((CHAPTERS / "rosetta.ipynb").read_text(encoding="utf-8"))["cells"]
INSTRUCTORS = (CHAPTERS / "for-instructors.md").read_text(encoding="utf-8")
START = (CHAPTERS / "start.md").read_text(encoding="utf-8")
READING = (CHAPTERS / "further-reading.md").read_text(encoding="utf-8")
ENTRIES = [text for text in READING.split("\n\n") if text.startswith("**")]
NUMBERED = {path.name for path in CHAPTERS.glob("[0-9][0-9]-*.ipynb")}
PAGES = sorted([*CHAPTERS.glob("*.md"), *CHAPTERS.glob("*.ipynb")])


def _words(path: Path) -> str:
    """What a page says, without its code."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return text
    cells = json.loads(text)["cells"]
    told = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    return "\n\n".join(told)


def _needed(name: str) -> set[str]:
    """The chapters that one says it needs, not those where things are looked up."""
    title = _words(CHAPTERS / name).split("\n## ")[0]
    needs = re.search(r"You need ([^;]*?)(?:;|\.\*|\. )", title)
    return set(re.findall(r"\((\d\d-[\w-]+\.ipynb)\)", needs[1]))


LECTURES = _words(CHAPTERS / "lectures.ipynb")
TEACHING = INSTRUCTORS + LECTURES


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
    labels = set(re.findall(r"label: (?:say\()?\"([^\"]+)\"", code))
    assert len(pressed) >= 4
    assert set(pressed) <= labels


def test_every_chapter_has_its_session():
    sessions = re.findall(r"^\| \[(\d+)\]\((\S+)\)", INSTRUCTORS, re.MULTILINE)
    assert {name for _, name in sessions} == NUMBERED
    assert all(int(name[:2]) == int(number) for number, name in sessions)
    assert [int(number) for number, _ in sessions] == sorted(
        int(n) for n, _ in sessions
    )


def test_every_chapter_has_its_lecture_with_a_question_and_homework():
    lectures = re.split(r"^## Chapter (\d+): ", LECTURES, flags=re.MULTILINE)[1:]
    told = dict(zip(map(int, lectures[::2]), lectures[1::2], strict=True))
    assert list(told) == sorted(int(name[:2]) for name in NUMBERED)
    for text in told.values():
        for part in ("**Ask", "**Expect", "**Board.**", "**Homework.**"):
            assert part in text
        minutes = re.findall(r"^\| (\d+)–(\d+) \|", text, re.MULTILINE)
        starts, ends = zip(*minutes, strict=True) if minutes else (("0",), ("40",))
        assert (starts[0], ends[-1]) == ("0", "40")
        assert starts[1:] == ends[:-1]


def test_a_course_gives_first_what_each_chapter_needs():
    rows = re.findall(r"^\| \[\d+\]\((\S+)\)[^|]*\|(.*)\|$", INSTRUCTORS, re.MULTILINE)
    courses = zip(
        *([c.strip() for c in row.split("|")] for _, row in rows), strict=True
    )
    lengths = []
    for course in courses:
        session = {
            name: int(cell)
            for (name, _), cell in zip(rows, course, strict=True)
            if cell != "–"
        }
        for name, when in session.items():
            before = {n for n, t in session.items() if (t, n) < (when, name)}
            assert _needed(name) <= before, name
        assert set(session.values()) == set(range(1, max(session.values()) + 1))
        lengths.append(max(session.values()))
    assert lengths == [4, 4, 9, len(NUMBERED)]


@pytest.mark.parametrize(
    "row", re.findall(r"^\| .*chapters \[.*$", START, re.MULTILINE)
)
def test_a_row_of_the_start_page_gives_first_what_each_chapter_needs(row):
    order = re.findall(r"\((\d\d-[\w-]+\.ipynb)\)", row)
    assert len(order) > 2
    for place, name in enumerate(order):
        assert _needed(name) <= set(order[:place]), name


def test_the_introduction_and_the_start_page_show_the_same_ways():
    def ways(text):
        rows = [
            re.findall(r"\((\d\d)-[\w-]+\.ipynb\)", row) for row in text.split("\n")
        ]
        return [row for row in rows if len(row) > 2]

    intro = _words(CHAPTERS / "intro.ipynb").split("\n## ")[0]
    assert ways(intro) == ways(START)


def _anchor(heading: str) -> str:
    words = re.sub(r"\$[^$]*\$|[^\w\- ]", "", heading.lower())
    return words.strip().replace(" ", "-")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_link_into_another_page_leads_to_a_heading_of_it(path):
    for name, anchor in re.findall(r"\]\(([\w-]+\.\w+)#([^)]+)\)", _words(path)):
        if "=" in anchor:  # the state of a figure
            continue
        text = _words(CHAPTERS / name)
        heads = map(_anchor, re.findall(r"^#+ (.*)$", text, re.MULTILINE))
        named = re.findall(r"^\(([\w-]+)\)=$", text, re.MULTILINE)
        assert anchor in {*heads, *named}, f"{name}#{anchor}"


def test_a_figure_is_where_the_page_about_figures_says():
    text = _words(CHAPTERS / "playing-with-the-figures.ipynb")
    rows = re.findall(r"^\| (`.*`) \| \[.*\]\((\S+)\) \|$", text, re.MULTILINE)
    assert len(rows) >= 8
    for names, page in rows:
        notebook = (CHAPTERS / page).read_text(encoding="utf-8")
        for name in re.findall(r"`(\w+)`", names):
            assert re.search(rf"\b{name}\(", notebook), (name, page)


def test_the_exam_options_that_a_teacher_is_told_exist():
    told = re.findall(r"(?<=[` ])--\w+", INSTRUCTORS)
    known = {
        option for action in exam_parser()._actions for option in action.option_strings
    }
    assert set(told) == {"--seed", "--key", "--questions", "--chapter", "--format"}
    assert set(told) <= known


def test_the_minutes_of_a_way_are_added_up():
    line = "- **Fast.** [1](01-a.ipynb) and [2](02-b.ipynb). *5 minutes*\n"
    assert "*65 minutes*" in minutes.summed(line, {"01-a.ipynb": 25, "02-b.ipynb": 40})
    assert minutes.summed("No way, 5 minutes.", {}) == "No way, 5 minutes."
