"""A figure and what moves it on one screen: a laptop's, a phone's, a lecture room's."""

from urllib.parse import urljoin

import pytest

from book.explorables import every
from browser import on_page, stand

LAPTOP, BAR = {"width": 1280, "height": 720}, 48  # of which the page's bar takes some
PHONE = {"width": 390, "height": 844, "has_touch": True}
ROOM = {"width": 1280, "height": 720}
SMALLEST = 28  # pixels of a letter in class mode
LARGE = 0.75  # of the screen for its picture
CHAPTER = "chapters/01-constant-error-carousel.html"

# Of every figure: how tall it is, and whether the picture, its first slider and all
# presets can be seen at once when it stands at the top of the window.
TOGETHER = """() => [...document.querySelectorAll(".cx")].map((cx) => {
  cx.scrollIntoView({ block: "start" });
  const top = cx.getBoundingClientRect().top;
  const ends = (query) => [...cx.querySelectorAll(query)]
    .filter((e) => e.checkVisibility())
    .map((e) => e.getBoundingClientRect().bottom - top);
  return {
    name: cx.ariaLabel,
    tall: cx.getBoundingClientRect().height,
    picture: Math.max(...ends(".cx-picture")),
    slider: Math.min(...ends("input[type=range]")),
    presets: Math.max(...ends(".cx-presets button")),
    letters: Math.min(...[...cx.querySelectorAll(".cx-picture text")]
      .filter((e) => e.checkVisibility() && e.textContent.trim()).map((e) => {
        const drawn = e.ownerSVGElement;
        const zoom = drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width;
        return zoom * parseFloat(getComputedStyle(e).fontSize);
      })),
  };
})"""
# Of every figure, once a slider far down has come into view: both it and the picture.
BLIND = """() => [...document.querySelectorAll(".cx")].flatMap((cx) => {
  const picture = cx.querySelector(".cx-picture");
  return [...cx.querySelectorAll("input[type=range]")]
    .filter((slider) => slider.checkVisibility()).flatMap((slider) => {
      scrollBy(0, slider.getBoundingClientRect().bottom - innerHeight + 8);
      const { top, bottom, height } = picture.getBoundingClientRect();
      const at = slider.getBoundingClientRect();
      const seen = top >= -1 && bottom <= at.top && at.bottom <= innerHeight;
      const isLow = height <= 0.45 * innerHeight + 1;
      return seen && isLow ? [] : [`${cx.ariaLabel} ${slider.name}`];
    });
})"""
DRAWN = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
# Of the figure that fills the screen: letters that are too small (what is set low or
# high belongs to its letter), boxes that hold more than they show, and its picture.
CLASS = """(least) => {
  const cx = document.querySelector(".cx-class");
  const [small, canvas] = [new Set(), cx.querySelector(".cx-canvas")];
  const magnified = canvas.getBoundingClientRect().width / canvas.offsetWidth;
  const walker = document.createTreeWalker(cx, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const e = node.parentElement;
    if (!node.data.trim() || !e.checkVisibility()) continue;
    if (e.closest("style, .cx-sr, sub, sup, .cx-none, tspan[font-size]")) continue;
    const drawn = e.closest("svg");
    const zoom = drawn
      ? drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width
      : canvas.contains(e) ? magnified : 1;
    const size = zoom * parseFloat(getComputedStyle(e).fontSize);
    if (size < least) small.add(`${node.data} ${size.toFixed(1)}`);
  }
  const rows = ".cx-frame, .cx-asked, .cx-brief, .cx-hands, .cx-presets" +
    ", .cx-presets button";
  const cut = [...cx.querySelectorAll(rows)]
    .filter((box) => box.scrollWidth > box.clientWidth + 1 ||
      box.scrollHeight > box.clientHeight + 8)
    .map((box) => `${box.className} ${box.textContent}`);
  const { left, right, bottom, width, height } =
    cx.querySelector(".cx-picture").getBoundingClientRect();
  const outside = [...cx.querySelectorAll(".cx-picture text")].filter((text) => {
    const box = text.getBoundingClientRect();
    if (!text.checkVisibility() || box.width === 0) return false;
    return box.left < left - 2 || box.right > right + 2 || box.bottom > bottom + 12;
  }).map((text) => text.textContent);
  const share = width * height / (innerWidth * innerHeight);
  return { small: [...small], cut, outside, share };
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A page with all figures."""
    folder = tmp_path_factory.mktemp("stand")
    return stand.write(folder, [kind() for kind in every.ALL]).as_uri()


