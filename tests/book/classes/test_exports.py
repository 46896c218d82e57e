"""The exports for classes grade: the solution in full, the stub to 0, mistakes by name.

The graders themselves are no part of the course's install, so the notebooks' own cells
and the tests' own code are run, as the graders run them.
"""

import ast
import doctest
import json

import pytest

from book.check import planted
from carousel.book.classes import __main__ as command
from carousel.book.classes import nbgrader, otter
from carousel.book.classes._cells import marked

NAMES = [exercise.name for exercise in planted.LADDER.exercises]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    command.main(str(planted.NOTEBOOK), str(folder))
    return folder


def _cells(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in book["cells"]]
    assert len(set(ids)) == len(ids)
    return book["cells"]


def _source(folder, kind):
    return _cells(folder / "nbgrader" / kind / "ladder" / "ladder.ipynb")


def _tests(folder, kind):
    for name in NAMES:
        text = (folder / "otter" / kind / "tests" / f"{name}.py").read_text()
        flag, told = ast.parse(text).body
        assert ast.unparse(flag) == "OK_FORMAT = True"
        yield name, ast.literal_eval(told.value)


def _said_by_nbgrader(cells, solutions):
    """What each graded cell raises, by exercise; empty where it passes."""
    said, names = {}, {}
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        told = cell["metadata"].get("nbgrader", {})
        name = told.get("grade_id", "").removesuffix("-test")
        if told.get("solution") and name in solutions:
            exec(solutions[name], names)
        elif told.get("grade"):
            try:
                exec(cell["source"], names)
                said[name] = ""
            except AssertionError as error:
                said[name] = str(error)
        else:
            exec(cell["source"], names)
    return said


def _failed_by_otter(cells, tests, solutions):
    """The exercises whose doctests fail, and what the failing ones print."""
    names, failed = {}, {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(solutions.get(cell["id"], cell["source"]), names)
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    for name, told in tests:
        (case,) = told["suites"][0]["cases"]
        printed: list[str] = []
        example = parser.get_doctest(case["code"], names, name, None, 0)
        if runner.run(example, out=printed.append).failed:
            failed[name] = "".join(printed)
    return failed


def test_nbgraders_metadata_is_that_of_its_schema(folder):
    for kind in ("source", "release"):
        told = [c["metadata"].get("nbgrader") for c in _source(folder, kind)]
        told = [metadata for metadata in told if metadata]
        assert [t["grade_id"] for t in told[::2]] == NAMES
        assert len(told) == 2 * len(NAMES)
        for metadata in told:
            keys = {"grade_id", "schema_version", "solution", "grade", "locked", "task"}
            assert set(metadata) - {"points"} == keys
            assert metadata["schema_version"] == 3
            assert metadata["grade"] == metadata["locked"] == (not metadata["solution"])
            assert metadata.get("points", 0) == int(metadata["grade"])


def test_students_get_no_solution_and_graders_do(folder):
    body = "now.i_t * (1 - now.i_t)"  # of the fifth
    mine = folder / "nbgrader", folder / "otter"
    with_it = [
        mine[0] / "source" / "ladder" / "ladder.ipynb",
        mine[1] / "ladder.ipynb",
        mine[1] / "autograder" / "ladder.ipynb",
    ]
    without = [
        mine[0] / "release" / "ladder" / "ladder.ipynb",
        mine[1] / "student" / "ladder.ipynb",
    ]
    assert all(body in path.read_text() for path in with_it)
    for path in without:
        assert body not in path.read_text()
        assert "SOLUTION" not in path.read_text()
        assert "solved_" not in path.read_text()


def test_what_stands_between_the_marks_is_the_solution():
    for exercise in planted.LADDER.exercises:
        text = marked(exercise, nbgrader.BEGIN, nbgrader.END)
        assert text.count(nbgrader.BEGIN) == text.count(nbgrader.END)
        kept = [line for line in text.splitlines() if "SOLUTION" not in line]
        names = ast.parse("\n".join(kept)).body
        assert names[-1].name == exercise.name
        assert ast.get_docstring(names[-1])


def test_otters_master_has_every_block_that_assign_asks_for(folder):
    cells = _cells(folder / "otter" / "ladder.ipynb")
    raws = [cell["source"] for cell in cells if cell["cell_type"] == "raw"]
    assert raws[0] == otter.CONFIG
    blocks = [text.splitlines()[0] for text in raws[1:]]
    one = [
        f"# {when} {what}"
        for when, what in (
            ("BEGIN", "QUESTION"),
            ("BEGIN", "SOLUTION"),
            ("END", "SOLUTION"),
            ("BEGIN", "TESTS"),
            ("END", "TESTS"),
            ("END", "QUESTION"),
        )
    ]
    assert blocks == one * len(NAMES)


@pytest.mark.parametrize("kind", ["student", "autograder"])
def test_otters_tests_have_its_format(folder, kind):
    for name, told in _tests(folder, kind):
        assert set(told) == {"name", "points", "suites"}
        assert (told["name"], told["points"]) == (name, 1)
        (suite,) = told["suites"]
        assert set(suite) == {"cases", "scored", "setup", "teardown", "type"}
        assert suite["type"] == "doctest"


def test_the_solution_gets_full_marks_and_the_stub_none(folder):
    release, solutions = _source(folder, "release"), planted.SOLUTIONS
    assert set(_said_by_nbgrader(release, solutions).values()) == {""}
    assert set(_said_by_nbgrader(_source(folder, "source"), {}).values()) == {""}
    stubs = _said_by_nbgrader(release, {})
    assert stubs == dict.fromkeys(NAMES, "Not written yet.")
    tests = list(_tests(folder, "autograder"))
    solved = _cells(folder / "otter" / "autograder" / "ladder.ipynb")
    assert _failed_by_otter(solved, tests, {}) == {}
    student = _cells(folder / "otter" / "student" / "ladder.ipynb")
    assert list(_failed_by_otter(student, tests, {})) == NAMES


@pytest.mark.parametrize(("name", "old", "new", "words"), planted.MISTAKES)
def test_a_planted_mistake_loses_its_mark_and_gets_its_diagnosis(
    folder, name, old, new, words
):
    release = _source(folder, "release")
    upto = next(n for n, c in enumerate(release) if c["id"] == f"{name}-test") + 1
    solutions = planted.mistaken(name, old, new)
    ungraded = [
        cell
        for cell in release[:upto]
        if not cell["metadata"].get("nbgrader", {}).get("grade")
    ]
    said = _said_by_nbgrader([*ungraded, release[upto - 1]], solutions)
    assert words in said[name]
    tests = [one for one in _tests(folder, "autograder") if one[0] == name]
    assert words in _failed_by_otter(ungraded, tests, solutions)[name]
