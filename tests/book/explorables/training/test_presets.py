"""The presets keep their word in a few seeds; in all: tests/bench/bench_presets.py."""

import pytest

from carousel.book.explorables.training.presets import PRESETS, SEEDS
from oracles import trials

FEW = 2


def _fits(few: int, said: int) -> bool:
    """Whether so many of few seeds can be part of so many of all."""
    return said - (SEEDS - FEW) <= few <= said


@pytest.mark.parametrize("name", PRESETS)
def test_the_first_seeds_solve_it_or_explode_as_is_said_of_all(name):
    preset = PRESETS[name]
    solved, exploded = trials.outcomes(preset, FEW)
    assert _fits((solved >= 0).sum(), preset.solved)
    assert _fits((exploded >= 0).sum(), preset.exploded)
    assert max(*solved, *exploded) <= (preset.last or -1)
