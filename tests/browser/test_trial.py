"""The game of chapter 12: a vote opens its evidence, is kept, and is counted."""

from urllib.parse import urljoin

import pytest

from test_claims_on_trial import HELD

CHAPTER = "chapters/12-claims-on-trial.html"


def _card(page, key):
    return page.locator(f'.cx-case[data-claim="{key}"]')


def _vote(page, key, word):
    _card(page, key).locator(f'button[data-said="{word}"]').click()


def _is_open(page, key):
    return _card(page, key).locator("details").evaluate("box => box.open")


def _tallies(page):
    return page.locator(".cx-tally [role=status]").all_inner_texts()


def test_a_vote_opens_its_evidence_colours_its_tiles_and_stays(visit, site):
    page = visit(urljoin(site, CHAPTER)).page
    assert _tallies(page) == ["Nothing judged yet."] * 2
    assert not _is_open(page, "default")
    assert page.locator(".cx-tile[data-verdict]").count() == 0
    _vote(page, "default", "true")
    page.locator('.cx-case[data-claim="guess"] button').first.press("Enter")
    assert _is_open(page, "default")
    assert not _is_open(page, "irnn")
    told = _card(page, "default").locator("[role=status]").inner_text()
    assert told == "The evidence says otherwise."
    one = f"2 of {len(HELD)} judged; you and the evidence agree on 1."
    assert _tallies(page) == [one] * 2
    page.reload()
    tile = page.locator('.cx-tile[data-claim="default"]').first
    assert "false, you said true" in tile.inner_text()
    assert _is_open(page, "default")
    assert _card(page, "default").locator("button").first.is_disabled()
    page.goto(urljoin(site, "chapters/what-you-believed.html"))
    assert "you said true, the verdict is false" in page.locator("main").inner_text()


def test_the_end_of_the_game_tells_a_score_and_it_can_begin_again(visit, site):
    page = visit(urljoin(site, CHAPTER)).page
    for key in HELD:
        _vote(page, key, "only if")
    often = list(HELD.values()).count("only if")
    for tally in _tallies(page):
        assert tally.startswith(f"You and the evidence agree on {often} of {len(HELD)}")
        assert f"{often} of {often} only if" in tally
    page.get_by_role("button", name="Judge again").last.click()
    assert _tallies(page) == ["Nothing judged yet."] * 2
    assert not _is_open(page, "default")
    _vote(page, "default", "false")
    assert _is_open(page, "default")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_dots_stay_in_their_strip(visit, site, width):
    page = visit(urljoin(site, CHAPTER), width=width).page
    _vote(page, "clears", "true")
    outside = """strip => [...strip.querySelectorAll("circle")].filter((dot) => {
      const [at, row] = [dot, dot.closest("svg")].map((e) => e.getBoundingClientRect());
      return at.left < row.left - 1 || at.right > row.right + 1;
    }).length"""
    strip = _card(page, "clears").locator(".cx-strip")
    assert strip.evaluate(outside) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_evidence_is_a_box_to_open(visit, site):
    page = visit(urljoin(site, CHAPTER), java_script_enabled=False).page
    card = _card(page, "guess")
    assert not card.locator("button").first.is_visible()
    assert not card.locator(".cx-strip").is_visible()
    card.locator("summary").click()
    assert card.locator(".cx-strip").is_visible()
