import json
import re
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils import new_document

from carousel.book.site import glossary

CHAPTERS = Path(__file__).parents[3] / "chapters"
SOURCE = (CHAPTERS / "glossary.md").read_text(encoding="utf-8")
ENTRIES = glossary.read(SOURCE)
SMALL = glossary.read(
    "(expert)=\n"
    "path, paths, not path length\n: A way. [Chapter 1](01-a)\n\n"
    "(newcomer)=\n"
    "gate, gates\n: A factor. [Chapter 1](01-a)\n\n"
    "forget gate\n: A gate that forgets. [Chapter 2](02-b)\n"
)

entries = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)


def _page(*parts):
    """A page with a title, and parts below it."""
    document = new_document("page")
    document += nodes.section("", nodes.title(text="A gate"), *parts)
    return document


def _said(text):
    return nodes.paragraph("", "", nodes.Text(text))


def _marked(document, among=SMALL):
    glossary.mark(document, among)
    return [m.astext() for m in document.findall(glossary.mention)]


def _prose(path):
    """What the chapter says, without its equations, code and headings."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n\n".join(
        "".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"
    )
    apart = r"```.*?```|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|^#.*?$|^\|.*?$"
    return re.sub(apart, "", text, flags=re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def used():
    """The entries that some chapter's prose names."""
    page = _page(*(_said(_prose(path)) for path in CHAPTERS.glob("[0-9][0-9]-*.ipynb")))
    glossary.mark(page, ENTRIES)
    return {m["entry"] for m in page.findall(glossary.mention)}


def test_every_definition_is_read():
    assert len(ENTRIES) == len(re.findall(r"^: ", SOURCE, re.MULTILINE))
    assert len(ENTRIES) >= 60


def test_no_form_belongs_to_two_terms():
    forms = [form.lower() for entry in ENTRIES for form in entry.forms + entry.others]
    assert len(set(forms)) == len(forms)
    assert len({entry.key for entry in ENTRIES}) == len(ENTRIES)


def test_every_level_has_terms_in_alphabetical_order():
    assert {entry.level for entry in ENTRIES} == set(glossary.LEVELS)
    for level in glossary.LEVELS:
        names = [e.name.lower() for e in ENTRIES if e.level == level]
        assert names == sorted(names)


@entries
def test_a_term_is_used_in_a_chapter(entry, used):
    assert entry in used


@entries
def test_a_definition_is_short_and_plain_and_says_where_more_is(entry):
    assert not re.search(r"[$*_`\[\]<>{}\\]", entry.definition)
    assert entry.definition.endswith(".")
    assert len(entry.definition) <= 260
    assert (CHAPTERS / f"{entry.chapter}.ipynb").is_file()


def test_the_link_to_a_chapter_is_called_by_its_number():
    for number, chapter in re.findall(r"\[Chapter (\d+)\]\((\d\d)-", SOURCE):
        assert int(number) == int(chapter)


def test_a_term_is_marked_with_its_entry_once_a_page():
    first = nodes.section("", nodes.title(text="One"), _said("A gate, and a gate."))
    deeper = nodes.section("", nodes.title(text="Deeper"), _said("Gates again."))
    first += deeper
    second = nodes.section("", nodes.title(text="Two"), _said("Gates, two paths."))
    page = _page(_said("This gate."), first, second)
    assert _marked(page) == ["gate", "paths"]
    found = [m["entry"].level for m in page.findall(glossary.mention)]
    assert found == ["newcomer", "expert"]
    assert page.astext().count("A gate, and a gate.") == 1


def test_the_longer_term_wins_also_across_a_line_break():
    assert _marked(_page(_said("The forget\ngate is a gate."))) == [
        "forget\ngate",
        "gate",
    ]


def test_parts_of_words_and_other_meanings_are_left_alone():
    assert _marked(_page(_said("A gateway, a sub-path; the path length."))) == []


def test_capitals_inside_a_term_count_and_its_first_letter_may_be_one():
    among = glossary.read("(expert)=\nLSTM, full LSTM\n: A cell. [Chapter 1](01-a)\n")
    assert _marked(_page(_said("An lstm.")), among) == []
    assert _marked(_page(_said("Full LSTM.")), among) == ["Full LSTM"]


def test_a_link_that_a_page_writes_in_html_stays_one_link():
    def html(text):
        return nodes.raw("", text, format="html")

    said = nodes.paragraph("", "", nodes.Text("See "), html('<a href="#x">'))
    said += [nodes.Text("a path of "), nodes.emphasis("", "a gate"), html("</a>")]
    said += nodes.Text(" and a gate.")
    assert _marked(_page(said, _said("A path."))) == ["gate", "path"]


def test_a_bold_term_is_being_explained_and_counts_as_the_first():
    bold = nodes.paragraph("", "", nodes.strong("", "gate"), nodes.Text(" is a gate."))
    assert _marked(_page(bold)) == []


def test_a_bold_sentence_is_prose_and_a_bold_opening_is_a_title():
    bold = nodes.strong("", "A gate closes.")
    text = nodes.Text(" A gate opens.")
    assert _marked(_page(nodes.paragraph("", "", nodes.Text("So "), bold))) == ["gate"]
    bold = nodes.strong("", "A gate closes.")
    page = _page(nodes.paragraph("", "", nodes.Text(""), bold, text))
    assert _marked(page) == ["gate"]
    assert page.astext().startswith("A gate\n\nA gate closes.")
    (found,) = page.findall(glossary.mention)
    assert not isinstance(found.parent, nodes.strong)


@pytest.mark.parametrize(
    "apart",
    [
        nodes.section("", nodes.title(text="A gate")),
        nodes.admonition("", nodes.title(text="A gate"), _said("None here.")),
        nodes.paragraph("", "", nodes.literal("", "gate")),
        nodes.literal_block("", "gate"),
        nodes.paragraph("", "", nodes.math("", "gate")),
        nodes.math_block("", "gate"),
        nodes.paragraph("", "", nodes.reference("", "gate", refuri="#")),
        nodes.raw("", "<p>gate</p>", format="html"),
        nodes.table("", _said("gate")),
        nodes.citation("", _said("gate")),
        nodes.definition_list("", _said("gate")),
        nodes.figure("", nodes.caption("", "A gate.")),
        nodes.container("", _said("gate"), classes=["cell", "docutils"]),
    ],
    ids=lambda node: type(node).__name__,
)
def test_what_is_not_running_prose_is_left_alone(apart):
    assert _marked(_page(apart)) == []
