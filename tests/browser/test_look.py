"""What a page looks like: its lines, its pictures, its boxes, and its paper."""

import base64
from pathlib import Path
from urllib.parse import urljoin

import matplotlib as mpl
import pytest

from browser.test_pages import THEME

CHAPTER = "chapters/03-full-jacobian.html"
THEOREM = "chapters/11-when-the-direct-path-dominates.html"
LONGEST = 72  # letters in a line
FONT = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
# DejaVu's letters in the widths of other fonts, by measurement.
WIDTHS = {"DejaVu": "100%", "Noto": "93%", "Helvetica": "84%"}

SET_FONT = """async ([data, size]) => {
  document.head.insertAdjacentHTML("beforeend", `<style>
    @font-face { font-family: "Measured"; size-adjust: ${size};
      src: url(data:font/ttf;base64,${data}); }
    html { --pst-font-family-base: "Measured" !important; }</style>`);
  await document.fonts.load('18px "Measured"');
  await document.fonts.ready;
}"""
LONG_LINES = """most => {
  const long = [];
  const apart = ".cx-quiz, .cx-trial, .carousel-explorable, table, nav, [hidden]";
  for (const text of document.querySelectorAll(".bd-article :is(p, li, dd)")) {
    if (text.closest(apart) || text.querySelector(".katex, p, ul, ol")) continue;
    if (!text.checkVisibility()) continue;
    const lines = new Map();
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      for (const { 0: word, index } of node.data.matchAll(/[^\\s-]*[\\s-]?/g)) {
        const range = document.createRange(); // what no line breaks
        range.setStart(node, index);
        range.setEnd(node, index + word.trimEnd().length);
        const box = range.getClientRects()[0];
        if (!box) continue;
        const line = Math.round((box.top + box.height / 2) / 16);
        lines.set(line, (lines.get(line) ?? "") + word);
      }
    }
    for (const line of lines.values()) {
      if (line.replace(/\\s+/g, " ").trim().length > most) long.push(line);
    }
  }
  return long;
}"""
ORPHANS = """() => [...document.querySelectorAll(".cx-close")].filter((span) => {
  const formula = [...span.querySelectorAll(".katex-html .base")].at(-1);
  if (!formula || !span.lastChild.data || !span.checkVisibility()) return false;
  const range = document.createRange();
  range.selectNodeContents(span.lastChild);
  const end = range.getClientRects()[0];
  return end && end.top > formula.getBoundingClientRect().bottom - 2;
}).map((span) => span.textContent)"""
PALE = """() => [...document.querySelectorAll(".bd-article *")].filter((e) =>
  e.checkVisibility() && !e.closest(".carousel-explorable, svg") &&
  [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) &&
  Math.min(...getComputedStyle(e).color.match(/[\\d.]+/g).slice(0, 3)) > 150
).map((e) => e.outerHTML.slice(0, 80))"""
EMPTY_LINES = """() => [...document.querySelectorAll("h1, h2, h3")].filter((head) => {
  const link = head.querySelector("a.headerlink");
  const tall = head.getBoundingClientRect().height;
  link?.remove();
  const empty = head.getBoundingClientRect().height < tall;
  if (link) head.append(link);
  return empty;
}).map((head) => head.textContent)"""
LOOKS = """() => new Set([...document.querySelectorAll(".bd-article .admonition")]
  .filter((box) => !box.matches(".hide")).map((box) => {
    const { borderLeftColor, backgroundColor, borderTopWidth } = getComputedStyle(box);
    return [borderLeftColor, backgroundColor, borderTopWidth].join();
  })).size"""


@pytest.fixture(scope="module")
def opened(visits, site):
    with visits() as visit:
        yield visit(urljoin(site, CHAPTER)).page


@pytest.fixture
def chapter(opened):
    """Chapter 3, opened once: `chapter(width=390, color_scheme="dark", …)`."""

    def chapter(width=1280, color_scheme="light"):
        opened.set_viewport_size({"width": width, "height": 900})
        opened.emulate_media(media="screen", color_scheme=color_scheme)
        opened.wait_for_function(THEME, arg=color_scheme)
        return opened

    return chapter


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_line_begins_with_what_ends_a_formula(chapter, width):
    page = chapter(width)
    assert page.locator(".cx-close").count() > 20
    assert page.evaluate(ORPHANS) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_heading_has_an_empty_line(chapter, width):
    assert chapter(width).evaluate(EMPTY_LINES) == []


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_a_picture_fills_the_column_and_stays_in_it(chapter, width):
    page = chapter(width)
    shares = page.evaluate(
        """() => [...document.querySelectorAll(".cx-still")].map((picture) =>
          picture.getBoundingClientRect().width /
          document.querySelector(".bd-article h1").getBoundingClientRect().width)"""
    )
    assert shares
    most = 1.1 if width == 390 else 1  # a phone's picture goes from edge to edge
    assert all(0.99 < share <= most for share in shares)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("scheme", "light"), [("light", True), ("dark", False)])
def test_a_picture_has_the_ground_of_its_theme(chapter, scheme, light):
    page = chapter(color_scheme=scheme)
    ground = page.locator(".cx-pan").first
    channels = ground.evaluate(
        "e => getComputedStyle(e).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (min(channels) > 200) == light
    assert (max(channels) < 60) != light


def test_paper_is_white_and_its_words_dark_from_the_dark_theme(chapter):
    page = chapter(color_scheme="dark")
    assert page.evaluate(PALE) != []
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(PALE) == []
    fill = "e => getComputedStyle(e).fill.match(/\\d+/g).map(Number)"
    assert min(page.locator(".cx-still text").first.evaluate(fill)) < 100


def test_boxes_have_few_looks(chapter):
    assert chapter().evaluate(LOOKS) <= 6


def test_a_theorem_is_no_warning(visit, site):
    page = visit(urljoin(site, THEOREM)).page
    title = page.locator(".admonition.theorem > .admonition-title")
    assert title.text_content() == "Proposition"  # a prediction may veil it
    mark = "e => getComputedStyle(e, '::after').content"
    assert title.evaluate(mark) == "none"


def test_a_search_quotes_formulas_as_they_look(visit, site):
    page = visit(urljoin(site, "search.html?q=jacobian")).page
    found = page.locator("#search-results li")
    found.first.wait_for()
    page.wait_for_function("document.querySelector('#search-results p.context')")
    for text in page.locator("#search-results p.context").all_inner_texts():
        assert "\\" not in text
    field = page.locator("form.bd-search:visible input.form-control").first
    glass = page.locator("form.bd-search:visible i").first.bounding_box()
    start = field.evaluate("e => parseFloat(getComputedStyle(e).paddingLeft)")
    assert field.bounding_box()["x"] + start >= glass["x"] + glass["width"]


@pytest.mark.parametrize("font", WIDTHS)
def test_no_line_is_too_long_in_any_font(chapter, font):
    page = chapter()  # the last, since its font stays
    data = base64.b64encode(FONT.read_bytes()).decode()
    page.evaluate(SET_FONT, [data, WIDTHS[font]])
    for width in (1280, 1920):
        assert chapter(width).evaluate(LONG_LINES, LONGEST) == []
