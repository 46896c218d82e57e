"""The ladder for nbgrader: the source with solutions, and the release without."""

from pathlib import Path

from carousel.book.classes import _cells
from carousel.book.classes._cells import Cell
from carousel.book.classes.ladder import Exercise, Ladder

ASSIGNMENT = "ladder"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
SCHEMA = 3  # of nbgrader's metadata
CONFIG = '''"""What `nbgrader generate_assignment ladder` reads."""

c = get_config()
c.CourseDirectory.course_id = "constant-error-carousel"
c.CourseDirectory.root = "."
c.ClearSolutions.code_stub = {"python": "..."}  # a check takes it for "not written"
'''


def export(ladder: Ladder, folder: Path) -> None:
    """Write `source` with the solutions, `release` without, and the settings."""
    for kind in ("source", "release"):
        cells = _cells.opening(ladder)
        for exercise in ladder.exercises:
            cells += _exercise(exercise, solved=kind == "source")
        _cells.write(folder / kind / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", cells)
    (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")


def _exercise(exercise: Exercise, *, solved: bool) -> list[Cell]:
    name = exercise.name
    source = _cells.marked(exercise, BEGIN, END) if solved else exercise.stub
    return [
        _cells.question(exercise),
        _cells.code(name, source, _says(name, solution=True)),
        _cells.code(f"{name}-test", _cells.test(exercise), _says(f"{name}-test")),
    ]


def _says(name: str, *, solution: bool = False) -> dict[str, object]:
    """Nbgrader's metadata: a cell to fill in, or one that is graded and locked."""
    told = {
        "grade_id": name,
        "schema_version": SCHEMA,
        "solution": solution,
        "grade": not solution,
        "locked": not solution,
        "task": False,
    }
    return {"nbgrader": told if solution else {**told, "points": 1}}
