"""The wheel is the whole library: it needs what it declares, and no checkout."""

import os
import subprocess
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
EXPLORABLES = "carousel/book/explorables/"
BUNDLED = ROOT / "lib" / EXPLORABLES / "static" / "page" / "shared.js"
# Imports all of the library but its wings, and says what that brought along.
LIBRARY = """
import pkgutil, sys, carousel
for module in pkgutil.walk_packages(carousel.__path__, "carousel."):
    if module.name.split(".")[1] not in ("book", "lab", "checkup"):
        __import__(module.name)
print(*{name.partition(".")[0] for name in sys.modules})
"""
BOOK = """
import pkgutil, carousel.book
for module in pkgutil.walk_packages(carousel.book.__path__, "carousel.book."):
    __import__(module.name)
from carousel.book.explorables import Highway
from carousel.lab import results
assert results.load("cells")
shown, _ = Highway(forget_gate=0.9)._repr_mimebundle_()
print(*(kind for kind in shown if shown[kind]))
"""


def _run(*command, cwd=ROOT, **more):
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **more}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    bundled = {"HATCH_JUPYTER_BUILDER_SKIP_NPM": "1"} if BUNDLED.exists() else {}
    build = ["wheel", ".", "--no-deps", "--no-build-isolation", "--wheel-dir", folder]
    _run(sys.executable, "-m", "pip", *build, **bundled)
    (made,) = folder.glob("*.whl")
    return made


def _needed(needs, extra, found):
    """All distributions that these requirements bring along, as installed here."""
    for need in map(Requirement, needs):
        if need.marker and not need.marker.evaluate({"extra": extra}):
            continue
        if need.name not in found:
            found[need.name] = distribution(need.name)
            _needed(found[need.name].requires or [], "", found)
    return found.values()


def _environment(wheel, folder, extra=""):
    """A folder with the wheel, and links to what it declares: nothing else is there."""
    target = ["--no-deps", "--no-index", "--no-compile", "--target", folder]
    _run(sys.executable, "-m", "pip", "install", "--quiet", *target, wheel)
    (info,) = folder.glob("*.dist-info")
    for each in _needed(Distribution.at(info).requires, extra, {}):
        for file in each.files:
            link = folder / file
            if ".." not in file.parts and not link.exists():
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(file.locate())
    return folder


def _python(folder, *command):
    """What a Python says that knows this folder alone; S: no other packages."""
    return _run(sys.executable, "-S", *command, cwd=folder, PYTHONPATH=str(folder))


@pytest.fixture(scope="module")
def bare(wheel, tmp_path_factory):
    return _environment(wheel, tmp_path_factory.mktemp("bare"))


def test_it_holds_bundles_results_colours_and_types(wheel):
    held = set(ZipFile(wheel).namelist())
    stems = {path.stem for path in (ROOT / "lib" / EXPLORABLES).glob("[a-z]*.py")}
    tracked = _run("git", "ls-files", "lib").splitlines()
    assert {name.removeprefix("lib/") for name in tracked} <= held
    assert {f"{EXPLORABLES}static/{stem}.js" for stem in stems} <= held
    assert "carousel/py.typed" in held
    assert not [name for name in held if "node_modules" in name or ".pyc" in name]


def test_the_library_runs_on_numpy_and_jaxtyping_alone(bare):
    here = {path.name for path in bare.iterdir()}
    used = here & set(_python(bare, "-c", LIBRARY).split())
    assert used <= {"carousel", "numpy", "jaxtyping", "wadler_lindig"}
    assert "norm of the gradient of all weights" in _python(bare, "-m", "carousel")


def test_the_book_draws_a_figure_with_what_it_declares(wheel, tmp_path):
    site = _environment(wheel, tmp_path, extra="book")
    shown = _python(site, "-c", BOOK).split()
    assert {"text/html", "image/png"} <= set(shown)
