"""The parts of the PDF that no browser is needed for."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link

from carousel.book.kit import course, paper

TOLD = course.read()
LINES = [
    paper.Heading(1, "Welcome", 0, 700.0),
    paper.Heading(1, "1. First & foremost", 1, 700.0),
    paper.Heading(2, "Why?", 2, 400.0),
    paper.Heading(3, "In detail", 2, 100.0),
    paper.Heading(2, "Answers", 3, 90.0),
]


def _blank(count, outline=(), link=None):
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(width=595, height=842)
    for title, page in outline:
        writer.add_outline_item(title=title, page_number=page)
    if link:
        place = Link(rect=(10, 10, 90, 30), url=link)
        writer.add_annotation(page_number=count - 1, annotation=place)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def test_the_pages_stand_in_the_order_of_the_book_without_those_of_a_browser():
    listed = paper.chapters(course.ROOT / "_toc.yml")
    names = [name for _, name in listed]
    assert names[0] == "intro"
    assert not set(names) & paper.UNPRINTED
    assert {"solutions", "glossary", "references"} <= set(names)
    assert names.index("01-constant-error-carousel") < names.index("02-derivation")
    assert listed[0][0] == ""


def test_the_contents_have_two_levels_parts_and_pages():
    page = paper.front(TOLD, LINES, ["", "The carousel"])
    assert page.count('class="paper-part"') == 1
    assert page.index("Welcome") < page.index("The carousel") < page.index("1. First")
    assert f'href="{paper.LEAF}2"><span>Why?</span><span>3</span>' in page
    assert "In detail" not in page
    assert "Answers" not in page
    assert "First &amp; foremost" in page
    assert TOLD.version in page


def test_contents_lead_into_the_book_and_pages_keep_their_numbers():
    body = _blank(4, outline=[("Welcome", 0), ("1. First", 1)])
    leaves = _blank(2, link=f"{paper.LEAF}2")
    bound = PdfReader(io.BytesIO(paper.bind(body, leaves, LINES, TOLD)))
    assert bound.page_labels == ["i", "ii", "1", "2", "3", "4"]
    [link] = bound.pages[1]["/Annots"]
    place = link.get_object()["/Dest"][0]
    number = place if isinstance(place, int) else bound.get_page_number(place)
    assert number == 2 + LINES[2].page
    pages = [bound.get_destination_page_number(one) for one in bound.outline]
    assert pages == [2, 3]
    assert bound.metadata.title == TOLD.title


@pytest.mark.parametrize("found", ["", "/opt/chrome"])
def test_a_browser_is_named_or_missed_by_a_sentence(monkeypatch, found):
    monkeypatch.setenv("CHROMIUM", found)
    monkeypatch.setattr(paper.shutil, "which", lambda name: None)
    if found:
        assert paper.browser_path() == found
        return
    with pytest.raises(FileNotFoundError, match="needs Chromium or Chrome"):
        paper.browser_path()
