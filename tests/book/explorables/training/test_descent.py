import numpy as np
import pytest

from carousel import clipping
from carousel.book.explorables import training
from carousel.book.explorables.training import descent

WITHIN = 1e-12


@pytest.mark.parametrize(("clip", "threshold"), [("norm", 1.0), ("norm", 1e-300)])
def test_clipping_by_norm_is_the_librarys(clip, threshold):
    g = np.random.default_rng(0).normal(size=50)
    settings = training.Settings(clip=clip, threshold=threshold)
    wanted, norm = clipping.by_norm(g, threshold)
    assert descent.norm(g) == pytest.approx(norm, rel=WITHIN)
    assert descent.clip(g, settings, np.array([norm])) == pytest.approx(wanted)


def test_clipping_by_value_and_percentile_is_the_librarys():
    rng = np.random.default_rng(1)
    g, seen = rng.normal(size=50), rng.uniform(0, 9, 30)
    by_value = training.Settings(clip="value", threshold=0.3)
    assert (descent.clip(g, by_value, seen) == clipping.by_value(g, 0.3)[0]).all()
    by_percentile = training.Settings(clip="percentile", threshold=25)
    wanted, norm = clipping.by_percentile(g, seen, 25)
    found = descent.clip(g, by_percentile, np.append(seen, norm))
    assert found == pytest.approx(wanted, rel=WITHIN)


def test_a_gradient_of_nothing_is_left_alone():
    g = np.zeros(5)
    for clip in ("none", "norm", "value", "percentile"):
        settings = training.Settings(clip=clip)
        assert (descent.clip(g, settings, np.zeros(1)) == 0).all()
    assert descent.norm(g) == 0


def test_a_norm_beyond_float64_is_infinite_and_nan_stays():
    assert descent.norm(np.full(4, 1e308)) == np.inf
    assert np.isnan(descent.norm(np.array([1.0, np.nan])))