@pytest.fixture
def stand_of(visit, page):
    """The page with all figures, alive: `stand_of(width=390, …)`."""

    def stand_of(**how):
        seen = visit(page, idle=False, reduced_motion="reduce", **how)
        seen.page.wait_for_function(
            "n => document.querySelectorAll('.cx-sentence:not(:empty)').length === n",
            arg=len(every.ALL),
        )
        return seen

    return stand_of


def test_a_laptop_shows_picture_sliders_and_presets_at_once(stand_of):
    seen = stand_of(**LAPTOP)
    for one in seen.page.evaluate(TOGETHER):
        assert one["tall"] <= LAPTOP["height"] - BAR, one
        assert max(one["picture"], one["slider"], one["presets"]) < one["tall"], one
        assert one["letters"] >= 11.5, one
    seen.assert_quiet()


def test_on_a_phone_no_slider_is_moved_blind(stand_of):
    seen = stand_of(**PHONE)
    assert seen.page.evaluate(BLIND) == []
    for one in seen.page.evaluate(TOGETHER):
        assert one["letters"] >= on_page.LETTER, one
    seen.assert_quiet()


def test_class_mode_is_read_from_the_back_row(stand_of):
    seen = stand_of(**ROOM)
    for figure in seen.page.locator(".cx").all():
        figure.get_by_role("button", name="Class mode").click()
        presets = figure.locator(".cx-presets button").count()
        panels = max(1, figure.locator(".cx-tabs button").count())
        for press in [*range(1, presets + 1), *"p" * panels]:
            seen.page.keyboard.press(str(press))
            seen.page.evaluate(DRAWN)
            found = seen.page.evaluate(CLASS, SMALLEST)
            assert found.pop("share") >= LARGE
            where = f"{figure.get_attribute('aria-label')}, key {press}"
            assert found == {"small": [], "cut": [], "outside": []}, where
        for _ in range(figure.locator(".cx-control, .cx-choice, .cx-switches").count()):
            seen.page.keyboard.press("Tab")
            found = seen.page.evaluate(CLASS, SMALLEST)
            assert (found["small"], found["cut"]) == ([], [])
        seen.page.keyboard.press("Escape")
    seen.assert_quiet()


LECTURE = """() => ({
  count: document.querySelector(".cx-lecture output").textContent,
  headings: [...document.querySelectorAll(".bd-article :is(h1, h2, h3)")]
    .filter((e) => e.checkVisibility()).length,
  wide: document.documentElement.scrollWidth - innerWidth,
  large: document.querySelector(".cx-class")?.ariaLabel ?? "",
  code: [...document.querySelectorAll(".cx-aside:not([hidden]), details.hide[open]")]
    .filter((e) => e.checkVisibility()).length,
})"""


def test_a_lecture_leads_through_the_page_heading_by_heading(visit, site):
    seen = visit(urljoin(site, CHAPTER) + "?lecture", **ROOM)
    page = seen.page
    page.wait_for_function("document.documentElement.hasAttribute('data-lecture')")
    first = page.evaluate(LECTURE)
    assert first["count"].startswith("1 / ")
    enlarged = set()
    for _ in range(200):
        shown = page.evaluate(LECTURE)
        assert (shown["headings"], shown["wide"] <= 0, shown["code"]) == (1, True, 0)
        enlarged.add(shown["large"])
        at, _, last = shown["count"].partition(" / ")
        if at == last:
            break
        page.keyboard.press("PageDown")
    assert at == last
    assert len(enlarged) == 2  # the chapter's figure fills a slide of its own
    page.keyboard.press("PageUp")
    page.keyboard.press("Escape")
    assert page.locator(".bd-article h2").first.is_visible()
    assert "lecture" not in page.url
    seen.assert_quiet()
