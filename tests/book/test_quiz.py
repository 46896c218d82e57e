import json
from pathlib import Path

import pytest

from carousel.book import quiz
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
def test_in_a_chapter_the_right_answer_moves_about(path):
    questions = Quiz(path).questions
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


def test_a_quiz_is_found_beside_the_notebook_and_from_any_other_folder(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(CHAPTERS.parent)
    here = Quiz("quiz/01.json").questions
    monkeypatch.chdir(tmp_path)
    assert Quiz("quiz/01.json").questions == here
    (tmp_path / "quiz").mkdir()
    (tmp_path / "quiz" / "01.json").write_text("[]")
    assert Quiz("quiz/01.json").questions == []  # the notebook's own comes first


def test_a_quiz_that_is_nowhere_is_refused_with_both_places(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError) as refused:
        Quiz("quiz/none.json")
    for folder in (tmp_path, quiz.CHAPTERS):
        assert str(folder / "quiz" / "none.json") in str(refused.value)
