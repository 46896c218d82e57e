"""The house is in order: rooms have tests, and the papers tell the truth."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "lib" / "carousel"
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = re.search(r"```text\n(.*?)```", README, re.DOTALL)[1]
ROOMS = sorted(
    path.relative_to(LIBRARY)
    for path in LIBRARY.rglob("*.py")
    if not path.name.startswith("_")
)


def _tracked() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in done.stdout.splitlines() if (ROOT / name).exists()]


def _imported(path: Path) -> set[str]:
    """Full names of all that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _is_module(name: str) -> bool:
    return (LIBRARY.parent / f"{name.replace('.', '/')}.py").is_file()


@pytest.fixture(scope="module")
def tested() -> set[str]:
    """Full names of what some test imports, alone or as a part of its package.

    A test that imports a package reaches what the package lends out by name, and those
    of its modules that the test mentions, as `plots.routes`.
    """
    names = set()
    for path in (ROOT / "tests").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for name in list(_imported(path)):
            names.add(name)
            package = LIBRARY.parent / name.replace(".", "/") / "__init__.py"
            if package.is_file():
                names |= {one for one in _imported(package) if not _is_module(one)}
                last = name.rpartition(".")[2]
                used = re.findall(rf"\b{last}\.(\w+)", text)
                names |= {f"{name}.{part}" for part in used}
        names |= set(re.findall(r"\bcarousel(?:\.\w+)+", text))
    return names


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_some_test_reaches_every_public_module(room, tested):
    name = ".".join(("carousel", *room.with_suffix("").parts))
    assert any(one == name or one.startswith(f"{name}.") for one in tested)


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_a_module_says_what_it_is_for(room):
    text = (LIBRARY / room).read_text(encoding="utf-8")
    assert text.startswith(('"""', 'r"""'))


def test_every_test_file_is_collected_by_its_name():
    strangers = [
        path
        for path in (ROOT / "tests").rglob("*.py")
        if "def test_" in path.read_text(encoding="utf-8")
        and not path.name.startswith(
            "bench_" if path.parent.name == "bench" else "test_"
        )
    ]
    assert strangers == []


def _map_paths() -> list[str]:
    lines = [line for line in MAP.splitlines() if line.strip()]
    return [line.split()[0] for line in lines if not line[:3].isupper()]


def test_the_map_in_the_readme_names_only_what_exists():
    missing = [name for name in _map_paths() if not (ROOT / name).exists()]
    assert missing == []


def test_the_map_in_the_readme_leaves_no_folder_out():
    named = {name.rstrip("/") for name in _map_paths()}
    tops = {name.split("/")[0] for name in _tracked() if "/" in name}
    shown = {name.split("/")[0] for name in named}
    assert {top for top in tops if not top.startswith(".")} <= shown
    rooms = {
        "/".join(name.split("/")[:3])
        for name in _tracked()
        if name.startswith("lib/carousel/")
        and not name.endswith(("/__init__.py", "/py.typed"))
    }
    assert rooms <= named


def test_the_readme_names_only_commands_that_the_makefile_has():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    papers = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`?make ([a-z]+)", papers)) <= set(targets)


def test_nothing_built_is_committed():
    built = re.compile(r"(^|/)(_build|node_modules|static|__pycache__)(/|$)|\.egg-info")
    assert [name for name in _tracked() if built.search(name)] == []
