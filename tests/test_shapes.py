import numpy as np
import pytest

from carousel import shapes


def test_other_numbers_become_float64_once_at_the_door():
    for value in ([1, 2], np.array([1, 2], dtype=np.float32), (True, False)):
        assert shapes.array("x_t", value, (2,)).dtype == np.float64


@pytest.mark.parametrize(
    ("value", "shape", "message"),
    [
        ([1.0, 2.0], (3,), r"x_t has shape \(2,\), expected \(3,\)"),
        ([[1.0]], (1,), r"x_t has shape \(1, 1\), expected \(1,\)"),
        ([1.0], ("time", 2), r"x_t has shape \(1,\), expected \(time, 2\)"),
        ([np.nan], (1,), "x_t contains NaN, expected finite numbers"),
        ([np.inf], (1,), "x_t contains infinity, expected finite numbers"),
        (["a"], (1,), r"x_t must be an array of numbers, got \['a'\]"),
        ([[1.0], [1.0, 2.0]], (2,), "x_t must be an array of numbers"),
        (None, (1,), r"x_t has shape \(\), expected \(1,\)"),
    ],
)
def test_a_bad_array_is_refused_by_name(value, shape, message):
    with pytest.raises(ValueError, match=message):
        shapes.array("x_t", value, shape)
