"""The presets of the playground, trained by the page, by Python and by PyTorch."""

import dataclasses
import json

import numpy as np

from carousel.book.explorables import Playground, training
from carousel.book.explorables.training.cases import Case
from carousel.book.explorables.training.presets import TEST_EVERY, Preset
from carousel.lab.training import Settings, train
from oracles import node


def outcomes(preset: Preset, seeds: int) -> tuple[np.ndarray, np.ndarray]:
    """At which update seeds 0 to below `seeds` solve it, and explode; -1 for never."""
    runs = [preset.settings(seed).for_page() for seed in range(seeds)]
    limits = {"updates": preset.updates, "testEvery": TEST_EVERY}
    found = node.evaluate(
        "training/trial.js",
        f"{json.dumps(runs)}.map((run) => room.trial(run, {json.dumps(limits)}))",
    )
    return tuple(
        np.array([run[name] for run in found]) for name in ("solvedAt", "explodedAt")
    )


def in_python(preset: Preset, seeds: int) -> tuple[np.ndarray, np.ndarray]:
    """The same as `outcomes`, by the page's twin in Python."""
    found = [_in_python(preset, preset.settings(seed)) for seed in range(seeds)]
    return tuple(np.array(each) for each in zip(*found, strict=True))


def _in_python(preset: Preset, settings: training.Settings) -> tuple[int, int]:
    goal, state = settings.make_task().goal, training.begin(settings)
    while not state.exploded:
        tested = state.updates % TEST_EVERY == 0
        if tested and training.evaluate(settings, state)[0] < goal:
            return state.updates, -1
        if state.updates >= preset.updates:
            return -1, -1
        state, _ = training.update(settings, state)
    return -1, state.updates


def in_pytorch(preset: Preset, seeds: int) -> tuple[np.ndarray, np.ndarray]:
    """The same by `carousel.lab.training`: PyTorch in float32, by its own draws."""
    known = {field.name for field in dataclasses.fields(Settings)}
    given = {k: v for k, v in vars(preset.settings()).items() if k in known}
    del given["probability"]
    settings = Settings(**given, updates=preset.updates, test_every=TEST_EVERY)
    run = train(settings, range(seeds))
    return run.solved_at, run.diverged_at


def of_case(case: Case, seeds: int) -> tuple[int, int]:
    """How many of seeds 0 to below `seeds` learn, sick and cured."""
    limits = {"updates": case.limit, "testEvery": TEST_EVERY}
    found = []
    for state in (case.sick, case.sick | case.cure):
        runs = [
            Playground(**state, seed=seed).settings().for_page()
            for seed in range(seeds)
        ]
        found.append(
            node.evaluate(
                "training/trial.js",
                f"{json.dumps(runs)}.filter((run) => "
                f"room.trial(run, {json.dumps(limits)}).solvedAt >= 0).length",
            )
        )
    return tuple(found)
