"""The figures where readers meet them: on the pages of the book."""

import re
from urllib.parse import urljoin

import pytest

from browser import on_page
from browser.conftest import HTML
from browser.figure import Figure


def _pages():
    found = sorted((HTML / "chapters").glob("*.html"))
    return [
        page.relative_to(HTML).as_posix()
        for page in found
        if 'class="carousel-explorable"' in page.read_text(encoding="utf-8")
    ]


PAGES = _pages()
CHAPTER = "chapters/01-constant-error-carousel.html"
EACH = pytest.mark.parametrize("path", PAGES)


def test_the_book_has_figures():
    assert CHAPTER in PAGES


# That every figure of a page lives is asked where test_pages visits the page.
@EACH
def test_without_scripts_a_still_picture_says_the_same(visit, site, path):
    seen = visit(urljoin(site, path), java_script_enabled=False, idle=False)
    seen.page.wait_for_load_state()
    assert seen.page.locator("article h1").is_visible()
    on_page.still_pictures_say_the_same(seen.page)


def test_a_link_leads_to_the_figure_and_a_new_one_to_its_new_state(visit, site):
    seen = visit(urljoin(site, CHAPTER) + "#highway=forget_gate:0.25")
    figure = Figure(seen.page)
    assert figure.see().state["forget_gate"] == 0.25
    assert figure.box.evaluate(
        "f => f.getBoundingClientRect().top < innerHeight && scrollY > 0"
    )
    seen.page.evaluate("location.hash = '#highway=forget_gate:9'")
    seen.page.wait_for_timeout(100)
    assert figure.see().state["forget_gate"] == 1
    assert "nearest valid state" in figure.see().note
    assert figure.set({"forget_gate": 0.5}).note == ""
    seen.assert_quiet()


def test_a_curve_can_be_dragged_by_its_handle(visit, site):
    seen = visit(urljoin(site, CHAPTER))
    figure = Figure(seen.page)
    handle = figure.box.locator(".cx-handle circle").last
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    seen.page.mouse.move(x, y)
    seen.page.mouse.down()
    seen.page.mouse.move(x, y - 60, steps=4)
    seen.page.mouse.up()
    assert figure.settle().state["forget_gate"] > 0.9
    moved = handle.bounding_box()
    assert moved["y"] + moved["height"] / 2 == pytest.approx(y - 60, abs=4)
    seen.assert_quiet()


def test_the_pointer_reads_the_curves(visit, site):
    seen = visit(urljoin(site, CHAPTER))
    figure = Figure(seen.page)
    box = figure.box.locator(".cx-picture").bounding_box()
    seen.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
    assert re.match(r"k = \d+: the direct path keeps", figure.settle().reading)


def test_a_screen_reader_hears_the_sentence_once_it_rests(visit, site):
    seen = visit(urljoin(site, CHAPTER))
    figure = Figure(seen.page)
    said = figure.set({"forget_gate": 0.4}).sentence
    seen.page.wait_for_timeout(700)
    assert figure.box.locator("[role=status].cx-sr").inner_text() == said
