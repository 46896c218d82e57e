import numpy as np
import pytest

from carousel.book.explorables import _portable_rng
from oracles import node

KINDS = list(_portable_rng.CELLS)
SEEDS = (0, 1, 7, 42, 2**31 - 1, 2**31, 2**32 - 1)


def test_both_languages_draw_the_same_numbers_to_the_last_bit():
    theirs = node.evaluate(
        "portable_rng.js", f"{list(SEEDS)}.map((seed) => [...room.uniform(seed, 1000)])"
    )
    ours = [_portable_rng.uniform(seed, 1000).tolist() for seed in SEEDS]
    assert ours == theirs


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_draw_the_same_network(kind):
    for seed, hidden, inputs in ((3, 8, 4), (2**32 - 1, 3, 1), (0, 1, 2)):
        theirs = node.evaluate(
            "portable_rng.js", f"room.network('{kind}', {hidden}, {inputs}, {seed})"
        )
        params = _portable_rng.network(kind, hidden, inputs, seed)
        ours = {name: value.tolist() for name, value in vars(params).items()}
        assert ours == theirs
        assert list(ours) == list(theirs)


def test_both_languages_draw_the_same_inputs():
    for seed in SEEDS:
        theirs = node.evaluate("portable_rng.js", f"room.inputsOf({seed}, 200, 4)")
        assert _portable_rng.inputs_of(seed, 200, 4).tolist() == theirs


def test_the_numbers_are_spread_evenly_whatever_the_seed():
    for seed in range(20):
        drawn = _portable_rng.uniform(seed, 100_000)
        assert drawn.min() >= 0
        assert drawn.max() < 1
        counts, _ = np.histogram(drawn, bins=20, range=(0, 1))
        assert np.abs(counts / 5000 - 1).max() < 0.08


def test_neighbouring_seeds_and_the_two_streams_of_a_seed_do_not_move_together():
    rows = [_portable_rng.uniform(seed, 2000) for seed in range(6)]
    rows += [_portable_rng.inputs_of(seed, 500, 4).ravel() for seed in range(6)]
    together = np.corrcoef(rows) - np.eye(len(rows))
    assert np.abs(together).max() < 0.1


@pytest.mark.parametrize("kind", KINDS)
def test_matrices_keep_their_bound_and_biases_are_zero(kind):
    params = vars(_portable_rng.network(kind, 8, 4, 5))
    for name, value in params.items():
        if name.startswith("b"):
            assert not value.any()
        else:
            assert np.abs(value).max() < 8**-0.5
            assert np.abs(value).max() > 0.5 * 8**-0.5


def test_a_longer_sequence_starts_like_the_shorter_one():
    short, long = _portable_rng.inputs_of(9, 20, 4), _portable_rng.inputs_of(9, 200, 4)
    assert (long[:20] == short).all()


@pytest.mark.parametrize(("seed", "count"), [(-1, 3), (2**32, 3), (0, -1)])
def test_a_seed_or_a_count_out_of_range_is_refused(seed, count):
    with pytest.raises(ValueError, match="seed"):
        _portable_rng.uniform(seed, count)


def test_an_unknown_cell_is_refused_by_name():
    with pytest.raises(ValueError, match="got 'elman'"):
        _portable_rng.network("elman", 8, 4, 0)
