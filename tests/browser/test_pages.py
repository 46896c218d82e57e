"""What must be true of every page, whatever it is about."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml

from browser import axe, on_page
from browser.loading import scroll_through
from browser.look import CHAPTERS, SCREEN

ROOT = Path(__file__).parents[2]
BUDGET = 500_000  # bytes, compressed, of everything a page loads

# Letters of a formula and of code look alike on all pages: two are asked about them.
WHOLE = ("chapters/01-constant-error-carousel.html", "chapters/rosetta.html")
ALIKE = ".katex, .highlight pre"

THEME = "theme => document.documentElement.dataset.theme === theme"
# Colours that fade to others are there at once. Nothing is waited for: what fades in a
# part that is not drawn never ends.
FADED = """() => document.getAnimations()
  .filter((one) => one.transitionProperty).forEach((one) => one.finish())"""


def _pages() -> list[str]:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    found = [toc["root"]]

    def walk(node: dict) -> None:
        for part in node.get("parts", []):
            walk(part)
        for entry in node.get("chapters", []) + node.get("sections", []):
            found.append(entry["file"])
            walk(entry)

    walk(toc)
    return [f"{name}.html" for name in found] + ["search.html"]


EACH = pytest.mark.parametrize("path", _pages())


@EACH
def test_a_page_is_quiet_accessible_and_light_to_load(visit, site, path):
    seen = visit(urljoin(site, path), color_scheme="light", height=SCREEN["height"])
    alike = "" if path in WHOLE else ALIKE
    scroll_through(seen.page)
    seen.page.wait_for_function(THEME, arg="light")
    on_page.answers_are_closed(seen.page)
    on_page.skip_predictions(seen.page)
    weights = seen.weigh()
    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:5]
    assert sum(weights.values()) <= BUDGET, heaviest
    maths = seen.page.locator(".math")  # rendered, and there for a screen reader
    assert seen.page.locator(".math .katex").count() == maths.count()
    assert seen.page.locator(".katex-error").count() == 0
    assert seen.page.locator(".math .katex-mathml math").count() == maths.count()
    assert axe.violations(seen.page, aside=alike) == []
    if Path(path).stem in CHAPTERS:
        on_page.is_not_about_its_machinery(seen.page)
    seen.page.emulate_media(color_scheme="dark")
    seen.page.wait_for_function(THEME, arg="dark")
    seen.page.evaluate(FADED)
    assert axe.violations(seen.page, axe.CONTRAST, aside=alike) == []
    on_page.figures_are_not_boxed(seen.page)
    on_page.figures_live(seen.page, path)  # in the dark: they have been drawn anew
    on_page.answers_wait_to_be_asked_for(seen.page)
    seen.assert_quiet()


@EACH
def test_a_page_from_a_folder_fits_a_small_phone_and_lives(visit, html, path):
    how = {"width": 320, "height": 640, "has_touch": True}
    seen = visit((html / path).as_uri(), idle=False, **how)
    seen.page.wait_for_load_state()
    scroll_through(seen.page)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
    gaps = seen.page.locator("div.math:has(.eqno)").evaluate_all(
        """boxes => boxes.map((box) =>
          box.querySelector(".eqno").getBoundingClientRect().left -
          box.querySelector(".katex-display").getBoundingClientRect().right)"""
    )
    assert [gap for gap in gaps if gap < -1] == []  # numbers beside their equations
    on_page.skip_predictions(seen.page)
    on_page.definitions_stand_well(seen.page)
    on_page.figures_live(seen.page, path)
    seen.assert_quiet()
    on_page.pictures_can_be_read_on_a_phone(seen.page)
    # Last: it asks for style sheets, which a folder refuses.
    assert axe.violations(seen.page, axe.REACHED) == []


def test_the_search_answers_from_a_folder_too_and_quotes(visit, html):
    seen = visit((html / "search.html").as_uri() + "?q=carousel", idle=False)
    seen.page.wait_for_selector("#search-results li p.context .highlighted")
    seen.assert_quiet()


def test_a_page_finds_the_search_and_does_not_carry_its_index(visit, site):
    seen = visit(urljoin(site, _pages()[0]))
    assert not [r.url for r in seen.fetched if "search" in r.url]
    seen.page.keyboard.press("Control+k")
    seen.page.keyboard.type("carousel")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#search-results li")
    seen.assert_quiet()


def test_an_address_that_is_none_leads_on(visit, course):
    lost = urljoin(course, "chapters/07-worked-example.html")
    page = visit(lost, idle=False).page
    links = page.locator("main a").evaluate_all("all => all.map((one) => one.href)")
    assert urljoin(course, "chapters/04-worked-example.html") == links[1]
    assert links[0] == urljoin(course, "index.html")
    assert axe.violations(page) == []
    for address in links:
        assert page.request.get(address).ok, address
    page.wait_for_function("document.fonts.check('1em Inter')")
    page.get_by_role("searchbox").fill("carousel")
    page.keyboard.press("Enter")
    page.wait_for_url(urljoin(course, "search.html?q=carousel"))


def test_the_book_lives_under_a_sub_path(visit, course):
    seen = visit(course, idle=False)  # it leads on at once
    seen.page.wait_for_url("**/course/chapters/intro.html")
    path = f"chapters/{CHAPTERS[0]}.html"
    seen = visit(urljoin(course, path))
    on_page.figures_live(seen.page, path)
    seen.assert_quiet()
