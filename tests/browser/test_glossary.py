"""Words that are explained where they stand: by pointer, key and finger, by level."""

import gzip
import json
import re
from urllib.parse import urljoin

import pytest

from browser import axe
from browser.test_pages import EACH, ROOT, THEME, _pages
from carousel.book.site import glossary
from carousel.book.site.pages import BUNDLES

ENTRIES = glossary.read((ROOT / "chapters" / "glossary.md").read_text("utf-8"))
TEXT = {entry.key: entry.definition for entry in ENTRIES}
CHAPTER = "chapters/03-full-jacobian.html"
SHORT = "chapters/for-instructors.html"  # has words of every level, and loads at once
PHONE = {"width": 320, "height": 640, "has_touch": True}
KEPT = 2000  # milliseconds; a page from a folder may get a process of its own
MOST = 7_500  # bytes, compressed, of the words, their definitions, script and style


@pytest.fixture
def open_page(visit, site):
    """A page of the book: `open_page(width=320, …)`."""

    def open_page(path=SHORT, **how):
        return visit(urljoin(site, path), **how)

    return open_page


def _word(page, key="dominance"):
    word = page.locator(f"a.cx-term[href$='#term-{key}']").first
    # In the middle of the screen, clear of the page's own bars.
    word.evaluate("word => word.scrollIntoView({ block: 'center' })")
    return word


def _tip(page):
    return page.locator("#cx-tip")


def _choose(page, reader):
    page.get_by_role("radio", name=f"{reader}s").check(force=True)


def _levels(page):
    """The levels of the words that are links, look like links, and take the focus."""
    return page.locator("a.cx-term").evaluate_all(
        """words => {
          const shown = { linked: new Set(), lined: new Set(), tabbed: new Set() };
          for (const word of words) {
            const level = word.classList[1];
            if (word.matches(":any-link")) shown.linked.add(level);
            if (getComputedStyle(word).textDecorationLine !== "none")
              shown.lined.add(level);
            word.focus();
            if (document.activeElement === word) shown.tabbed.add(level);
            word.blur();
          }
          return Object.values(shown).map((levels) => [...levels].sort());
        }"""
    )


def _quiet(seen):
    """Quiet; only the icon may still be on its way to a page that is left."""
    seen.errors = [error for error in seen.errors if "favicon" not in error]
    seen.assert_quiet()


@EACH
def test_every_word_leads_to_its_entry_and_brings_its_definition(html, path):
    page = (html / path).read_text(encoding="utf-8")
    entries = (html / "chapters" / "glossary.html").read_text(encoding="utf-8")
    links = re.findall(r'<a class="cx-term (\w+)" href="([^"]+)"', page)
    said = re.search(r'id="cx-definitions">(.*?)</script>', page)
    said = json.loads(said[1]) if said else {}
    found = {address.split("#term-")[1]: level for level, address in links}
    assert said == {key: TEXT[key] for key in found}
    assert found == {e.key: e.level for e in ENTRIES if e.key in found}
    for level, address in links:
        assert address.split("#")[0] in ("glossary.html", "")
        assert f'<dt id="{address.split("#")[1]}">' in entries, (level, address)
    assert ("cx-reader" in page) == bool(links)


def test_the_chapters_have_words_of_every_level(html):
    for path in _pages():
        if re.search(r"/0\d", path):
            page = (html / path).read_text(encoding="utf-8")
            found = set(re.findall(r'class="cx-term (\w+)"', page))
            assert found == set(glossary.LEVELS), path


@EACH
def test_a_page_pays_little_for_it(html, path):
    def packed(text):
        return len(gzip.compress(text.encode(), 6))

    page = (html / path).read_text(encoding="utf-8")
    bare = re.sub(r'<a class="cx-term[^>]*>([^<]*)</a>', r"\1", page)
    bare = re.sub(r'<script type="application/json" id="cx-def.*?</script>', "", bare)
    bare = re.sub(
        r'<fieldset class="[^"]*cx-reader.*?</fieldset>', "", bare, flags=re.DOTALL
    )
    script, style = (
        (BUNDLES / "page" / name).read_text(encoding="utf-8")
        for name in ("glossary.js", "page.css")
    )
    start, end = style.index("html{--cx-carousel"), style.index(".cx-lecture")
    files = [script, style[start:end]]
    assert packed(page) - packed(bare) + sum(map(packed, files)) <= MOST


