"""The mechanical rules of a chapter, so that no review has to hold them."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from carousel.book import explorables

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted((ROOT / "chapters").rglob("*.ipynb"))
PAGES = sorted((ROOT / "chapters").rglob("*.md"))
TAGS = {"hide-input", "claim", "lesson", "raises-exception", "exercise"}
VISIBLE_LINES, HIDDEN_LINES, IMPORT_LINES, DEF_LINES = 12, 25, 10, 10
LESSONS, LESSON_WIDTH = 8, 76  # in a chapter; in a line that is not cut off
# A cell that shows a figure or a quiz: what it shows is the lesson, not its code.
DRAWS = re.compile(
    rf"^(\w+ = )?(explorables\.)?({'|'.join(explorables.__all__)}|quiz\.Quiz)\(", re.M
)
# A box whole, with its kind, or else a line.
PARTS = re.compile(
    r"^(:::+)\{admonition\} [^\n]*\n:class: ([^\n]*)\n.*?^\1$|^([^\n]+)$", re.M | re.S
)

notebooks = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)


def _cells(path: Path, kind: str) -> list[dict]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == kind]


def _source(cell: dict) -> str:
    return "".join(cell["source"])


def _tags(cell: dict) -> set[str]:
    return set(cell["metadata"].get("tags", []))


def _lines(cell: dict) -> int:
    return len([line for line in _source(cell).splitlines() if line.strip()])


def _prose() -> str:
    """All that a reader may read: pages, and the text and code of chapters."""
    texts = [path.read_text(encoding="utf-8") for path in PAGES]
    for path in CHAPTERS:
        texts += map(_source, _cells(path, "markdown") + _cells(path, "code"))
    return "\n".join(texts)


def test_there_are_chapters():
    assert CHAPTERS


@notebooks
def test_a_chapter_is_committed_without_outputs(path):
    for cell in _cells(path, "code"):
        assert cell["outputs"] == [], _source(cell)
        assert cell["execution_count"] is None, _source(cell)
    assert "widgets" not in json.loads(path.read_text(encoding="utf-8"))["metadata"]


@notebooks
def test_a_cell_is_short(path):
    for cell in _cells(path, "code"):
        limit = HIDDEN_LINES if "hide-input" in _tags(cell) else VISIBLE_LINES
        assert _lines(cell) <= limit, _source(cell)


@notebooks
def test_a_function_in_a_chapter_is_short(path):
    for cell in _cells(path, "code"):
        for body in re.split(r"^def ", _source(cell), flags=re.MULTILINE)[1:]:
            inside = re.split(r"\n(?=\S)", body)[0]
            assert len(inside.splitlines()) <= DEF_LINES, inside


@notebooks
def test_only_the_agreed_tags_are_used(path):
    for cell in _cells(path, "code") + _cells(path, "markdown"):
        assert _tags(cell) <= TAGS, _source(cell)


@notebooks
def test_the_code_that_is_the_lesson_is_short_and_fits_its_column(path):
    lessons = [cell for cell in _cells(path, "code") if "lesson" in _tags(cell)]
    for cell in lessons:
        assert _tags(cell) == {"lesson"}, _source(cell)
        widest = max(map(len, _source(cell).splitlines()))
        assert widest <= LESSON_WIDTH, _source(cell)
    if path.stem[0].isdigit():
        assert 0 < len(lessons) <= LESSONS


@notebooks
def test_what_draws_asserts_or_answers_is_folded_in_jupyterlab(path):
    for cell in _cells(path, "code"):
        tags, how = _tags(cell), cell["metadata"].get("jupyter", {})
        machinery = tags & {"hide-input", "claim", "exercise"}
        drawn = DRAWS.search(_source(cell)) and "lesson" not in tags
        assert how.get("source_hidden", False) == bool(machinery or drawn), cell["id"]
        assert how.get("outputs_hidden", False) == ("exercise" in tags), cell["id"]


@notebooks
def test_an_answer_stands_in_its_box_and_the_question_before_it(path):
    for cell in _cells(path, "markdown"):
        boxes = r":::\{admonition\} ([^\n]*)\n:class: ([^\n]*)\n"
        for title, how in re.findall(boxes, _source(cell)):
            answers = re.search(r"answer|solution|filled in|have seen", title, re.I)
            assert not answers or "dropdown" in how, title
            assert not title.startswith("Your turn"), title
        assert "*Answer:*" not in _source(cell), _source(cell)


@notebooks
def test_what_is_asked_is_answered_in_a_closed_box_below(path):
    """Each question has what answers it, and that comes before the next question."""
    text = ""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        is_answer = "exercise" in _tags(cell)
        text += "\n:class: dropdown\n" if is_answer else ""
        text += f"\n{_source(cell)}\n" if cell["cell_type"] == "markdown" else ""
    asked = r"^(?:\*\*Your turn|#+ Your turn|\*\*\d\. (?!Yours))"
    for question in re.split(asked, text, flags=re.M)[1:]:
        part = re.split(r"^## |\Z", question, maxsplit=1, flags=re.M)[0]
        assert re.search(r"^:class: .*dropdown", part, re.M), question[:200]


@notebooks
def test_a_question_that_withholds_nothing_itself_is_about_a_figure_to_move(path):
    """After "Before you look" stands no picture and no number, but what must be moved.

    Only `Predict` covers what follows. Where a box asks, a live figure has to be moved
    for the answer, and the answer waits in a closed box before the next heading.
    """
    for follows in re.findall(r"asks((?: \w+)*?)(?= asks|$)", " ".join(_order(path))):
        until = re.split(r" (closed|heading)", follows)
        assert until[1:2] == ["closed"], f"a box asks, then comes{follows}"
        assert "figure" in until[0].split(), f"nothing to move: {follows}"
        assert not {"shown", "told"} & set(until[0].split()), follows


def _order(path: Path) -> Iterator[str]:
    """What a reader meets one after the other, a word for each."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = _source(cell)
        if cell["cell_type"] == "markdown":
            for box, how, rest in PARTS.findall(source):
                yield from _order_of_text(box, how, rest)
            continue
        last = ast.parse(source).body[-1:]
        drawn = DRAWS.search(source)
        if drawn and drawn[3] == "Predict":
            yield "closed"
        elif drawn and drawn[3] != "Answer":
            yield "figure"
        elif not _tags(cell) & {"claim", "exercise"} and not drawn:
            yield from ["shown"] * (bool(last) and isinstance(last[0], ast.Expr))


