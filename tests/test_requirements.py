"""Requirements are exact, hold what was asked for, and agree with one another."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from sphinxcontrib import katex

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT, GROUPS = PYPROJECT["project"], PYPROJECT["dependency-groups"]
EXTRAS = PROJECT["optional-dependencies"]
LEARNER, TESTS = "requirements.txt", "requirements-tests.txt"
NAMED = "jupyter-book jupyterlab numpy torch ipywidgets matplotlib nbval"


def _lines(file):
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _locked(*files):
    """The releases of each package, by its name: more than one where Pythons differ."""
    locked = {}
    for file in files:
        for need in map(Requirement, filter(lambda line: line != "-e .", _lines(file))):
            assert re.fullmatch(r"==[\w.+!]+", str(need.specifier)), need
            name, release = canonicalize_name(need.name), str(need.specifier)[2:]
            locked.setdefault(name, []).append(release)
    return locked


@pytest.mark.parametrize(
    ("needs", "files"),
    [
        (PROJECT["dependencies"], (LEARNER,)),
        (EXTRAS["book"] + EXTRAS["lab"] + GROUPS["chapters"], (LEARNER,)),
        (EXTRAS["cluster"] + EXTRAS["paper"] + GROUPS["tests"], (LEARNER, TESTS)),
    ],
    ids=["library", "learner", "tests"],
)
def test_locks_hold_what_the_package_declares(needs, files):
    locked = _locked(*files)
    for need in map(Requirement, needs):
        releases = locked[canonicalize_name(need.name)]
        assert all(need.specifier.contains(release) for release in releases), need


def test_one_file_is_all_that_a_learner_installs():
    assert _lines(LEARNER)[-1] == "-e ."
    assert set(NAMED.split()) <= set(_locked(LEARNER))


def test_both_locks_name_the_same_releases():
    learner, tests = _locked(LEARNER), _locked(TESTS)
    assert {name: learner[name] for name in learner.keys() & tests} == {
        name: tests[name] for name in learner.keys() & tests
    }


def test_no_lock_asks_for_a_graphics_card_or_names_a_place_to_fetch_from():
    text = (ROOT / LEARNER).read_text() + (ROOT / TESTS).read_text()
    assert not re.search(r"^(nvidia|cuda|triton)|://|^--", text, re.MULTILINE)


def test_the_style_sheet_of_equations_is_of_the_release_that_sets_them():
    packages = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert packages["dependencies"]["katex"] == katex.katex_version


def test_repo2docker_makes_an_environment_that_the_package_allows():
    asked = (ROOT / ".binder" / "runtime.txt").read_text().strip().partition("-")[2]
    assert SpecifierSet(PROJECT["requires-python"]).contains(f"{asked}.0")
    post = ROOT / ".binder" / "postBuild"
    assert post.stat().st_mode & 0o111
    assert "--requirement requirements.txt" in post.read_text()


def test_the_citation_names_the_release_and_the_authors_of_the_package():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == PROJECT["version"]
    assert cited["license"] == PROJECT["license"]
    assert cited["authors"] == PROJECT["authors"]


def test_the_results_were_made_with_the_pinned_versions():
    locked = _locked(LEARNER)
    results = sorted((ROOT / "lib/carousel/lab/results").glob("*.json"))
    assert results
    for path in results:
        versions = json.loads(path.read_text(encoding="utf-8"))["versions"]
        for name in ("numpy", "torch"):
            assert locked[name] == [versions[name]], path.name
