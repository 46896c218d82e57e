import numpy as np
import pytest

from carousel.book.explorables import _portable_rng
from carousel.book.explorables.training.draws import STREAMS, Draws, draws_of, streams
from carousel.lab import tasks


def test_draws_are_those_of_the_figures_from_any_place_on():
    whole = _portable_rng.uniform(1997, 100)
    assert (Draws(1997).random(100) == whole).all()
    assert (Draws(1997, 30).random((7, 10)).ravel() == whole[30:]).all()
    two = Draws(1997)
    two.random((3, 4))
    assert two.random() == whole[12]


def test_numbers_are_spread_as_their_names_say():
    rng = Draws(6)
    whole = rng.integers(2, 6, 20_000)
    assert sorted(set(whole)) == [2, 3, 4, 5]
    assert np.bincount(whole)[2:] == pytest.approx([5000] * 4, rel=0.05)
    spread = rng.uniform(-3.0, 1.0, 20_000)
    assert -3 <= spread.min() < -2.99
    assert 0.99 < spread.max() < 1
    normal = rng.normal(scale=2.0, size=20_000)
    assert [normal.mean(), normal.std()] == pytest.approx([0, 2], abs=0.05)


def test_each_purpose_has_a_stream_of_its_own():
    assert tuple(streams(3)) == STREAMS
    drawn = [set(Draws(seed).random(1000)) for seed in streams(3).values()]
    assert len(set.union(*drawn)) > 3990


@pytest.mark.parametrize("name", ["latch", "adding", "order", "xor", "copy"])
def test_a_batch_takes_as_many_numbers_as_is_said(name):
    task, rng = tasks.make(name), Draws(0)
    task.draw(5, rng=rng)
    assert rng.drawn == draws_of(task, 5)
