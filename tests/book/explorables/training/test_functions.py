import statistics

import numpy as np
import pytest

from carousel.book.explorables.training import functions

WITHIN = 5  # units in the last place, of numbers in extended precision
ROUND_SAFE = np.sinh(np.linspace(-7, 7, 20_001))  # -548 to 548, dense about 0


def _units(ours, true):
    gap = np.abs(ours.astype(np.longdouble) - true)
    return (gap / np.spacing(np.abs(true).astype(float))).max()


def test_tanh_sigmoid_and_decay_are_right_to_five_units_in_the_last_place():
    a = ROUND_SAFE
    long = a.astype(np.longdouble)
    assert _units(functions.tanh(a), np.tanh(long)) < WITHIN
    assert _units(functions.sigmoid(a), 1 / (1 + np.exp(-long))) < WITHIN
    assert _units(functions.decay(np.abs(a)), np.exp(-np.abs(long))) < WITHIN


def test_log_is_right_to_five_units_in_the_last_place():
    x = np.exp(np.linspace(-23, 14, 20_001))
    assert _units(functions.log(x), np.log(x.astype(np.longdouble))) < WITHIN


def test_the_ends_are_where_they_belong():
    a = np.array([-np.inf, -1e300, 0.0, 1e300, np.inf])
    assert functions.tanh(a).tolist() == [-1, -1, 0, 1, 1]
    assert functions.sigmoid(a) == pytest.approx([0, 0, 0.5, 1, 1], abs=1e-300)
    assert np.isnan(functions.tanh(np.array([np.nan]))).all()
    assert np.isnan(functions.sigmoid(np.array([np.nan]))).all()


def test_quantile_is_pythons():
    u = (np.r_[0, 1, np.arange(7, 2**32, 2_000_003), 2**32 - 1] + 0.5) / 2**32
    normal = statistics.NormalDist()
    wanted = [normal.inv_cdf(value) for value in u]
    assert functions.quantile(u) == pytest.approx(wanted, rel=1e-13, abs=1e-15)
