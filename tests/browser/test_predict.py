"""Predict, then see: the guess first, then the answer beside it."""

import pytest

from browser import stand
from browser.test_pages import AXE, RUN_AXE, STANDARDS
from carousel.book.explorables import Predict


def _asked():
    return Predict(
        "How much of the gradient is left after 50 steps at f = 0.9?",
        answer=0.9**50,
        low=1e-6,
        high=1.0,
        log_scale=True,
        why="0.9 multiplied by itself 50 times.",
    )


@pytest.fixture
def ask(visit, tmp_path):
    def ask(**how):
        seen = visit(
            stand.write(tmp_path, [_asked()], stills=True).as_uri(), idle=False, **how
        )
        return seen, seen.page.locator(".carousel-explorable")

    return ask


def _open(box):
    return box.locator(".cx").evaluate("cx => cx.classList.contains('cx-open')")


def test_the_answer_is_hidden_until_a_guess_is_marked(ask):
    seen, box = ask()
    assert "0.00515" not in box.locator(".cx").inner_text()
    assert "the answer" not in box.locator(".cx-picture").inner_text()
    assert box.get_by_role("button", name="Show the answer").is_disabled()
    axis = box.locator(".cx-picture svg").bounding_box()
    seen.page.mouse.click(axis["x"] + axis["width"] / 2, axis["y"] + 40)
    assert "Your guess: 0.001" in box.locator(".cx-said").inner_text()
    box.get_by_role("button", name="Show the answer").click()
    assert _open(box)
    said = box.locator(".cx-said").inner_text()
    assert "You said 0.001" in said
    assert "it is 0.00515, away by a factor of 5." in said
    assert "multiplied by itself" in box.locator(".cx-why").inner_text()
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
    assert "The answer: 0.00515" in box.locator(".carousel-still p").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_is_accessible_before_and_after(ask, scheme, width):
    seen, box = ask(width=width, color_scheme=scheme)
    seen.page.add_script_tag(path=AXE)
    assert seen.page.evaluate(RUN_AXE, STANDARDS) == []
    box.get_by_role("button", name="Skip").click()
    assert seen.page.evaluate(RUN_AXE, STANDARDS) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    seen.assert_quiet()
