import json
import re
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


def _length(answer):
    """About how many letters of it are seen."""
    return len(re.sub(r"[$\\{}]|partial|cdots|times", "", answer["answer"]))


def test_the_longest_answer_is_no_better_a_guess_than_another():
    questions = [q for p in CHAPTERS.glob("*.json") for q in Quiz(p).questions]
    longest = [
        max(question["answers"], key=_length)["correct"] for question in questions
    ]
    assert 0.1 < sum(longest) / len(questions) < 0.4


@pytest.mark.parametrize("path", sorted(CHAPTERS.glob("*.json")), ids=lambda p: p.stem)
def test_formulas_are_formulas(path):
    for question in Quiz(path).questions:
        told = [question["question"]]
        told += [
            a[part] for a in question["answers"] for part in ("answer", "feedback")
        ]
        for text in told:
            rest = re.sub(r"\$[^$]+\$|`[^`]+`", "", text)
            assert not re.search(r"[$_^{}\\]|\b\de-\d", rest), text


def test_options_stand_open_and_answers_in_a_closed_box(tmp_path):
    page = _quiz(tmp_path, [{"question": "Which?", "answers": ANSWERS}])._html()
    asked, told = page.split("<details>")
    assert "<li>1 &lt; 2</li><li>2 &lt; 1</li>" in asked
    assert "So it is." not in asked
    assert "<li data-right><strong>Right.</strong> So it is.</li>" in told
    assert "<li><strong>No.</strong> Count again.</li>" in told


def test_an_answer_is_kept_until_its_question_changes():
    question = {"question": "Which?", "answers": ANSWERS}
    assert quiz.key(question) == quiz.key(dict(question))
    assert quiz.key(question) != quiz.key({**question, "question": "Whither?"})


def test_text_stays_text(tmp_path):
    page = _quiz(tmp_path, [{"question": "<b>?", "answers": ANSWERS}])._html()
    assert "&lt;b&gt;?" in page
    assert "1 &lt; 2" in page


def test_paper_gets_the_answers_after_the_questions(tmp_path):
    bundle = _quiz(tmp_path, [{"question": "Which?", "answers": ANSWERS}])
    asked, told = bundle._repr_mimebundle_()["text/markdown"].split("**Answers**")
    assert "So it is" not in asked
    assert "1. 1 < 2 So it is." in told


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
