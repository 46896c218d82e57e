import numpy as np
import pytest

from carousel.lab import checks


@pytest.mark.parametrize("value", [3, 3.0, np.float32(3), np.int64(3)])
def test_a_whole_number_of_any_kind_comes_back_as_an_int(value):
    whole = checks.whole("steps", value, 3)
    assert type(whole) is int
    assert whole == 3


@pytest.mark.parametrize("value", [2, 3.5, np.inf, np.nan, 3j, "3", None, [3]])
def test_what_is_not_whole_or_too_small_is_refused_by_name(value):
    with pytest.raises(ValueError, match="steps must be a whole number from 3, got"):
        checks.whole("steps", value, 3)


def test_a_variance_is_finite_and_not_negative():
    assert checks.variance("noise", 0) == 0.0
    for value in (-1, np.inf, np.nan):
        with pytest.raises(ValueError, match=f"noise must be finite .* got {value}"):
            checks.variance("noise", value)
