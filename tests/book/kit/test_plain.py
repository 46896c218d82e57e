import collections
import json
import re

import pytest

from carousel.book.kit import course, plain, sources

CHAPTERS = sorted((course.ROOT / "chapters").glob("*.ipynb"))
MYST = re.compile(r"\{\w+(?::\w+)?\}`|^:::|^```\{|^\([\w-]+\)=$", re.MULTILINE)
SITE = "https://o.github.io/n/"


def _text(**more):
    known = {"a": ("Gers et al.", "2000"), "b": ("Le", "2015")}
    return plain.Text(known, **more)


@pytest.mark.parametrize(
    ("myst", "said"),
    [
        ("keeps {eval}`x` %", "keeps 0.9 %"),
        ("as {eval}`y`", "as 1.9 × 10⁻⁷"),
        ("```{eval} table\n```", "| a |"),
        ("so {cite}`a, b`.", "so (Gers et al., 2000; Le, 2015)."),
        ("{cite:t}`a` say", "Gers et al. (2000) say"),
        ("by {eq}`sum`", "by (3.1)"),
        ("[there](02-path.ipynb#why)", f"[there]({SITE}chapters/02-path.html#why)"),
        ('<a href="01-a.html#h=f:1">', f'<a href="{SITE}chapters/01-a.html#h=f:1">'),
        ("![p](images/r.svg)", f"![p]({SITE}chapters/images/r.svg)"),
        ("(here)=\n## Why?", "## Why?"),
        ("[out](https://a.org/b.html)", "[out](https://a.org/b.html)"),
    ],
)
def test_a_piece_of_myst_becomes_plain(myst, said):
    values = {"x": "0.9", "y": "'1.9 × 10⁻⁷'"}
    told = {n: {"data": {"text/plain": value}} for n, value in values.items()}
    told["table"] = {"data": {"text/plain": "T()", "text/markdown": "| a |"}}
    text = _text(site=SITE, values=told, equations={"sum": "3.1"})
    assert text.plain(myst) == said


def test_equations_are_numbered_in_their_order():
    text = _text(chapter="3")
    two = "```{math}\n:label: one\na\n```\n\n```{math}\nb\n```\n\n"
    two += "```{math}\n:label: two\nc\n```"
    text.number(two)
    said = text.plain(two + "\n\nsee {eq}`two`")
    assert (
        said
        == "$$\na\n\\tag{3.1}\n$$\n\n$$\nb\n$$\n\n$$\nc\n\\tag{3.2}\n$$\n\nsee (3.2)"
    )


def test_a_box_is_a_quotation_or_opens():
    box = ":::{{admonition}} A step\n{}One.\n\nTwo.\n:::"
    assert _text().plain(box.format("")) == "> **A step**\n>\n> One.\n>\n> Two."
    opened = _text().plain(box.format(":class: dropdown\n"))
    assert opened.startswith("<details><summary><b>A step</b></summary>\n\nOne.")


def test_without_an_address_a_way_within_the_book_stays():
    assert _text().plain("[a](02-b.ipynb)") == "[a](02-b.ipynb)"


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_chapter_has_myst_left(path):
    known = sources.read(course.ROOT / "references.bib")
    value = {"data": {"text/plain": "1"}}
    text = plain.Text(known, site=SITE, values=collections.defaultdict(lambda: value))
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    for one in prose:
        text.number(one)
    for one in prose:
        left = re.sub(r"``.*?``", "", text.plain(one))
        assert not MYST.search(left), left
