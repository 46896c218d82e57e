from pathlib import Path

import pytest

import check

ROOT = Path(__file__).parents[1]
FIGURE = "lib/carousel/book/explorables/highway"


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("chapters/02-derivation.ipynb", ["site.execution", "test_equations_ch02.py"]),
        ("chapters/notation.md", ["test_prose.py", "test_equations_notation.py"]),
        ("lib/carousel/bptt.py", ["ruff", "tests/test_bptt.py", check.SHAPES]),
        ("lib/carousel/book/serve.py", ["ruff", "tests/book/test_serve.py"]),
        (
            f"{FIGURE}.js",
            ["build", "test_highway.py", "test_explorables.py -k highway"],
        ),
        (f"{FIGURE}.py", ["ruff", "test_highway.py", "test_explorables.py -k highway"]),
        ("tests/check.py", ["ruff", "tests/check.py"]),
        ("README.md", ["tests/test_rooms.py"]),
    ],
)
def test_a_file_is_followed_to_its_tests(path, parts):
    said = "\n".join(" ".join(command) for command in check.commands(Path(path)))
    assert [part for part in parts if part not in said] == []


def test_all_tests_that_are_named_exist():
    absent = set()
    for path in [*ROOT.glob("chapters/*.*"), *ROOT.glob("lib/carousel/**/*.py")]:
        for command in check.commands(path.relative_to(ROOT)):
            named = [part for part in command if part.startswith("tests/")]
            absent |= {(path.name, n) for n in named if not (ROOT / n).exists()}
    assert absent == set()
