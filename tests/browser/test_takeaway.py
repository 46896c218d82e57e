"""Figures that have left the book: one file each, and pictures of what they show."""

from xml.etree import ElementTree

import pytest

from browser import on_page
from browser.figure import Figure
from carousel.book.kit import figures

EACH = pytest.mark.parametrize("stem", figures.kinds())
WIDE = {"width": 1000, "height": figures.HEIGHT}
TALL = "document.documentElement.scrollHeight - innerHeight"
FRAME = '<!doctype html><iframe src="{src}" width="900" height="640"></iframe>'


@EACH
def test_a_file_opens_by_itself_fits_and_lives(visit, html, stem):
    size = {**WIDE, "height": figures.height(stem)}
    seen = visit((html / "figures" / f"{stem}.html").as_uri(), idle=False, **size)
    seen.page.wait_for_selector(".carousel-live")
    assert seen.page.evaluate(TALL) <= 0
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
    assert "CC BY 4.0" in seen.page.locator("footer").inner_text()
    if stem not in on_page.STILL:
        on_page.figures_live(seen.page, stem)
    seen.assert_quiet()


def test_an_embedded_figure_takes_the_state_of_its_address(visit, html, tmp_path):
    state = "#half_life=forget_bias:4"
    src = (html / "figures" / "half_life.html").as_uri() + state
    page = tmp_path / "lecture.html"
    page.write_text(FRAME.format(src=src), encoding="utf-8")
    seen = visit(page.as_uri(), idle=False)
    inside = seen.page.frame_locator("iframe").locator(".carousel-explorable")
    assert Figure(inside).see().state["forget_bias"] == 4
    seen.assert_quiet()


def _saved(figure, label):
    """The file that a choice of the figure's menu gives."""
    figure.box.locator(".cx-save summary").click()
    with figure.page.expect_download() as saved:
        figure.box.get_by_role("button", name=label).click()
    return saved.value.path().read_bytes(), saved.value.suggested_filename


BESIDE = {
    "peepholes": {"What", "gates", "unchanged", "direct", "tanh"},
    "race": {"first", "mean", "max/10", "RNN", "LSTM"},
}


@pytest.mark.parametrize("stem", BESIDE)
def test_a_picture_is_saved_as_it_stands(visit, html, stem):
    """Panels with legends beside them, and a table of scores."""
    seen = visit((html / "figures" / f"{stem}.html").as_uri(), idle=False, **WIDE)
    figure = Figure(seen.page)
    drawn, name = _saved(figure, "Save as SVG")
    assert name.endswith(".svg")
    assert b"var(" not in drawn
    root = ElementTree.fromstring(drawn)
    words = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert BESIDE[stem] <= words
    pixels, name = _saved(figure, "Save as PNG")
    assert pixels.startswith(b"\x89PNG")
    assert len(pixels) > 10_000
    seen.assert_quiet()


def test_the_menu_copies_what_embeds_the_present_state(visit, html):
    page = html / "chapters" / "01-constant-error-carousel.html"
    seen = visit(page.as_uri(), idle=False)
    figure = Figure(seen.page.locator('[data-explorable="highway"]').first)
    figure.set({"forget_gate": 0.5})
    figure.box.locator(".cx-save summary").click()
    figure.box.get_by_role("button", name="Copy for embedding").click()
    copied = figure.box.locator(".cx-link").input_value()
    assert copied.startswith('<iframe src="highway.html#highway=forget_gate:0.5,')
    seen.assert_quiet()