def test_pointing_shows_a_definition_that_can_be_pointed_at(open_page):
    seen = open_page()
    page, word, tip = seen.page, _word(seen.page), _tip(seen.page)
    assert tip.is_hidden()
    word.hover()
    tip.wait_for(state="visible")
    assert tip.inner_text() == TEXT["dominance"]
    assert tip.get_attribute("role") == "tooltip"
    assert word.get_attribute("aria-describedby") == tip.get_attribute("id")
    tip.hover()
    page.wait_for_timeout(600)
    assert tip.is_visible()
    page.mouse.move(5, 5)
    tip.wait_for(state="hidden")
    assert word.get_attribute("aria-describedby") is None
    seen.assert_quiet()


def test_a_definition_stays_until_the_pointer_leaves_and_escape_closes_it(open_page):
    page = open_page().page
    _word(page).hover()
    _tip(page).wait_for(state="visible")
    page.wait_for_timeout(1500)
    assert _tip(page).is_visible()
    page.keyboard.press("Escape")
    assert _tip(page).is_hidden()
    page.wait_for_timeout(600)
    assert _tip(page).is_hidden()


def test_the_pointer_passing_over_a_word_shows_nothing(open_page):
    page = open_page().page
    _word(page).hover()
    page.mouse.move(5, 5)
    page.wait_for_timeout(600)
    assert _tip(page).is_hidden()


