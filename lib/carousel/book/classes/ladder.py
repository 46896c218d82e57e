"""The exercises of a notebook, as the exports for classes need them.

An exercise is three cells whose ids start alike: the question, the stub, the solution.
The notebook stays the one source: its folded solutions are those of the exports.
"""

import json
from dataclasses import dataclass
from pathlib import Path

NAMED = "solved_"  # before the name of a function, in the notebook's solutions


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes:
        name: of the function, and of its check.
        question: the text above it, with its heading.
        stub: the function as a learner finds it.
        solution: the function written, under the learner's name, with its helpers.
    """

    name: str
    question: str
    stub: str
    solution: str


@dataclass(frozen=True)
class Ladder:
    """A notebook of exercises: what stands before them, and each of them.

    Attributes:
        opening: kind and source of the cells before the first question.
        exercises: in the order of the notebook.
    """

    opening: list[tuple[str, str]]
    exercises: list[Exercise]


def read(notebook: Path) -> Ladder:
    """The ladder that a notebook holds.

    Raises:
        ValueError: if a question lacks its stub or its solution, or there is none.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    by_id = {cell["id"]: "".join(cell["source"]) for cell in cells}
    stems = [i.removesuffix("-question") for i in by_id if i.endswith("-question")]
    if not stems:
        raise ValueError(f"{notebook.name} holds no cell whose id ends in -question")
    opening = []
    for cell in cells:
        if cell["id"] == f"{stems[0]}-question":
            break
        opening.append((cell["cell_type"], "".join(cell["source"])))
    return Ladder(opening, [_exercise(stem, by_id, notebook.name) for stem in stems])


def _exercise(stem: str, by_id: dict[str, str], notebook: str) -> Exercise:
    missing = [k for k in ("stub", "solution") if f"{stem}-{k}" not in by_id]
    if missing:
        raise ValueError(f"{notebook}: {stem} has no cell {stem}-{missing[0]}")
    solution = by_id[f"{stem}-solution"].rsplit("\n\n\n", 1)[0]  # without its check
    return Exercise(
        name=stem.replace("-", "_"),
        question=by_id[f"{stem}-question"],
        stub=by_id[f"{stem}-stub"],
        solution=solution.replace(NAMED, ""),
    )
