"""A quiz marks one answer a question, counts, shuffles, and remembers."""

import json

import pytest

from browser import axe
from carousel.book.quiz import Quiz

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quiz</title>
<link rel="icon" href="data:,"></head>
<body><main><h1>Quiz</h1>{}</main></body></html>"""
ANSWERS = [
    {"answer": f"option {n}", "correct": n == 2, "feedback": f"reason {n}"}
    for n in range(4)
]


@pytest.fixture
def quiz(visit, tmp_path):
    """The page that JupyterLab would show: a quiz that brings its script along."""
    path = tmp_path / "01.json"
    asked = [{"question": f"Which {n}?", "answers": ANSWERS} for n in "abc"]
    path.write_text(json.dumps(asked), encoding="utf-8")
    page = tmp_path / "quiz.html"
    page.write_text(PAGE.format(Quiz(path)._html()), encoding="utf-8")
    return lambda **how: visit(page.as_uri(), idle=False, **how)


def _order(page):
    return page.locator(".cx-options button").all_inner_texts()


def test_a_question_takes_one_answer_marks_it_and_counts(quiz):
    seen = quiz()
    page = seen.page
    first, second = (page.locator(".cx-card").nth(n) for n in range(2))
    assert page.get_by_text("reason").locator("visible=true").count() == 0
    first.get_by_role("button", name="option 1").focus()
    page.keyboard.press("Enter")
    assert first.locator("[data-mark=wrong]").inner_text() == "option 1"
    assert first.locator("[data-mark=right]").inner_text() == "option 2"
    shown = first.locator(".cx-reason:visible")
    assert sorted(shown.all_inner_texts()) == ["No. reason 1", "Right. reason 2"]
    first.get_by_role("button", name="option 3").click()  # why not, and no second vote
    second.get_by_role("button", name="option 2").click()
    score = page.locator(".cx-score span")
    assert score.inner_text() == "2 of 3 answered, 1 right."
    before, counted = _order(page), score.inner_text()
    page.reload()
    assert (_order(page), score.inner_text()) == (before, counted)
    page.locator(".cx-card").nth(2).get_by_role("button", name="option 2").click()
    assert score.inner_text() == "2 of 3 right."
    assert axe.violations(page) == []
    page.get_by_role("button", name="Answer again").click()
    assert page.locator(".cx-reason:visible").count() == 0
    seen.assert_quiet()


def test_paper_and_a_page_without_scripts_have_the_answers_after_the_question(quiz):
    seen = quiz()
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".cx-reason:visible").count() == 12
    still = quiz(java_script_enabled=False).page
    assert still.locator("li", has_text="option").count() == 12
    assert not still.get_by_text("reason 2").first.is_visible()
    still.locator("summary").first.click()
    assert still.get_by_text("reason 2").first.is_visible()