def test_the_keyboard_shows_closes_and_follows(open_page):
    seen = open_page(CHAPTER)
    page, word, tip = seen.page, _word(seen.page, "gradient"), _tip(seen.page)
    word.focus()
    assert tip.inner_text() == TEXT["gradient"]
    page.keyboard.press("Tab")
    shown = page.evaluate("document.activeElement.hash").replace("#term-", "")
    assert tip.inner_text() == TEXT[shown] != TEXT["gradient"]
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    assert page.evaluate("document.activeElement.hash") == f"#term-{shown}"
    page.keyboard.press("Shift+Tab")
    assert tip.inner_text() == TEXT["gradient"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#term-gradient")
    assert page.locator("dt:target").inner_text() == "gradient"
    _quiet(seen)


def test_a_first_tap_shows_and_a_second_follows(open_page):
    seen = open_page(**PHONE)
    page, tip = seen.page, _tip(seen.page)
    _word(page, "lstm").tap()
    assert TEXT["lstm"] in tip.inner_text()
    _word(page).tap()
    assert TEXT["dominance"] in tip.inner_text()
    page.touchscreen.tap(160, 5)
    assert tip.is_hidden()
    _word(page).tap()
    tip.tap()
    assert tip.is_visible()
    _word(page).tap()
    page.wait_for_url("**/glossary.html#term-dominance")
    _quiet(seen)


@pytest.mark.parametrize("width", [320, 1280])
def test_an_open_definition_is_accessible(open_page, width):
    seen = open_page(color_scheme="light", width=width, has_touch=width == 320)
    word = _word(seen.page)
    word.tap() if width == 320 else word.hover()
    _tip(seen.page).wait_for(state="visible")
    assert axe.violations(seen.page, include="#cx-tip") == []
    # Over other text axe cannot tell the contrast; at the end of the page it can.
    _tip(seen.page).evaluate("tip => tip.style.position = 'static'")
    for scheme in ("light", "dark"):
        seen.page.emulate_media(color_scheme=scheme)
        seen.page.wait_for_function(THEME, arg=scheme)
        assert axe.violations(seen.page, axe.CONTRAST, "#cx-tip") == []
    _tip(seen.page).evaluate("tip => tip.style.position = ''")
    for reader in ("practitioner", "expert"):
        _choose(seen.page, reader)
        assert axe.violations(seen.page, include=".cx-reader") == []
    seen.assert_quiet()


def test_a_level_explains_its_words_and_those_above_it(open_page):
    page = open_page().page
    every = sorted(glossary.LEVELS)
    assert _levels(page) == [every] * 3
    _choose(page, "practitioner")
    assert _levels(page) == [["expert", "practitioner"]] * 3
    _choose(page, "expert")
    assert _levels(page) == [["expert"]] * 3
    norm = page.locator("a.cx-term.newcomer").first
    norm.hover()
    page.wait_for_timeout(500)
    assert _tip(page).is_hidden()
    _choose(page, "newcomer")
    assert _levels(page) == [every] * 3


def test_the_choice_is_one_group_that_arrow_keys_move(open_page):
    page = open_page().page
    group = page.get_by_role("group", name="Explain terms to")
    group.get_by_role("radio", name="newcomers").focus()
    page.keyboard.press("ArrowRight")
    assert group.get_by_role("radio", name="practitioners").is_checked()
    assert _levels(page)[0] == ["expert", "practitioner"]


def _remembers(seen, there):
    _choose(seen.page, "expert")
    seen.page.wait_for_timeout(KEPT)
    seen.page.reload()
    assert _levels(seen.page) == [["expert"]] * 3
    seen.page.goto(there)
    assert _levels(seen.page) == [["expert"]] * 3
    assert seen.page.get_by_role("radio", name="experts").is_checked()
    _choose(seen.page, "newcomer")
    seen.page.wait_for_timeout(KEPT)
    seen.page.go_back()
    seen.page.get_by_role("radio", name="newcomers", checked=True).wait_for()
    assert len(_levels(seen.page)[0]) == 3
    _quiet(seen)


def test_the_choice_is_remembered_on_all_pages(open_page, site):
    _remembers(open_page(), urljoin(site, "chapters/intro.html"))


def test_the_choice_is_remembered_in_a_book_opened_from_a_folder(visit, html):
    seen = visit((html / SHORT).as_uri())
    _word(seen.page).hover()
    _tip(seen.page).wait_for(state="visible")
    _remembers(seen, (html / "chapters" / "intro.html").as_uri())


def test_what_is_kept_is_known_before_the_script_runs(visit, site):
    seen = visit(urljoin(site, SHORT), idle=False)
    _choose(seen.page, "expert")
    seen.page.route("**/glossary.js*", lambda route: route.abort())
    seen.page.reload()
    assert seen.page.get_by_role("radio", name="experts").is_checked()
    assert _levels(seen.page)[1] == ["expert"]


@pytest.mark.parametrize("kept", ["nobody", '"]', ""])
def test_a_choice_that_nobody_offered_counts_as_newcomer(open_page, kept):
    seen = open_page("chapters/intro.html")
    seen.page.evaluate("kept => localStorage.setItem('reader', kept)", kept)
    seen.page.reload()
    assert seen.page.get_by_role("radio", name="newcomers").is_checked()
    assert len(_levels(seen.page)[0]) >= 2
    _quiet(seen)


def test_a_browser_that_keeps_nothing_still_changes_the_page(visit, site):
    seen = visit(urljoin(site, SHORT))
    seen.page.add_init_script(
        """for (const way of ["getItem", "setItem"]) {
          const real = Storage.prototype[way];
          Storage.prototype[way] = function (name, ...rest) {
            if (name === "reader") throw new DOMException("no", "SecurityError");
            return real.call(this, name, ...rest);
          };
        }"""
    )
    seen.page.reload()
    assert len(_levels(seen.page)[0]) == 3
    _choose(seen.page, "expert")
    assert _levels(seen.page) == [["expert"]] * 3
    assert seen.page.evaluate("localStorage.reader") is None
    _quiet(seen)


def test_without_scripts_words_are_plain_links(visit, site):
    page = visit(urljoin(site, SHORT), java_script_enabled=False).page
    assert page.locator(".cx-reader").is_hidden()
    word = page.locator("a.cx-term[href$='#term-dominance']").first
    word.click()
    page.wait_for_url("**/glossary.html#term-dominance")


def test_on_paper_words_are_text(open_page):
    page = open_page().page
    page.emulate_media(media="print")
    assert _levels(page)[1] == []
    assert page.locator(".cx-reader").is_hidden()


def test_the_choice_costs_a_phone_no_screenful(open_page):
    box = open_page(**PHONE).page.locator(".cx-reader").bounding_box()
    assert box["height"] <= 640 / 8
