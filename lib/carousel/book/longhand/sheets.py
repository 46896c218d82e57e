"""Formulas worked one after another, printed with a row for each unit."""

from dataclasses import dataclass, replace

import numpy as np

from carousel.book.longhand._terms import BLANK, Term, format_fixed, letters
from carousel.book.longhand.formulas import read
from carousel.shapes import ArrayLike


@dataclass(frozen=True, eq=False)
class Substitution:
    """Formulas with their numbers, shown as mathematics that wraps like text.

    `known` holds every number so far, by name. Where `blanks` is true, the numbers that
    the formulas give are left to the reader.
    """

    lines: tuple[str, ...]
    given: dict[str, np.ndarray]
    known: dict[str, np.ndarray]
    blanks: bool = False

    def faded(self) -> "Substitution":
        """The same formulas with a box for every number that they give."""
        return replace(self, blanks=True)

    def __repr__(self) -> str:
        if self.blanks:
            return "\n".join(self.lines)
        values = (np.round(_term(line, self).value, 4) for line in self.lines)
        results = zip(self.lines, values, strict=True)
        return "\n".join(f"{line} = {value}" for line, value in results)

    def _repr_markdown_(self) -> str:
        return "\n\n".join(_printed(line, self) for line in self.lines)


def substitute(*lines: str, **given: ArrayLike) -> Substitution:
    r"""Formulas with the numbers put in, each seeing the results of those before it.

    A line is written as in Python, `c_1 = f_1 * c_0 + i_1 * c_tilde_1`, with `@` for a
    product with a matrix, `.T` for its transpose, `**2` for a square, and tanh, artanh,
    logit ($\sigma^{-1}$) and total (the sum over units). Without a name and `=` it is
    worked and shown, and not kept. The print has four decimals, the numbers have all.
    Below a formula stands a row for each unit.

    Args:
        lines: the formulas.
        given: the numbers to start from, by the names in the formulas.

    Raises:
        ValueError: if a line is no such formula, or has a name without a number.
    """
    start = {name: np.asarray(value, dtype=float) for name, value in given.items()}
    substitution = Substitution(lines, start, dict(start))
    for line in lines:
        value = _term(line, substitution).value
        if _name(line):
            substitution.known[_name(line)] = value
    return substitution


def _name(line: str) -> str:
    return line.split("=")[0].strip() if "=" in line else ""


def _term(line: str, sheet: Substitution) -> Term:
    results = sheet.known.keys() - sheet.given.keys() if sheet.blanks else ()
    return read(line.split("=")[-1], sheet.known, frozenset(results))


def _printed(line: str, sheet: Substitution) -> str:
    """A formula in letters; under it, numbered by unit, its numbers and its value."""
    term, name = _term(line, sheet), _name(line)
    formula = f"{letters(name)} = {term.letters}" if name else term.letters
    values = np.atleast_1d(term.value)
    addends = term.addends or (("", "", term.rows),)
    rows = []
    for unit, value in enumerate(values):
        parts = (f"{sign} {row[unit % len(row)]}".strip() for sign, _, row in addends)
        result = BLANK if sheet.blanks else format_fixed(value)
        rows.append(f"${' '.join(parts)} = {result}$")
    if len(rows) > 1:
        rows = [f"{unit}. {row}" for unit, row in enumerate(rows, start=1)]
    return "\n".join((f"${formula}$\n", *rows))
