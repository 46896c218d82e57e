"""The ladder for otter-grader: the master that `otter assign` reads, and what it makes.

The student's folder has the notebook without solutions, the autograder's folder the one
with them; both have the tests, in otter's format of doctests.
"""

from pathlib import Path
from pprint import pformat

from carousel.book.classes import _cells
from carousel.book.classes._cells import Cell
from carousel.book.classes.ladder import Exercise, Ladder

BOOK = "ladder.ipynb"
BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
CONFIG = """# ASSIGNMENT CONFIG
name: ladder
solutions_pdf: false
export_cell: false
check_all_cell: false
init_cell: false
generate:
  show_stdout: true
"""


def export(ladder: Ladder, folder: Path) -> None:
    """Write the master, and for students and the autograder a notebook and tests."""
    start = _cells.opening(ladder)
    master = [_cells.raw("config", CONFIG), *start]
    student, solved = list(start), list(start)
    for exercise in ladder.exercises:
        master += _question(exercise)
        asked, name = _cells.question(exercise), exercise.name
        checks = _cells.code(f"{name}-check", f"check.{name}({name})")
        student += [asked, _cells.code(name, exercise.stub), checks]
        solved += [asked, _cells.code(name, exercise.solution), checks]
    _cells.write(folder / BOOK, master)
    for kind, cells in {"student": student, "autograder": solved}.items():
        _cells.write(folder / kind / BOOK, cells)
        for exercise in ladder.exercises:
            _write_test(folder / kind / "tests", exercise)


def _question(exercise: Exercise) -> list[Cell]:
    name = exercise.name
    marks = {
        "begin": f"# BEGIN QUESTION\nname: {name}\npoints: 1",
        "answer": "# BEGIN SOLUTION",
        "answered": "# END SOLUTION",
        "tests": "# BEGIN TESTS",
        "tested": "# END TESTS",
        "end": "# END QUESTION",
    }
    cells = {at: _cells.raw(f"{name}-{at}", text) for at, text in marks.items()}
    return [
        cells["begin"],
        _cells.question(exercise),
        cells["answer"],
        _cells.code(name, _with_dots(exercise)),
        cells["answered"],
        cells["tests"],
        _cells.code(f"{name}-test", _cells.test(exercise)),
        cells["tested"],
        cells["end"],
    ]


def _with_dots(exercise: Exercise) -> str:
    """The solution between otter's marks, and the dots that a student gets instead."""
    written = _cells.marked(exercise, BEGIN, END)
    dots = f'    """ # BEGIN PROMPT\n    ...\n    """; # END PROMPT\n    {BEGIN}'
    return written.replace(f"    {BEGIN}", dots, 1)


def _write_test(folder: Path, exercise: Exercise) -> None:
    lines = _cells.test(exercise).splitlines()
    case = {
        "code": "\n".join(f">>> {line}" for line in lines),
        "hidden": False,
        "locked": False,
    }
    suite = {
        "cases": [case],
        "scored": True,
        "setup": "",
        "teardown": "",
        "type": "doctest",
    }
    told = {"name": exercise.name, "points": 1, "suites": [suite]}
    folder.mkdir(parents=True, exist_ok=True)
    text = f"OK_FORMAT = True\n\ntest = {pformat(told, sort_dicts=False)}\n"
    (folder / f"{exercise.name}.py").write_text(text, encoding="utf-8")
