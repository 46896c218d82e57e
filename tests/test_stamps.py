"""What has passed is left out until something that it reads has changed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STAMPS = Path(__file__).with_name("stamps.py")
READER = """
from pathlib import Path
ROOT = Path(__file__).parents[2]
def test_plain(): assert 1
def test_code(): assert (ROOT / "lib" / "a.py").read_text() != "broken"
"""
# Each run loads these plugins only: all that are installed take two seconds.
NEEDED = [f"-p{name}" for name in ("xdist.plugin", "jaxtyping._pytest_plugin")]
ALONE = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
OVERREACHES = """
from pathlib import Path
def test_far(): (Path(__file__).parents[2] / "chapters" / "1.ipynb").read_text()
"""


@pytest.fixture
def run(tmp_path):
    """The tests of a small course with `--changed`: passed, failed, left out."""
    for name, text in {
        "lib/a.py": "a",
        "chapters/1.ipynb": "{}",
        "tests/conftest.py": 'pytest_plugins = ["stamps"]',
        "tests/lab/test_reader.py": READER,
        "pytest.ini": "[pytest]\npythonpath = tests\naddopts = -p no:cacheprovider",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(STAMPS, tmp_path / "tests")

    def run(*more):
        command = [sys.executable, "-m", "pytest", "tests", *NEEDED]
        done = subprocess.run(
            [*command, "--changed", "unit", *more],
            cwd=tmp_path,
            env=ALONE,
            capture_output=True,
            text=True,
            check=False,
        )
        counts = dict.fromkeys(("passed", "failed", "deselected"), 0)
        for number, word in re.findall(r"(\d+) (\w+)", done.stdout.splitlines()[-1]):
            counts[word] = int(number)
        counts = {word: counts[word] for word in ("passed", "failed", "deselected")}
        return done.returncode, *counts.values()

    return run


def test_what_passed_is_left_out_until_its_inputs_change(run, tmp_path):
    assert run() == (0, 2, 0, 0)
    assert run() == (0, 0, 0, 2)
    (tmp_path / "chapters" / "1.ipynb").write_text("{ }")  # no test of lab reads it
    assert run() == (0, 0, 0, 2)
    (tmp_path / "lib" / "a.py").write_text("b")
    assert run("-n", "2") == (0, 2, 0, 0)
    assert run("-n", "2")[0] == 0
    (tmp_path / "lib" / "b.py").write_text("new")
    assert run() == (0, 2, 0, 0)


def test_what_failed_is_run_again(run, tmp_path):
    (tmp_path / "lib" / "a.py").write_text("broken")
    assert run() == (1, 1, 1, 0)
    assert run() == (1, 0, 1, 1)


def test_a_test_that_reads_what_is_not_listed_fails(run, tmp_path):
    (tmp_path / "tests" / "lab" / "test_far.py").write_text(OVERREACHES)
    assert run() == (1, 2, 1, 0)


def test_the_way_of_running_counts(run):
    assert run() == (0, 2, 0, 0)
    assert run("--jaxtyping-packages=absent,beartype.beartype")[1] == 2
