"""Every preset and case keeps its word in all its seeds: minutes, so not every day.

Nothing here is timed. It stands among the benches because `make bench` runs it and the
ordinary tests do not; those try a few seeds, in tests/book/explorables/training.
"""

import pytest

from carousel.book.explorables.training import cases
from carousel.book.explorables.training.presets import PRESETS, SEEDS
from oracles import trials


@pytest.mark.parametrize("name", PRESETS)
def test_as_many_seeds_as_said_solve_it_or_explode(name):
    preset = PRESETS[name]
    solved, exploded = trials.outcomes(preset, SEEDS)
    assert (solved >= 0).sum() == preset.solved
    assert (exploded >= 0).sum() == preset.exploded
    assert max(*solved, *exploded) == (preset.last or -1)


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: case.symptom[:40])
def test_no_seed_learns_when_sick_and_all_do_when_cured(case):
    assert trials.of_case(case, cases.SEEDS) == (0, cases.SEEDS)
