"""A formula says in letters and in numbers what Python would compute."""

import numpy as np
import pytest

from carousel.book import longhand
from carousel.book.longhand import formulas

KNOWN = {
    "f_1": np.array([0.9, 0.8]),
    "c_0": np.array([0.5, -0.3]),
    "dc_1": np.array([0.25, 2 / 3]),
    "U_f": np.array([[0.5, -0.25], [0.125, 2.0]]),
}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("f_1 * c_0", KNOWN["f_1"] * KNOWN["c_0"]),
        ("f_1 * c_0 + dc_1 - c_0", KNOWN["f_1"] * KNOWN["c_0"] + [-0.25, 2 / 3 + 0.3]),
        ("f_1 * (1 - f_1)", KNOWN["f_1"] * (1 - KNOWN["f_1"])),
        ("1 - tanh(c_0)**2", 1 - np.tanh(KNOWN["c_0"]) ** 2),
        ("(1 - f_1)**2", (1 - KNOWN["f_1"]) ** 2),
        ("U_f.T @ dc_1", KNOWN["U_f"].T @ KNOWN["dc_1"]),
        ("logit(f_1) - U_f @ c_0", np.log([9, 4]) - KNOWN["U_f"] @ KNOWN["c_0"]),
        ("artanh(c_0)", np.arctanh(KNOWN["c_0"])),
        ("total(dc_1)", 0.25 + 2 / 3),
    ],
)
def test_its_value_is_pythons(formula, expected):
    found = formulas.read(formula, KNOWN).value
    np.testing.assert_allclose(found, expected, rtol=1e-15)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("c_0", "c_0"),
        ("L", "L"),
        ("c_tilde_2", r"\tilde c_2"),
        ("a_f_3", "a^f_3"),
        ("b_f_3", "b_{f, 3}"),
        ("dc_1", r"\partial L / \partial c_1"),
        ("da_c_3", r"\partial L / \partial a^c_3"),
    ],
)
def test_a_name_is_printed_as_the_book_prints_it(name, printed):
    assert longhand.letters(name) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0.9, "0.9"), (1, "1"), (-0.168, "-0.168"), (2 / 3, "0.6667"), (-0.0, "0")],
)
def test_a_number_has_four_decimals_or_fewer_where_they_are_exact(value, printed):
    assert longhand.format_fixed(value) == printed


def test_negative_numbers_stand_in_brackets_behind_a_sign():
    assert formulas.read("f_1 * c_0", KNOWN).rows[1] == r"0.8 \cdot (-0.3)"
    assert formulas.read("f_1 + c_0", KNOWN).rows[1] == "0.8 + (-0.3)"
    assert formulas.read("c_0 * f_1 * f_1", KNOWN).rows[1] == (
        r"(-0.3) \cdot 0.8 \cdot 0.8"
    )


def test_a_bracket_in_a_product_is_shown_worked_out():
    term = formulas.read("f_1 * (1 - f_1)", KNOWN)
    assert term.letters == r"f_1 \odot (1 - f_1)"
    assert term.rows == (r"0.9 \cdot 0.1", r"0.8 \cdot 0.2")


def test_a_product_with_a_transpose_adds_up_a_column():
    term = formulas.read("U_f.T @ dc_1", KNOWN)
    assert term.letters == r"U_f^\top\, \partial L / \partial c_1"
    first = [rows[0] for _, _, rows in term.addends]
    assert first == [r"0.5 \cdot 0.25", r"0.125 \cdot 0.6667"]


def test_what_is_blank_is_a_box_wherever_it_goes():
    for formula in ("dc_1 * f_1", "f_1 * (1 - dc_1)", "U_f @ dc_1", "total(dc_1)"):
        rows = formulas.read(formula, KNOWN, frozenset({"dc_1"})).rows
        assert all(r"\square" in row for row in rows)


@pytest.mark.parametrize("formula", ["f_1 *", "f_1 / 2", "exp(f_1)", "0.5 * f_1"])
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(ValueError, match="expected a formula"):
        formulas.read(formula, KNOWN)


def test_a_name_without_a_number_is_refused_by_name():
    with pytest.raises(ValueError, match="o_1 has no number; known: f_1"):
        formulas.read("o_1 * f_1", KNOWN)
