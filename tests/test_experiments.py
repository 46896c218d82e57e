"""The experiments are whole, say what they found, and their files are the proof."""

import importlib.util
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from carousel.lab import results
from carousel.lab.sweeps.experiment import key
from carousel.lab.training import train

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "experiments"
FILES = sorted(p for p in FOLDER.glob("*.py") if not p.name.startswith("_"))
NAMES = [path.stem for path in FILES]
SEEDS = 20
TWO_CORES_FOR_AN_HOUR = 2 * 3600


def _load(path):
    spec = importlib.util.spec_from_file_location(f"experiment_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MODULES = {path.stem: _load(path) for path in FILES}


def _flat(text):
    return " ".join(text.split())


def test_running_all_leaves_none_out():
    named = re.findall(r"^import (\w+)$", (FOLDER / "__main__.py").read_text(), re.M)
    assert sorted(named) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_experiment_asks_enough_seeds(name):
    experiment = MODULES[name].EXPERIMENT
    assert experiment.name == name
    seeds = {}
    for job in experiment.jobs:
        seeds.setdefault(json.dumps(job.label), set()).update(job.seeds)
    assert all(len(each) >= SEEDS for each in seeds.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_results_are_those_of_the_design_that_stands_there(name):
    data = results.read(results.FOLDER / f"{name}.json")
    keys = [job.key for job in MODULES[name].EXPERIMENT.jobs]
    assert [key(job) for job in data["jobs"]] == keys
    assert data["versions"]["torch"] in (ROOT / "requirements.txt").read_text()
    assert data["seeds"] == list(range(SEEDS))
    assert data["seconds"] > 0


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_in_the_docstring_is_what_the_results_say(name):
    module = MODULES[name]
    text, answer = _flat(module.__doc__), module.answer(results.load(name))
    assert "Question:" in text
    assert "What would change the answer:" in text
    assert _flat(f"Answer: {answer}") in text


def test_all_of_them_fit_in_an_hour_on_two_cores():
    data = [results.read(results.FOLDER / f"{name}.json") for name in NAMES]
    assert sum(each["seconds"] for each in data) < TWO_CORES_FOR_AN_HOUR


def test_a_case_that_is_run_again_has_the_same_verdict():
    cases = results.load("forget_bias")
    (case,) = results.select(cases, start="carousel", steps=25)
    job = next(
        job for job in MODULES["forget_bias"].EXPERIMENT.jobs if job.label == case.label
    )
    again = train(job.settings, job.seeds)
    assert (again.solved_at >= 0).sum() == case.solved


def _hears_ctrl_c():
    """What runs in the background of a shell has been told to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_keeps_what_is_finished(tmp_path):
    command = [sys.executable, str(FOLDER / "clipping.py"), "--workers", "2", "--quick"]
    jobs = tmp_path / "quick" / "clipping.jobs"
    env = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT / "lib")}
    env["PYTHONUNBUFFERED"] = "1"  # its last words are heard before it ends
    running = subprocess.Popen(
        [*command, "--folder", str(tmp_path)],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_hears_ctrl_c,
    )
    deadline = time.monotonic() + 120
    while not list(jobs.glob("*.json")) and time.monotonic() < deadline:
        time.sleep(0.02)
    output = b""
    while b"run again to go on" not in output:
        os.killpg(running.pid, signal.SIGINT)  # what a terminal sends
        # Python drops one that falls into a finaliser; one after the last words kills.
        if select.select([running.stdout], [], [], 1)[0]:
            said = os.read(running.stdout.fileno(), 4096)
            assert said, "it ended without a word"
            output += said
    running.communicate()
    assert running.returncode == 130
    kept = [json.loads(path.read_text()) for path in jobs.iterdir()]
    assert kept
    assert all(len(job["runs"]) == 2 for job in kept)
    assert [p.name for p in jobs.parent.iterdir()] == ["clipping.jobs"]
