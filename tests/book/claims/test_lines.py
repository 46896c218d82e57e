import numpy as np
import pytest

from carousel.book.claims.lines import Line


@pytest.mark.parametrize(
    ("ends", "met"),
    [
        ({"above": 1}, [False, True, True]),
        ({"below": 1}, [True, True, False]),
        ({"above": 0.9, "below": 1.1}, [False, True, False]),
    ],
)
def test_a_draw_on_the_line_meets_it(ends, met):
    line = Line("It is one.", "size", **ends)
    assert line.met([0.5, 1.0, 2.0]).tolist() == met


def test_a_line_with_one_number_has_one_open_end():
    assert Line("It is.", "size", above=2).side == (2.0, np.inf)
    assert Line("It is.", "size", below=2).side == (-np.inf, 2.0)


@pytest.mark.parametrize(
    ("says", "axis", "ends", "message"),
    [
        (" ", "size", {"above": 1}, "a line needs words"),
        ("It is.", "", {"above": 1}, "a line needs words"),
        ("It is.", "size", {}, "expected a number above or below for 'It is.'"),
        ("It is.", "size", {"above": 2, "below": 1}, "no number lies between 2 and 1"),
    ],
)
def test_a_line_that_decides_nothing_is_refused(says, axis, ends, message):
    with pytest.raises(ValueError, match=message):
        Line(says, axis, **ends)
