"""A notebook of exercises is read as its questions, stubs and solutions."""

import json

import pytest

from book.check.planted import LADDER
from carousel.book.classes import ladder


def _notebook(tmp_path, *ids):
    cells = [{"id": i, "cell_type": "code", "source": [f"{i}\n", "two"]} for i in ids]
    path = tmp_path / "some.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


def test_the_course_has_a_ladder_of_twelve():
    assert len(LADDER.exercises) == 12
    first, *_, last = LADDER.exercises
    assert (first.name, last.name) == ("gate", "profile")
    assert [kind for kind, _ in LADDER.opening][:2] == ["markdown", "code"]
    for exercise in LADDER.exercises:
        assert exercise.question.startswith("## ")
        assert f"def {exercise.name}(" in exercise.stub
        assert exercise.stub.endswith("...")
        assert f"def {exercise.name}(" in exercise.solution
        assert "solved_" not in exercise.solution
        assert "check." not in exercise.solution


def test_a_question_without_its_solution_is_refused(tmp_path):
    path = _notebook(tmp_path, "a-question", "a-stub")
    with pytest.raises(ValueError, match="a has no cell a-solution"):
        ladder.read(path)


def test_a_notebook_without_questions_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no cell whose id ends in -question"):
        ladder.read(_notebook(tmp_path, "title"))
