import json
from pathlib import Path

import pytest

from carousel.book.quiz import Quiz

CHAPTERS = Path(__file__).parents[2] / "chapters" / "quiz"
ANSWERS = [
    {"answer": "1 < 2", "correct": True, "feedback": "So it is."},
    {"answer": "2 < 1", "correct": False, "feedback": "Count again."},
]


def _quiz(tmp_path, questions):
    path = tmp_path / "01.json"
    path.write_text(json.dumps(questions))
    return Quiz(path)


@pytest.mark.parametrize("path", sorted(CHAPTERS.glob("*.json")), ids=lambda p: p.stem)
def test_a_chapter_has_five_questions_and_the_right_answer_moves_about(path):
    questions = Quiz(path).questions
    assert len(questions) == 5
    right = [[a["correct"] for a in q["answers"]].index(True) for q in questions]
    assert len(set(right)) > 1


def test_every_answer_opens_its_explanation(tmp_path):
    page = _quiz(tmp_path, [{"question": "Which?", "answers": ANSWERS}])._html()
    assert page.count("<details name=") == 2
    assert "<strong>Right.</strong> So it is." in page
    assert "<strong>No.</strong> Count again." in page


def test_text_stays_text(tmp_path):
    page = _quiz(tmp_path, [{"question": "<b>?", "answers": ANSWERS}])._html()
    assert "&lt;b&gt;?" in page
    assert "1 &lt; 2" in page


def test_paper_gets_the_questions_without_the_answers(tmp_path):
    bundle = _quiz(tmp_path, [{"question": "Which?", "answers": ANSWERS}])
    assert "So it is" not in bundle._repr_mimebundle_()["text/markdown"]


@pytest.mark.parametrize(
    ("questions", "message"),
    [
        (["?"], "question 1: expected a question and its answers"),
        ([{"question": "?", "answers": []}], "expected a question and its answers"),
        (
            [{"question": "?", "answers": ANSWERS[1:]}],
            "expected one correct answer, got 0",
        ),
        (
            [{"question": "?", "answers": [{"answer": "a"}]}],
            "needs answer, correct and",
        ),
    ],
)
def test_a_broken_quiz_is_refused_with_its_place(tmp_path, questions, message):
    with pytest.raises(ValueError, match=message):
        _quiz(tmp_path, questions)


def test_a_file_that_is_not_json_is_refused(tmp_path):
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(ValueError, match=r"x\.json is not JSON"):
        Quiz(tmp_path / "x.json")