def _order_of_text(box: str, how: str, line: str) -> Iterator[str]:
    if box:
        yield {"important": "asks"}.get(how, "closed" if "dropdown" in how else "box")
    elif line.startswith("#"):
        yield "heading"
    elif re.search(r"Before you (?:touch|look|move|press|read on)", line):
        yield "asks"
    elif "{eval}" in line:
        yield "told"


@notebooks
def test_among_the_exercises_no_code_stands_open(path):
    inside = False
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        heads = re.findall(r"^## (.*)$", _source(cell), re.M)
        if cell["cell_type"] == "markdown" and heads:
            inside = heads[-1] == "Exercises"
        elif cell["cell_type"] == "code" and inside:
            assert _tags(cell) & {"exercise", "claim", "hide-input"}, cell["id"]


@notebooks
def test_a_prediction_comes_before_its_answer(path):
    """No sentence above shows a number that the answer is made of, and no cell does."""
    shown = set()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = _source(cell)
        if cell["cell_type"] == "markdown":
            shown |= set(re.findall(r"\{eval\}`([^`]+)`", source))
            continue
        for told in re.findall(r"^    answer=(.*?),\n    low=", source, re.M | re.S):
            names = set(re.findall(r"[a-z_]\w*", told)) - {"round", "int", "np"}
            assert not names & shown, cell["id"]
            assert "source_hidden" in cell["metadata"]["jupyter"], cell["id"]
        last = source.strip().splitlines()[-1] if source.strip() else ""
        if not _tags(cell) & {"claim", "exercise", "hide-input"}:
            shown |= set(re.findall(r"\w+", last)) if "=" not in last else set()


