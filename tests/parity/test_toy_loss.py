"""Both languages walk down the cliff alike, wherever they start."""

import json
from pathlib import Path

import numpy as np

from carousel.book.explorables import _toy_loss
from oracles import node

CHECK = Path(__file__).with_name("toy_loss.mjs")
RUNS = 300


def _case(rng):
    start = [float(rng.uniform(0, 4)), float(rng.uniform(-2, 2))]
    num_steps, rate = int(rng.integers(2, 21)), float(rng.uniform(0.01, 0.5))
    kind, threshold = str(rng.choice(_toy_loss.KINDS)), float(rng.uniform(0.05, 10))
    run = _toy_loss.descend(
        *start,
        num_steps=num_steps,
        learning_rate=rate,
        kind=kind,
        threshold=threshold,
    )
    options = {"numSteps": num_steps, "learningRate": rate, **_toy_loss.CONSTANTS}
    return {
        "start": start,
        "options": {**options, "kind": kind, "threshold": threshold},
        "run": {name: column.tolist() for name, column in vars(run).items()},
    }


def test_three_hundred_runs_agree_at_every_update(tmp_path):
    rng = np.random.default_rng(6)
    path = tmp_path / "runs.json"
    path.write_text(json.dumps([_case(rng) for _ in range(RUNS)]))
    worst = node.run(CHECK, path)
    assert worst["weights"] == 0.0
    # On the wall the last bit of a tanh is magnified by up to a million.
    assert max(worst.values()) < 1e-6
