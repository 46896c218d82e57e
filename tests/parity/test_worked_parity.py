"""The worked example's numbers are the same in both languages."""

import json
from pathlib import Path

import numpy as np

from carousel.book.explorables.stepper import EDGES, Stepper
from carousel.examples import worked
from oracles import node

SCRIPT = Path(__file__).with_name("worked.mjs")
AGREED = 1e-9  # relative to the largest entry


def _case(rng):
    gates = {name: rng.uniform(0.02, 0.98, (3, 2)) for name in worked.GATES}
    gates["c_tilde"] = 2 * gates["c_tilde"] - 1
    return gates, float(rng.uniform(0, 8))


def test_every_number_of_the_worked_example_agrees(tmp_path):
    rng = np.random.default_rng(1997)
    scales = [(worked.GATES, scale) for scale in (1.0, *np.linspace(0, 8, 33))]
    cases = [*scales, *(_case(rng) for _ in range(500))]
    file = tmp_path / "cases.json"
    first = {name: value.tolist() for name, value in vars(worked.FIRST).items()}
    plain = [
        {
            "gates": {k: v.tolist() for k, v in gates.items()},
            "scale": scale,
            "first": first,
        }
        for gates, scale in cases
    ]
    edges = [[edge.source, edge.target, edge.by] for edge in EDGES]
    file.write_text(json.dumps({"cases": plain, "edges": edges}))
    found_by_node = node.run(SCRIPT, file)
    for (gates, scale), found in zip(cases, found_by_node, strict=True):
        expected = worked.trace(gates, scale=scale)
        for name, rows in found["numbers"].items():
            _agree(rows, getattr(expected, name), name)
        if gates is worked.GATES:
            for rows, theirs in zip(
                found["way"].values(), Stepper(scale=scale).numbers(), strict=True
            ):
                _agree(rows, theirs, f"edges at s = {scale}")


def _agree(ours, theirs, name):
    size = np.abs(theirs).max()
    assert np.abs(np.array(ours) - theirs).max() <= AGREED * size, name
