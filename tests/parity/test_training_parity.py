"""Both languages train alike: every number of a run is the same to the last bit."""

import dataclasses
import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from carousel.book.explorables import training
from carousel.book.explorables.training.draws import Draws, draws_of, streams
from carousel.book.explorables.training.settings import CHOICES
from carousel.lab import tasks
from oracles import node

CHECK = Path(__file__).with_name("training.mjs")
UPDATES = 4
SHORT = {
    "latch": {"steps": 9},
    "adding": {"steps": 8},
    "order": {"steps": 20, "marks": 3},
    "xor": {"steps": 7, "noise": 0.5},
    "copy": {"lag": 3, "symbols": 2, "kinds": 3},
}
STARTS = (
    {},
    {"forget_bias": 3.0},
    {"forget_bias": "chrono"},
    {"input_bias": -1.0, "scale": 1.5},
    {"orthogonal": True},
)


def _differences(cases, path):
    path.write_text(json.dumps(cases))
    return node.run(CHECK, path)


def _case(settings, updates=UPDATES, changes=None):
    state = training.begin(settings)
    start, seen, live = state.weights, [], settings
    for n in range(updates):
        if changes and changes[0] == n:
            live = dataclasses.replace(settings, **changes[1])
        state, told = training.update(live, state)
        seen.append((told.loss, told.norm))
    task = settings.make_task()
    named = training.layout(settings, task).names(state.weights)
    second = draws_of(task, settings.batch)
    data = Draws(streams(settings.seed)["data"], second)
    batch = task.draw(settings.batch, rng=data)
    losses, norms = zip(*seen, strict=True)
    wanted = {
        "start": start,
        "losses": losses,
        "norms": norms,
        "weights": state.weights,
        "params": np.concatenate([named[name].ravel() for name in sorted(named)]),
        "evaluated": training.evaluate(live, state),
        "x": batch.x,
        "y": batch.y[batch.weight.any(1)],
        **training.measure(live, state),
    }
    wanted = {name: np.ravel(value).tolist() for name, value in wanted.items()}
    options = {"changes": changes and {"at": changes[0], "to": changes[1]}}
    return {
        "settings": settings.for_page(),
        "updates": updates,
        "options": options,
        "wanted": wanted,
    }


def _settings(n, cell, gradient, clip, optimizer):
    task = CHOICES["task"][n % 5]
    start = {
        name: value
        for name, value in STARTS[n // 5 % 5].items()
        if not (name == "forget_bias" and cell not in ("lstm", "peephole"))
        and not (name == "input_bias" and cell in ("rnn", "gru"))
    }
    return training.Settings(
        task=task,
        options=SHORT[task],
        cell=cell,
        hidden=1 + n % 6,
        gradient=gradient,
        clip=clip,
        threshold=60.0 if clip == "percentile" else 0.05,
        optimizer=optimizer,
        rate=0.02,
        batch=3 + n % 6,
        tests=11,
        seed=n,
        **start,
    )


@pytest.mark.parametrize("cell", CHOICES["cell"])
def test_every_gradient_clip_and_optimizer(cell, tmp_path):
    ways = (CHOICES[name] for name in ("gradient", "clip", "optimizer"))
    product = enumerate(itertools.product(*ways))
    cases = [_case(_settings(n, cell, *way)) for n, way in product]
    assert _differences(cases, tmp_path / "runs.json") == [[]] * len(cases)


def test_what_may_change_while_a_run_goes_on(tmp_path):
    settings = training.Settings(
        task="xor", options={"steps": 8}, forget_bias=3, seed=5
    )
    changes = {"gradient": "h-detach", "rate": 0.1, "clip": "percentile"}
    changes |= {"threshold": 40.0, "optimizer": "sgd", "probability": 0.3}
    cases = [_case(settings, 10, (4, changes))]
    assert _differences(cases, tmp_path / "runs.json") == [[]]


def test_a_hundred_updates_to_the_same_verdict(tmp_path):
    settings = training.Settings(
        task="latch", options={"steps": 12}, forget_bias=3, seed=2, rate=0.02
    )
    case = _case(settings, 100)
    goal = settings.make_task().goal
    assert case["wanted"]["evaluated"][0] < goal
    assert _differences([case], tmp_path / "runs.json") == [[]]


def test_the_tasks_are_the_labs_and_guessing_costs_the_same():
    asked = json.dumps([*SHORT.items(), *((name, {}) for name in SHORT)])
    fields = ("inputs", "outputs", "steps", "loss", "baseline", "goal")
    found = node.evaluate(
        "training/tasks.js",
        f"{asked}.map(([name, options]) => room.make(name, options))",
    )
    for task, (name, options) in zip(found, json.loads(asked), strict=True):
        wanted = tasks.make(name, **options)
        for each in fields:
            value = getattr(wanted, each)
            assert task[each] == (
                value if isinstance(value, str) else pytest.approx(value, rel=1e-15)
            )
