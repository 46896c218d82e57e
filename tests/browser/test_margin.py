"""Code that is no lesson stands behind its mark, and answers in their boxes."""

from urllib.parse import urljoin

from browser.look import CHAPTERS
from browser.on_page import IN_VIEW

FIRST = f"chapters/{CHAPTERS[0]}.html"
REFUSED = """Object.defineProperty(window, "localStorage",
  { get() { throw new DOMException("refused", "SecurityError"); } });"""


def test_a_tick_opens_what_it_stands_for_by_mouse_and_by_keyboard(visit, site):
    seen = visit(urljoin(site, FIRST))
    tick = seen.page.locator(".cx-mark.claim").first
    cell = seen.page.locator(f"#{tick.get_attribute('aria-controls').split()[0]}")
    name = {"name": "Checked: shows the assertion", "expanded": False}
    assert seen.page.get_by_role("button", **name).count() > 5
    tick.click()
    assert tick.get_attribute("aria-expanded") == "true"
    assert cell.locator("pre").is_visible()
    tick.press("Enter")
    assert tick.get_attribute("aria-expanded") == "false"
    assert cell.get_attribute("hidden") == "until-found"
    seen.assert_quiet()


def test_a_mark_stands_on_the_line_of_the_word_before_it(visit, site):
    for width in (390, 1280):
        page = visit(urljoin(site, FIRST), width=width).page
        lines = page.locator(".cx-keep").evaluate_all(
            "spans => spans.map((span) => span.getClientRects().length)"
        )
        assert set(lines) == {1}


def test_a_search_in_the_page_opens_the_cell_that_it_finds(visit, site):
    page = visit(urljoin(site, FIRST)).page
    tick = page.locator(".cx-mark.claim").first
    name = tick.get_attribute("aria-controls").split()[0]
    page.evaluate("name => { location.hash = name; }", name)  # reveals as a search does
    page.wait_for_selector(f".cx-mark[aria-expanded=true][aria-controls^={name}]")
    assert page.locator(f"#{name} pre").is_visible()


def test_the_switch_shows_all_code_and_is_remembered(visit, site):
    seen = visit(urljoin(site, FIRST))
    page = seen.page
    claims = page.locator(".tag_claim:not(details *) .cell_input:not(details *)")
    assert claims.evaluate_all(IN_VIEW) == []
    page.locator(".cx-code label", has_text="shown").click()
    assert len(claims.evaluate_all(IN_VIEW)) == claims.count() > 1
    assert page.locator(".cx-mark").first.is_hidden()
    page.reload()
    assert len(claims.evaluate_all(IN_VIEW)) == claims.count()
    page.locator(".cx-code label", has_text="in the margin").click()
    assert claims.evaluate_all(IN_VIEW) == []
    seen.assert_quiet()


def test_the_switch_works_where_storage_is_refused(visit, html):
    seen = visit((html / FIRST).as_uri())
    seen.page.add_init_script(REFUSED)
    seen.page.reload()
    claims = seen.page.locator(".tag_claim:not(details *) .cell_input:not(details *)")
    assert claims.evaluate_all(IN_VIEW) == []
    seen.page.locator(".cx-code label", has_text="shown").click()
    assert len(claims.evaluate_all(IN_VIEW)) == claims.count()


def test_without_scripts_the_page_is_calm_and_the_switch_works(visit, site):
    page = visit(urljoin(site, FIRST), java_script_enabled=False).page
    claim = page.locator(".tag_claim .cell_input:not(details *)").first
    assert claim.is_hidden()
    assert page.locator(".cx-mark").first.is_hidden()
    page.locator(".cx-code label", has_text="shown").click()
    assert claim.is_visible()
