"""A chapter on paper: nothing waits for a click, and nothing leads nowhere."""

import re

import pytest
from pypdf import PdfReader

from browser.look import CHAPTERS
from carousel.book.kit import paper

CHAPTER = CHAPTERS[0]


@pytest.fixture(scope="module")
def printed(html, browser, tmp_path_factory):
    """The PDF of a chapter, and the page that it was printed from."""
    scratch = tmp_path_factory.mktemp("paper")
    page = browser.new_page()
    held, titles = paper.print_pages(page, html, [CHAPTER, "notation"], "", scratch)
    (scratch / "one.pdf").write_bytes(held)
    yield PdfReader(scratch / "one.pdf"), page, titles
    page.close()


def test_a_chapter_is_whole_and_its_answers_stand_at_its_end(printed):
    reader, page, _ = printed
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)
    asked = page.locator(".cx-card").count()
    assert asked > 3
    close = re.sub(r"\s", "", text)  # where letters stand apart, a reader sees a space
    assert len(re.findall(r"Question\d+:[a-e]\.", close)) == asked
    assert text.index("Answers") > text.index("Summary")
    for still in page.locator(".paper-figure").all():
        assert len(still.locator("figcaption").inner_text()) > 60
        assert still.locator("code").inner_text().startswith("chapters/")
        assert still.locator("svg text").count() > 0  # in the letters of the page
    assert page.locator("button, script, .carousel-explorable").count() == 0
    assert page.locator("details").count() == 0
    assert "(1.1)" in text


def test_bookmarks_are_headings_and_references_can_be_clicked(printed):
    reader, _, titles = printed
    lines = paper.headings(reader, titles)
    assert [line.level for line in lines].count(1) == 2
    assert lines[0].text.startswith("1. ")
    assert len({line.page for line in lines}) > 5
    inside = [
        link.get_object()
        for sheet in reader.pages
        for link in sheet.get("/Annots", [])
        if "/Dest" in link.get_object() or "/D" in link.get_object().get("/A", {})
    ]
    assert len(inside) > 5


def test_nothing_is_wider_than_the_paper(printed):
    _, page, _ = printed
    wide = page.evaluate(
        """() => {
          // The edge of a box that ends where the paper ends is cut off.
          const right = document.querySelector("article").getBoundingClientRect().right;
          return [...document.querySelectorAll("article *:not(.katex *, svg *)")]
            .filter((box) => box.getBoundingClientRect().right > right - 1)
            .map((box) => box.outerHTML.slice(0, 80));
        }"""
    )
    assert wide == []
