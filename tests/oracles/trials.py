"""The presets of the playground, trained by the page's own engine."""

import json

import numpy as np

from carousel.book.explorables import Playground
from carousel.book.explorables.training.cases import Case
from carousel.book.explorables.training.presets import TEST_EVERY, Preset
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
