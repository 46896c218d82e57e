"""The core imports no wing, `lab` only the core, and `book` both."""

import ast
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[1] / "lib" / "carousel"
MODULES = sorted(LIBRARY.rglob("*.py"))
WINGS = ("lab", "book")
MAY = {"core": set(), "lab": {"lab"}, "book": {"lab", "book"}}
CORE_NEEDS = {"numpy", "jaxtyping", "carousel"}
STANDARD = set(__import__("sys").stdlib_module_names)


def _wing(path):
    top = path.relative_to(LIBRARY).parts[0]
    return top if top in WINGS else "core"


def _imported(path):
    """Full names of what a module imports, wherever in it that stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(LIBRARY)))
def test_no_module_imports_a_wing_it_may_not(path):
    parts = [name.split(".") for name in _imported(path)]
    wings = {p[1] for p in parts if p[0] == "carousel" and p[1] in WINGS}
    assert wings <= MAY[_wing(path)]


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if _wing(p) == "core"],
    ids=lambda p: str(p.relative_to(LIBRARY)),
)
def test_the_core_needs_numpy_and_jaxtyping_alone(path):
    if path.parent.name == "interop":
        return
    roots = {name.split(".")[0] for name in _imported(path)}
    assert roots - STANDARD <= CORE_NEEDS
