"""The parts of a formula: value, letters, and numbers with one row a unit."""

import operator
import re
from dataclasses import dataclass

import numpy as np

from carousel.cells import logit
from carousel.shapes import Real

BLANK = r"\square"
SUM, PRODUCT, ATOM = range(3)  # what binds a term, loosest first

FUNCTIONS = {
    "tanh": (np.tanh, r"\tanh"),
    "artanh": (np.arctanh, r"\tanh^{-1}"),
    "logit": (logit, r"\sigma^{-1}"),
}


@dataclass(frozen=True, eq=False)
class Term:
    """A part of a formula. `rows` has its numbers put in, a row for each unit.

    `rank` text what binds it. `addends` are the signed terms of a sum or, for a product
    with a matrix, what each row of it adds up.
    """

    value: np.ndarray | np.float64
    letters: str
    rows: tuple[str, ...]
    rank: int = ATOM
    addends: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


def format_fixed(value: Real) -> str:
    """A number with four decimals, or fewer where fewer are exact."""
    value = float(value) + 0.0  # no minus before nothing
    short = f"{value:.4f}".rstrip("0").rstrip(".")
    exact = abs(float(short) - value) < 1e-12
    return short if exact else f"{value:.4f}"


def letters(name: str) -> str:
    """A name of the code as the book prints it: `da_f_3` is a gradient at a net."""
    if re.match(r"d[a-zA-Z]", name):
        return rf"\partial L / \partial {letters(name[1:])}"
    name = name.replace("c_tilde", r"\tilde c")
    sign, *marks = name.split("_")
    if sign == "a":
        return f"a^{marks[0]}_{marks[1]}"
    below = ", ".join(marks)
    return sign + (f"_{{{below}}}" if len(below) > 1 else f"_{below}" if below else "")


def format_rows(
    value: np.ndarray | np.float64, *, blank: bool = False
) -> tuple[str, ...]:
    """Numbers as text, one a unit; none of a matrix, a box where they are `blank`."""
    if value.ndim == 2:
        return ()
    return tuple(BLANK if blank else format_fixed(v) for v in np.atleast_1d(value))


def _inside(term: Term, rank: int) -> tuple[str, tuple[str, ...]]:
    """Letters and rows as they stand in a product: a bracket is shown worked out."""
    if term.rank == PRODUCT == rank:
        return term.letters, term.rows
    if term.rank >= rank:
        return term.letters, tuple(map(bracketed, term.rows))
    blank = any(BLANK in row for row in term.rows)
    rows = format_rows(np.asarray(term.value), blank=blank)
    return f"({term.letters})", tuple(map(bracketed, rows))


def bracketed(row: str) -> str:
    """A number as it stands behind a sign: a negative one in brackets."""
    return f"({row})" if row.startswith("-") else row


def _paired(left: tuple[str, ...], right: tuple[str, ...], sign: str):
    units = max(len(left), len(right))
    left, right = (rows * (units // len(rows)) for rows in (left, right))
    return tuple(f"{a} {sign} {b}" for a, b in zip(left, right, strict=True))


def product_of(left: Term, right: Term) -> Term:
    """The product of two terms, unit by unit."""
    (first, rows), (second, others) = (_inside(term, PRODUCT) for term in (left, right))
    value, products = left.value * right.value, _paired(rows, others, r"\cdot")
    return Term(value, rf"{first} \odot {second}", products, PRODUCT)


def sum_of(left: Term, right: Term, sign: str) -> Term:
    """The sum of two terms, or with `-` their difference."""
    how = operator.add if sign == "+" else operator.sub
    addends = left.addends if left.rank == SUM else (("", left.letters, left.rows),)
    rows = tuple(map(bracketed, right.rows))
    sums = _paired(left.rows, rows, sign)
    text = f"{left.letters} {sign} {right.letters}"
    both = (*addends, (sign, right.letters, rows))
    return Term(how(left.value, right.value), text, sums, SUM, both)


def matrix_of(left: Term, right: Term) -> Term:
    """The product of a matrix with a vector."""
    value = left.value @ right.value
    products = [
        tuple(
            rf"{bracketed(format_fixed(row[unit]))} \cdot {bracketed(right.rows[unit])}"
            for row in left.value
        )
        for unit in range(len(right.rows))
    ]
    addends = tuple(("+" if k else "", "", rows) for k, rows in enumerate(products))
    rows = format_rows(value, blank=BLANK in right.rows)
    return Term(value, rf"{left.letters}\, {right.letters}", rows, PRODUCT, addends)


def total_of(term: Term) -> Term:
    """The sum of a term over its units."""
    addends = tuple(
        ("+" if k else "", "", (bracketed(row) if k else row,))
        for k, row in enumerate(term.rows)
    )
    value = np.sum(term.value)
    text = rf"\textstyle\sum {term.letters}"
    rows = format_rows(value, blank=BLANK in term.rows)
    return Term(value, text, rows, PRODUCT, addends)


def function_of(name: str, term: Term) -> Term:
    """A function of a term: one of the names in `FUNCTIONS`."""
    how, sign = FUNCTIONS[name]
    rows = tuple(rf"{sign}({row})" for row in term.rows)
    text = f"{sign}({term.letters})" if name == "logit" else f"{sign} {term.letters}"
    return Term(how(term.value), text, rows)


def square_of(term: Term) -> Term:
    """The square of a term; that of tanh is written on its sign."""
    if not term.letters.startswith(r"\tanh "):
        text, rows = _inside(term, ATOM)
        return Term(term.value**2, f"{text}^2", tuple(f"{row}^2" for row in rows))
    squared = r"\tanh^2"
    rows = tuple(row.replace(r"\tanh", squared) for row in term.rows)
    return Term(term.value**2, term.letters.replace(r"\tanh", squared), rows)
