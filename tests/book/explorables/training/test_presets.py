"""Every preset keeps its word, counted over all its seeds by the page's own engine."""

import json

import numpy as np
import pytest

from carousel.book.explorables.training.presets import PRESETS, SEEDS, TEST_EVERY
from oracles import node


@pytest.mark.parametrize("name", PRESETS)
def test_as_many_seeds_as_said_solve_it_or_explode(name):
    preset = PRESETS[name]
    runs = [preset.settings(seed).for_page() for seed in range(SEEDS)]
    limits = {"updates": preset.updates, "testEvery": TEST_EVERY}
    found = node.evaluate(
        "training/trial.js",
        f"{json.dumps(runs)}.map((run) => room.trial(run, {json.dumps(limits)}))",
    )
    solved = np.array([run["solvedAt"] for run in found])
    exploded = np.array([run["explodedAt"] for run in found])
    assert (solved >= 0).sum() == preset.solved
    assert (exploded >= 0).sum() == preset.exploded
    assert max(*solved, *exploded) == (preset.last or -1)
