"""Ballots and verdicts on the page of chapter 12, which answer without a script."""

from urllib.parse import urljoin

import pytest

CHAPTER = "chapters/12-claims-on-trial.html"
SAID = "el => getComputedStyle(el, '::before').content"


def _said(page, name):
    return page.locator(f".{name}").evaluate(SAID).strip('"')


def _mark(page, key, word):
    page.locator(f'input[name="claim-{key}"][value="{word}"]').check()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_mark_stands_beside_its_verdict_and_in_the_record(visit, site, scripts):
    page = visit(urljoin(site, CHAPTER), java_script_enabled=scripts).page
    assert _said(page, "cx-said-near_one") == "none"
    _mark(page, "near_one", "true")
    _mark(page, "explode", "false")
    assert _said(page, "cx-said-near_one") == "You said: true."
    assert _said(page, "cx-mark-explode") == "false"
    _mark(page, "near_one", "only if")
    assert _said(page, "cx-said-near_one") == "You said: only if."


def test_marks_survive_a_reload(visit, site):
    page = visit(urljoin(site, CHAPTER)).page
    _mark(page, "near_one", "true")
    page.reload()
    page.wait_for_selector('input[name="claim-near_one"][value="true"]:checked')
    assert _said(page, "cx-said-near_one") == "You said: true."
    page.goto(urljoin(site, "chapters/what-you-believed.html"))
    assert "you said true, the verdict is only if" in page.locator("main").inner_text()
    page.get_by_role("button", name="Forget all of this").click()
    assert "Nothing is marked" in page.locator("main").inner_text()
    page.goto(urljoin(site, CHAPTER))
    assert _said(page, "cx-said-near_one") == "none"


def test_the_record_counts_agreement_and_not_marks(visit, site):
    page = visit(urljoin(site, CHAPTER)).page
    rows = page.locator(".cx-record tbody tr")
    assert _said(page, "cx-tally") == "none"
    for row in range(3):
        cells = rows.nth(row).locator("td")
        key = rows.nth(row).get_attribute("class").removeprefix("cx-row-")
        _mark(page, key, cells.nth(1).inner_text() if row else "only if")
    adds = "rows => rows.map((row) => getComputedStyle(row).counterIncrement)"
    assert rows.evaluate_all(adds)[:4] == ["none", "agreed 1", "agreed 1", "none"]
    assert _said(page, "cx-tally").startswith("You and the cells agree on ")


def test_a_ballot_is_marked_by_keyboard(visit, site):
    page = visit(urljoin(site, CHAPTER)).page
    page.locator('input[name="claim-average"][value="true"]').focus()
    page.keyboard.press("ArrowRight")
    assert _said(page, "cx-said-average") == "You said: false."