@notebooks
def test_a_chapter_opens_with_its_title_and_then_its_imports(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    title, imports = cells[0], cells[1]
    assert title["cell_type"] == "markdown"
    assert _source(title).startswith("# ")
    assert imports["cell_type"] == "code"
    assert _lines(imports) <= IMPORT_LINES
    if path.stem != "intro":  # nothing is drawn by chance there
        assert "rng = np.random.default_rng(1997)" in _source(imports)


@notebooks
def test_the_library_is_imported_by_its_rooms(path):
    for cell in _cells(path, "code"):
        text = _source(cell)
        assert not re.search(r"import \*|sys\.path|^[%!]|https?://", text, re.M), text
        for line in re.findall(r"^from carousel.*$", text, re.M):
            assert re.match(r"from carousel(\.\w+)*? import ", line), line


@notebooks
def test_a_claim_asserts(path):
    for cell in _cells(path, "code"):
        if "claim" in _tags(cell):
            assert "assert " in _source(cell), _source(cell)
    assert any("claim" in _tags(cell) for cell in _cells(path, "code"))


def _minutes(path: Path) -> int:
    told = re.search(r"\*About (\d+) minutes", _source(_cells(path, "markdown")[0]))
    return int(told[1])


def test_the_introduction_tells_the_minutes_that_the_chapters_tell():
    title, ways = _cells(ROOT / "chapters" / "intro.ipynb", "markdown")[:2]
    lines = [_source(title).splitlines()[-1], *_source(ways).splitlines()]
    for line in lines:
        named = re.findall(r"\((\d\d-[\w-]+\.ipynb)\)", line)
        told = int(re.search(r"(\d+) minutes", line)[1])
        assert told == sum(_minutes(ROOT / "chapters" / name) for name in named), line


def test_a_way_through_the_book_gives_first_what_each_chapter_needs():
    ways = _source(_cells(ROOT / "chapters" / "intro.ipynb", "markdown")[1])
    for line in ways.splitlines():
        order = re.findall(r"\((\d\d-[\w-]+\.ipynb)\)", line)
        for place, name in enumerate(order):
            title = _source(_cells(ROOT / "chapters" / name, "markdown")[0])
            needs = re.search(r"You need ([^;]*?)(?:;|\.\*|\. )", title)
            asked = set(re.findall(r"\((\d\d-[\w-]+\.ipynb)\)", needs[1]))
            assert asked <= set(order[:place]), (name, line)


def test_the_numbers_of_chapters_follow_the_table_of_contents():
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    named = [Path(name).name for name in re.findall(r"file: (\S+)", toc)]
    numbered = [name for name in named if re.match(r"\d\d-", name)]
    assert numbered == [path.stem for path in CHAPTERS if re.match(r"\d\d-", path.name)]
    assert [int(name[:2]) for name in numbered] == list(range(1, len(numbered) + 1))


def test_every_page_is_in_the_table_of_contents():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    listed = set(re.findall(r"chapters/[\w/-]+", json.dumps(toc)))
    here = {str(p.relative_to(ROOT).with_suffix("")) for p in CHAPTERS + PAGES}
    assert listed == here - {"chapters/start"}  # which JupyterLab opens, not the book


def test_every_cited_key_is_in_the_bibliography():
    keys = set(
        re.findall(
            r"^@\w+\{([^,]+),",
            (ROOT / "references.bib").read_text(encoding="utf-8"),
            re.M,
        )
    )
    cited = re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", _prose())
    for group in cited:
        assert {key.strip() for key in group.split(",")} <= keys, group
    assert cited
    library = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "lib").rglob("*.py")
    )
    quoted = set(re.findall(r"\[@([a-z]+\d{4}[a-z0-9]*)", library))
    assert quoted <= keys


@notebooks
def test_a_value_in_prose_is_a_name_that_an_earlier_cell_computes(path):
    known = ""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            known += _source(cell) + "\n"
            continue
        for name in re.findall(r"\{eval\}`([^`]+)`", _source(cell)):
            assert name.isidentifier(), f"{name}: a page takes bare names only"
            assert re.search(rf"\b{name}\b", known), f"{name} stands before its cell"
