import numpy as np
import pytest

from carousel import shapes


def test_other_numbers_become_float64_once_at_the_door():
    for value in ([1, 2], np.array([1, 2], dtype=np.float32), (True, False)):
        assert shapes.as_array("x_t", value, (2,)).dtype == np.float64


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
        (None, (1,), "x_t must be an array of numbers, got None"),
    ],
)
def test_a_bad_array_is_refused_by_name(value, shape, message):
    with pytest.raises(ValueError, match=message):
        shapes.as_array("x_t", value, shape)


def test_what_came_in_is_a_copy_that_nobody_can_write():
    mine = np.ones(2)
    theirs = shapes.as_array("x_t", mine, (2,))
    mine[0] = 7.0
    assert theirs.tolist() == [1.0, 1.0]
    with pytest.raises(ValueError, match="read-only"):
        theirs[0] = 7.0


def test_a_large_array_that_is_only_read_is_not_copied():
    mine = np.ones(2)
    assert shapes.as_array("J", mine, (2,), own=False) is mine
    assert mine.flags.writeable
