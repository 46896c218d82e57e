"""The figures where readers meet them: on the pages of the book."""

import re
from urllib.parse import urljoin

import pytest

from browser import checks
from browser.conftest import HTML
from browser.figure import Figure

FIGURE = ".carousel-explorable"
MOVABLE = f"{FIGURE}:not([data-explorable=predict])"


def _pages():
    found = sorted(HTML.rglob("*.html")) if HTML.is_dir() else []
    return [
        page.relative_to(HTML).as_posix()
        for page in found
        if 'class="carousel-explorable"' in page.read_text(encoding="utf-8")
    ]


PAGES = _pages()
CHAPTER = "chapters/01-constant-error-carousel.html"
EACH = pytest.mark.parametrize("path", PAGES)


def _figures(seen):
    return [Figure(figure) for figure in seen.page.locator(MOVABLE).all()]


def _move(figure):
    """Push the first slider to another place."""
    slider = figure.box.locator("input[type=range]").first
    name, low, high, value = slider.evaluate("s => [s.name, +s.min, +s.max, +s.value]")
    return figure.set({name: high if value < (low + high) / 2 else low})


def test_the_book_has_figures():
    assert CHAPTER in PAGES


@EACH
def test_every_figure_of_a_page_lives_from_a_folder_and_in_the_dark(visit, html, path):
    seen = visit((html / path).as_uri(), color_scheme="dark", idle=False)
    seen.page.wait_for_load_state()
    for figure in _figures(seen):
        assert not figure.box.locator(".carousel-still").is_visible()
        before = figure.see()
        after = _move(figure)
        checks.sound(after, path)
        assert after.picture != before.picture
        assert after.sentence != before.sentence
    assert _grounds(seen.page) == {"rgba(0, 0, 0, 0)"}
    seen.assert_quiet()


def _grounds(page):
    """The colours behind the figures: the theme must not box them in the dark."""
    return set(
        page.locator(FIGURE).evaluate_all(
            """figures => figures.flatMap((figure) => {
          const seen = [];
          for (let box = figure; !box.matches("article"); box = box.parentElement) {
            seen.push(getComputedStyle(box).backgroundColor);
          }
          return seen;
        })"""
        )
    )


@pytest.mark.parametrize("path", PAGES[:3])
def test_figures_live_under_a_sub_path(visit, course, path):
    seen = visit(urljoin(course, path))
    for figure in _figures(seen):
        assert _move(figure).picture
    seen.assert_quiet()


@EACH
def test_without_scripts_a_still_picture_says_the_same(visit, site, path):
    page = visit(urljoin(site, path), java_script_enabled=False).page
    for still in page.locator(f"{FIGURE} .carousel-still").all():
        assert still.locator("img").is_visible()
        assert len(still.locator("img").get_attribute("alt")) > 60
        assert still.locator("p").is_visible()


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
    seen.page.mouse.move(x, y + 60, steps=4)
    seen.page.mouse.up()
    assert figure.settle().state["forget_gate"] < 0.9
    moved = handle.bounding_box()
    assert moved["y"] + moved["height"] / 2 == pytest.approx(y + 60, abs=4)
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
