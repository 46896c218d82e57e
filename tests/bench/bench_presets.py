"""Every preset keeps its word, counted over all its seeds: a minute, so not every day.

Nothing here is timed. It stands among the benches because `make bench` runs it and the
ordinary tests do not; those try a few seeds, in tests/book/explorables/training.
"""

import pytest

from carousel.book.explorables.training.presets import PRESETS, SEEDS
from oracles import trials


@pytest.mark.parametrize("name", PRESETS)
def test_as_many_seeds_as_said_solve_it_or_explode(name):
    preset = PRESETS[name]
    solved, exploded = trials.outcomes(preset, SEEDS)
    assert (solved >= 0).sum() == preset.solved
    assert (exploded >= 0).sum() == preset.exploded
    assert max(*solved, *exploded) == (preset.last or -1)
