"""Run what a change of one file needs: `make check FILE=chapters/02-derivation.ipynb`.

A minute's answer while one works; `make test` is the whole one.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIBRARY = Path("lib", "carousel")
WINGS = ("lab", "book", "checkup")
SHAPES = "--jaxtyping-packages=carousel,beartype.beartype"
OF_CHAPTERS = (
    "tests/test_chapters.py",
    "tests/test_prose.py",
    "tests/test_equations.py",
)
PYTHON = sys.executable
LINT = [[PYTHON, "-m", "ruff", "check"], [PYTHON, "-m", "ruff", "format", "--check"]]
BUNDLE, JS = ["npm", "run", "--silent", "build"], ["npm", "run", "--silent", "test"]


def commands(path: Path) -> list[list[str]]:
    """What to run for a file, in order; the path is from the root."""
    if path.suffix == ".ipynb":
        run = [PYTHON, "-m", "carousel.book.site.execution", str(path)]
        return [[*LINT[0], str(path)], run, _of_page(path)]
    if path.suffix == ".md" and path.parts[0] == "chapters":
        return [_of_page(path)]
    if LIBRARY in path.parents:
        return _of_library(path.relative_to(LIBRARY), path)
    if path.parts[0] == "tests" and path.suffix == ".py":
        return [*_linted(path), _pytest(str(path))]
    return [_pytest("tests/test_rooms.py", "tests/test_wings.py")]


def _of_page(path: Path) -> list[str]:
    """The rules of pages for this one, and the tests of its equations."""
    chapter = re.match(r"\d\d", path.name)
    name = (
        f"test_equations_ch{chapter[0]}.py"
        if chapter
        else f"test_equations_{path.stem}.py"
    )
    own = Path("tests", "equations", name)
    others = [str(own)] if (ROOT / own).exists() else []
    verdicts = ["tests/test_claims_on_trial.py"] if "on-trial" in path.name else []
    return _pytest(*OF_CHAPTERS, "tests/test_back_matter.py", *others, *verdicts)


def _of_library(room: Path, path: Path) -> list[list[str]]:
    figures = LIBRARY / "book" / "explorables"
    own = Path("tests", room.parent, f"test_{room.stem}.py")
    if figures in path.parents:
        pair = (ROOT / figures / f"{room.stem}.py").exists() and room.stem[0] != "_"
        some = ["-k", room.stem] if pair else []
        mine = [str(own)] if (ROOT / own).exists() else ["tests/book/explorables"]
        live = _pytest("tests/browser/test_explorables.py", *some, "-n", "2")
        lint = _linted(path) if path.suffix == ".py" else []
        return [*lint, BUNDLE, JS, _pytest(*mine), live]
    if path.suffix != ".py":
        return [_pytest("tests/book/site")]
    while not (ROOT / own).exists():
        own = own.parent
    shapes = [] if room.parts[0] in WINGS else [SHAPES]
    return [*_linted(path), _pytest(str(own), *shapes)]


def _linted(path: Path) -> list[list[str]]:
    return [[*command, str(path)] for command in LINT]


def _pytest(*arguments: str) -> list[str]:
    return [PYTHON, "-m", "pytest", "-q", *arguments]


def main(names: list[str]) -> None:
    """Run it, and stop at what fails."""
    if not names or not (ROOT / names[0]).exists():
        sys.exit("name a file from the top: make check FILE=chapters/notation.md")
    for command in commands((ROOT / names[0]).resolve().relative_to(ROOT)):
        print("$", *command, flush=True)
        if done := subprocess.run(command, cwd=ROOT, check=False).returncode:
            sys.exit(done)


if __name__ == "__main__":
    main(sys.argv[1:])
