"""Predict, then see: the guess first, then the answer beside it."""

import pytest

from browser import axe, stand
from carousel.book.explorables import Highway, Predict

FOLLOWS = """
<p>It is <a href="#there" style="color: inherit">half a per cent</a>, no more.</p>
<section><h2 id="there">Next</h2><p>Half a per cent again.</p></section>
<p style="height: 3000px">Long.</p><section><h2>Far away</h2><p>Open.</p></section>
"""


def _asked():
    return Predict(
        "How much of the gradient is left after 50 steps at f = 0.9?",
        answer=0.9**50,
        low=1e-6,
        high=1.0,
        log_scale=True,
        why="0.9 multiplied by itself 50 times.",
        figure="Highway",
    )


@pytest.fixture
def ask(visit, tmp_path):
    def ask(**how):
        stills = not how.get("java_script_enabled", True)
        page = stand.write(tmp_path, [_asked(), Highway()], stills=stills)
        text = page.read_text(encoding="utf-8")
        place = text.index("<figure", text.index("</figure>"))
        page.write_text(text[:place] + FOLLOWS + text[place:], encoding="utf-8")
        seen = visit(page.as_uri(), idle=False, **how)
        return seen, seen.page.locator("[data-explorable=predict]")

    return ask


def _open(box):
    return box.locator(".cx").evaluate("cx => cx.classList.contains('cx-open')")


def _told(page):
    """The words of everything that a screen reader is told of."""
    cdp = page.context.new_cdp_session(page)
    nodes = cdp.send("Accessibility.getFullAXTree")["nodes"]
    return " ".join(
        str(node["name"].get("value"))
        for node in nodes
        if "name" in node and not node["ignored"]
    )


def test_a_guess_comes_first_and_the_answer_beside_it(ask):
    seen, box = ask()
    assert "0.00515" not in box.locator(".cx").inner_text()
    assert box.locator(".cx-axis svg circle").count() == 0  # nothing is marked yet
    assert box.get_by_role("button", name="Show the answer").is_disabled()
    assert box.locator(".cx").bounding_box()["height"] <= 150
    axis = box.locator(".cx-axis svg").bounding_box()
    seen.page.mouse.click(axis["x"] + axis["width"] / 2, axis["y"] + 40)
    assert "Your guess: 0.001" in box.locator(".cx-said").inner_text()
    box.get_by_role("button", name="Show the answer").click()
    assert _open(box)
    said = box.locator(".cx-said").inner_text()
    assert "You said 0.001" in said
    assert "it is 0.00515, away by a factor of 5." in said
    assert "multiplied by itself" in box.locator(".cx-why").inner_text()
    seen.page.reload()
    assert box.locator(".cx-said").inner_text() == said  # it is kept
    seen.assert_quiet()


def test_what_follows_is_out_of_reach_until_the_answer_is_shown(ask):
    seen, box = ask()
    page = seen.page
    follows = page.get_by_text("half a per cent")
    for hidden in ("half a per cent", "Next", "Half a per cent again", "0.00515"):
        assert hidden not in _told(page)
    assert "Far away" in _told(page)
    assert not page.get_by_text("half a per cent", exact=True).is_visible()
    assert not page.evaluate("find('half a per cent')")  # as a search in the page does
    top = follows.first.evaluate("p => p.getBoundingClientRect().top")
    box.locator("input").focus()
    for _ in range(3):  # Skip, and then the first control of the figure
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.hash") != "#there"
    page.emulate_media(media="print")
    assert page.get_by_text("half a per cent", exact=True).is_visible()
    page.emulate_media(media="screen")
    box.get_by_role("button", name="Skip").click()
    for shown in ("half a per cent", "Next", "Half a per cent again", "0.00515"):
        assert shown in _told(page)
    assert page.locator(".cx-veiled, [inert]").count() == 0
    grown = follows.first.evaluate("p => p.getBoundingClientRect().top") - top
    assert abs(grown) < 60  # nothing has moved but by the answer
    seen.assert_quiet()


def test_one_question_after_another_is_uncovered(visit, tmp_path):
    asked = [Predict(f"Question {n}?", answer=n, low=0, high=9) for n in (1, 2)]
    page = stand.write(tmp_path, [*asked, Highway()])
    seen = visit(page.as_uri(), idle=False)
    skips = seen.page.get_by_role("button", name="Skip")
    assert skips.count() == 1
    skips.click()
    assert skips.count() == 1
    assert not seen.page.locator(".cx-frame").is_visible()
    skips.click()
    assert seen.page.locator(".cx-frame").is_visible()
    seen.assert_quiet()


def test_a_link_under_the_cover_lifts_it(ask):
    seen, box = ask()
    seen.page.evaluate("location.hash = '#there'")
    seen.page.wait_for_function("document.querySelector('.cx-veiled') === null")
    assert not _open(box)
    seen.assert_quiet()


def test_the_guess_stands_in_the_figure_below(ask):
    seen, box = ask()
    you = seen.page.locator("[data-explorable=highway] svg text", has_text="you")
    assert you.count() == 0
    box.locator("input").focus()
    seen.page.keyboard.press("ArrowLeft")
    seen.page.keyboard.press("Enter")
    you.wait_for(state="attached")
    seen.page.reload()
    you.wait_for(state="attached")
    seen.assert_quiet()


def test_the_keyboard_marks_and_shows(ask):
    seen, box = ask()
    box.locator("input").focus()
    for _ in range(3):
        seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("Enter")
    assert _open(box)
    seen.assert_quiet()


def test_one_key_skips(ask):
    seen, box = ask()
    box.locator("input").focus()
    seen.page.keyboard.press("s")
    assert _open(box)
    assert box.locator(".cx-said").inner_text() == "The answer is 0.00515."
    seen.assert_quiet()


def test_on_paper_and_without_scripts_the_answer_stands_open(ask):
    seen, box = ask()
    assert not box.locator(".cx-printed").is_visible()
    seen.page.emulate_media(media="print")
    assert box.locator(".cx-printed").is_visible()
    _, box = ask(java_script_enabled=False)
    box.get_by_text("The answer", exact=True).click()  # no page of the book around it
    assert "The answer: 0.00515" in box.locator("details").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_is_accessible_before_and_after(ask, scheme, width):
    seen, box = ask(width=width, color_scheme=scheme)
    assert axe.violations(seen.page) == []
    box.get_by_role("button", name="Skip").click()
    assert axe.violations(seen.page) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    seen.assert_quiet()
