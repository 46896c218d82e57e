"""Every preset and case keeps its word in all its seeds: minutes, so not every day.

Nothing here is timed. It stands among the benches because `make bench` runs it and the
ordinary tests do not; those try a few seeds, in tests/book/explorables/training.
"""

import math

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


@pytest.mark.parametrize("name", PRESETS)
def test_python_and_pytorch_bear_it_out(name):
    """Python to the update, in a seed; PyTorch has other draws: by a test of counts."""
    preset = PRESETS[name]
    page = trials.outcomes(preset, SEEDS)
    python, pytorch = trials.in_python(preset, 1), trials.in_pytorch(preset, SEEDS)
    counts = [[int((each >= 0).sum()) for each in found] for found in (page, pytorch)]
    print(f"\n{name}: page {counts[0]}, PyTorch {counts[1]} (solved, exploded)")
    for ours, theirs in zip(page, python, strict=True):
        assert ours[0] == theirs[0]
    assert abs(counts[1][0] - preset.in_pytorch) <= 2  # another machine's last digits
    for ours, theirs in zip(*counts, strict=True):
        assert _chance(ours, theirs) > 0.01


def _chance(a: int, b: int) -> float:
    """Fisher's exact test, two-sided: counts of two groups of SEEDS."""
    total = math.comb(2 * SEEDS, a + b)
    ways = [
        math.comb(SEEDS, k) * math.comb(SEEDS, a + b - k)
        for k in range(SEEDS + 1)
        if 0 <= a + b - k <= SEEDS
    ]
    seen = math.comb(SEEDS, a) * math.comb(SEEDS, b)
    return sum(way for way in ways if way <= seen) / total


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: case.symptom[:40])
def test_no_seed_learns_when_sick_and_all_do_when_cured(case):
    assert trials.of_case(case, cases.SEEDS) == (0, cases.SEEDS)
