import numpy as np
import pytest

from carousel.lab import intervals


def test_wilson_gives_the_values_of_the_textbook():
    assert np.allclose(intervals.wilson(0, 20), (0, 0.1611), atol=5e-5)
    assert np.allclose(intervals.wilson(20, 20), (0.8389, 1), atol=5e-5)
    assert np.allclose(intervals.wilson(10, 20), (0.2993, 0.7007), atol=5e-5)


def test_wilson_covers_about_as_often_as_it_says():
    rng = np.random.default_rng(0)
    for chance in (0.05, 0.3, 0.5, 0.9):
        ends = [intervals.wilson(int(k), 40) for k in rng.binomial(40, chance, 2000)]
        inside = np.mean([low <= chance <= high for low, high in ends])
        assert 0.92 < inside < 0.985


def test_the_bootstrap_finds_the_median_of_a_large_sample():
    rng = np.random.default_rng(0)
    low, high = intervals.bootstrap_median(rng.normal(3, 1, 400), rng=rng)
    assert low < 3 < high
    assert high - low < 0.5


def test_never_is_an_answer():
    rng = np.random.default_rng(0)
    values = [10, 20, 30, np.inf, np.inf, np.inf, np.inf]
    low, high = intervals.bootstrap_median(values, rng=rng)
    assert low < np.inf
    assert high == np.inf
    assert intervals.lower_median(np.array(values)) == np.inf


def test_what_is_no_sample_is_refused():
    for successes, trials, message in (
        (1, 0, "trials must be a whole number from 1, got 0"),
        (5, np.inf, "trials must be a whole number from 1, got inf"),
        (3, 2, "3 successes in 2 trials make no rate"),
        (-1, 4, "successes must be a whole number from 0, got -1"),
        (2.5, 10, r"successes must be a whole number from 0, got 2\.5"),
    ):
        with pytest.raises(ValueError, match=message):
            intervals.wilson(successes, trials)
    for values in ([], [1, np.nan], [[1]]):
        with pytest.raises(ValueError, match="expected a list of numbers"):
            intervals.bootstrap_median(values, rng=np.random.default_rng(0))
    for resamples in (0, -3, 1.5, np.inf):
        with pytest.raises(ValueError, match="resamples must be a whole number"):
            intervals.bootstrap_median(
                [1.0], rng=np.random.default_rng(0), resamples=resamples
            )
    with pytest.raises(ValueError, match="no median of no values"):
        intervals.lower_median(np.empty((3, 0)))


def test_fishers_test_gives_the_values_of_the_textbook():
    assert np.isclose(intervals.fisher((3, 4), (1, 4)), 34 / 70)  # the lady's tea
    assert np.isclose(intervals.fisher((7, 20), (0, 20)), 0.0083, atol=5e-5)
    assert intervals.fisher((5, 20), (5, 20)) == 1
    assert intervals.fisher((0, 20), (0, 20)) == 1


def test_fishers_test_does_not_mind_the_order():
    for a, b in ((3, 11), (0, 20), (7, 7)):
        pair = (a, 20), (b, 12 if b < 12 else 20)
        assert np.isclose(intervals.fisher(*pair), intervals.fisher(*pair[::-1]))


def test_what_is_no_rate_has_no_test():
    with pytest.raises(ValueError, match="21 successes in 20 trials"):
        intervals.fisher((21, 20), (0, 20))
