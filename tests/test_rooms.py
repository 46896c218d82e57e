"""The house is in order: rooms have tests, and the papers tell the truth."""

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
MODULE_LINES = 150


def _tracked() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in done.stdout.splitlines() if (ROOT / name).exists()]


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_every_room_has_its_tests(room):
    assert (ROOT / "tests" / room.parent / f"test_{room.name}").is_file()


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_a_room_is_small_and_says_what_it_is_for(room):
    text = (LIBRARY / room).read_text(encoding="utf-8")
    assert text.startswith(('"""', 'r"""'))
    assert len(text.splitlines()) <= MODULE_LINES


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
