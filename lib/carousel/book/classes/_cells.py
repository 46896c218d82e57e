"""Cells of the notebooks that are exported, and the test that grades an exercise."""

import ast
import json
from collections.abc import Mapping
from pathlib import Path

from carousel.book.classes.ladder import Exercise, Ladder

Cell = dict[str, object]
SEED = 1997


def markdown(name: str, source: str) -> Cell:
    """A cell of text."""
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def raw(name: str, source: str) -> Cell:
    """A cell that is neither text nor code."""
    return {"cell_type": "raw", "id": name, "metadata": {}, "source": source}


def code(name: str, source: str, metadata: Mapping[str, object] | None = None) -> Cell:
    """A cell of code that has not been run."""
    return {
        "cell_type": "code",
        "id": name,
        "metadata": dict(metadata or {}),
        "source": source,
        "execution_count": None,
        "outputs": [],
    }


def opening(ladder: Ladder) -> list[Cell]:
    """What stands before the first exercise, without what links to the book's pages."""
    make = {"markdown": markdown, "code": code}
    cells = [
        make[kind](f"opening-{n}", source)
        for n, (kind, source) in enumerate(ladder.opening)
    ]
    return [cell for cell in cells if ".ipynb)" not in str(cell["source"])]


def question(exercise: Exercise) -> Cell:
    """What is asked."""
    return markdown(f"{exercise.name}-question", exercise.question)


def test(exercise: Exercise) -> str:
    """The code that passes for a right function and else raises the diagnosis."""
    name = exercise.name
    return (
        f"verdict = check.{name}({name}, rng=np.random.default_rng({SEED}))\n"
        "assert verdict.right, verdict"
    )


def marked(exercise: Exercise, begin: str, end: str) -> str:
    """The stub with its solution between marks: helpers before it, the body in it."""
    lines = exercise.solution.splitlines()
    function = next(
        node
        for node in ast.parse(exercise.solution).body
        if isinstance(node, ast.FunctionDef) and node.name == exercise.name
    )
    helpers = "\n".join(lines[: function.lineno - 1]).strip()
    body = lines[function.body[0].lineno - 1 : function.end_lineno]
    head = exercise.stub.splitlines()[:-1]  # without its dots
    written = [*head, f"    {begin}", *body, f"    {end}"]
    if helpers:
        written = [begin, helpers, end, "", "", *written]
    return "\n".join(written)


def write(path: Path, cells: list[Cell]) -> None:
    """Write the notebook of these cells, its folder too."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    book = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(book, indent=1, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8")
