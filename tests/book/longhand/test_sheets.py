"""Formulas worked in turn, and how they are laid out."""

import numpy as np

from carousel.book import longhand

GIVEN = {"c_0": (0.5, -0.3), "f_1": (0.9, 0.8), "i_1": (0.3, 0.4), "o_1": (0.7, 0.6)}
LINES = ("c_1 = f_1 * c_0 + i_1 * i_1", "o_1 * c_1", "h_1 = o_1 * tanh(c_1)")


def test_each_line_sees_the_lines_before_it_and_only_named_ones_are_kept():
    known = longhand.substitute(*LINES, **GIVEN).known
    c_1 = np.array([0.9 * 0.5 + 0.09, -0.8 * 0.3 + 0.16])
    np.testing.assert_allclose(known["c_1"], c_1)
    np.testing.assert_allclose(known["h_1"], [0.7, 0.6] * np.tanh(c_1))
    assert set(known) == {*GIVEN, "c_1", "h_1"}


def test_the_print_has_letters_numbers_and_values():
    said = longhand.substitute(*LINES, **GIVEN)._repr_markdown_()
    assert r"c_1 = f_1 \odot c_0 + i_1 \odot i_1" in said
    assert r"0.9 \cdot 0.5 + 0.3 \cdot 0.3 = 0.54" in said
    assert r"0.8 \cdot (-0.3) + 0.4 \cdot 0.4" in said
    assert "= -0.08" in said
    assert r"0.7 \cdot \tanh(0.54) = 0.3451" in said


def test_a_faded_print_keeps_what_was_given_and_boxes_what_is_asked():
    worked = longhand.substitute(*LINES, **GIVEN)
    said = worked.faded()._repr_markdown_()
    assert r"0.9 \cdot 0.5 + 0.3 \cdot 0.3 = \square" in said
    assert r"0.7 \cdot \tanh(\square) = \square" in said
    assert "0.54" not in said
    assert "0.54" not in repr(worked.faded())
    assert worked.faded().known is worked.known


def test_rows_are_numbered_by_unit_and_can_wrap():
    said = longhand.substitute(
        "h_1 = f_1 * c_0", "L = total(c_0)", **GIVEN
    )._repr_markdown_()
    first, *units, total, sum_of_both = said.replace("\n\n", "\n").splitlines()
    assert first == r"$h_1 = f_1 \odot c_0$"
    assert units == [
        r"1. $0.9 \cdot 0.5 = 0.45$",
        r"2. $0.8 \cdot (-0.3) = -0.24$",
    ]
    assert total == r"$L = \textstyle\sum c_0$"
    assert sum_of_both == "$0.5 + (-0.3) = 0.2$"  # of both units, so of none
    assert r"\begin" not in said


def test_the_plain_text_has_the_values():
    assert repr(longhand.substitute("c_1 = f_1 * c_0", **GIVEN)) == (
        "c_1 = f_1 * c_0 = [ 0.45 -0.24]"
    )
