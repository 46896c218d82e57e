"""The library imports no wing, and each wing declares what it imports."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "lib" / "carousel"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = {
    "core": [],
    "checkup": ["checkup"],
    "lab": ["lab", "cluster"],
    "book": ["book", "paper"],
}
LAZILY = {"torch"}  # by `interop`, for those who hand over its modules


def _wing(path):
    top = path.relative_to(LIBRARY).parts[0]
    return top if top in EXTRAS else "core"


def _imported(path):
    """Roots of what a module imports from elsewhere, wherever in it that stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0]


def _normal(name):
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name)[0]).lower()


def _declared(wing):
    """Distributions that a wing may import: the library's, and those of its extras."""
    extras = PROJECT["optional-dependencies"]
    needs = sum((extras[name] for name in EXTRAS[wing]), PROJECT["dependencies"])
    return {_normal(need) for need in needs}


def test_every_module_imports_only_what_stands_below_it(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports(no_cache=True) == cli.EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("wing", EXTRAS)
def test_what_a_wing_imports_is_declared(wing):
    paths = (path for path in LIBRARY.rglob("*.py") if _wing(path) == wing)
    imported = {root for path in paths for root in _imported(path)}
    foreign = imported - set(sys.stdlib_module_names) - {"carousel"}
    homes = packages_distributions()
    allowed = _declared(wing) | (LAZILY if wing == "core" else set())
    assert {
        root
        for root in foreign
        if not allowed & {_normal(name) for name in homes.get(root, [root])}
    } == set()


def test_the_library_needs_numpy_and_jaxtyping_alone():
    assert _declared("core") == {"numpy", "jaxtyping"}


def test_the_checkup_is_there_without_pytorch_and_without_pictures():
    asked = "import carousel.checkup, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert not {"torch", "matplotlib"} & set(done.stdout.split())
