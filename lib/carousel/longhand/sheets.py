"""Formulas worked one after another, laid out so that a phone can show them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from carousel.longhand._terms import BLANK, Term, letters, number
from carousel.longhand.formulas import read
from carousel.shapes import Numbers

FITS = 29.0  # digits that fit on a line of a phone
_WIDTHS = {".": 0.6, "(": 0.8, ")": 0.8, "·": 1.5, "+": 2.6, "-": 2.2, "=": 2.8}
_TALL = re.compile(r"\\frac\{\\partial L\}\{\\partial (.+?)\}(?= |$)")


@dataclass(frozen=True, eq=False)
class Work:
    """Formulas with their numbers, shown as mathematics.

    `known` holds every number so far, by name. Where `blanks` is true, the numbers that
    the formulas give are left to the reader.
    """

    lines: tuple[str, ...]
    given: dict[str, np.ndarray]
    known: dict[str, np.ndarray]
    blanks: bool = False

    def faded(self) -> "Work":
        """The same formulas with a box for every number that they give."""
        return replace(self, blanks=True)

    def __repr__(self) -> str:
        if self.blanks:
            return "\n".join(self.lines)
        values = (np.round(_term(line, self).value, 4) for line in self.lines)
        told = zip(self.lines, values, strict=True)
        return "\n".join(f"{line} = {value}" for line, value in told)

    def _repr_latex_(self) -> str:
        blocks = (r" \\ ".join(_rows(line, self)) for line in self.lines)
        apart = " \\\\[9pt]\n"
        return f"$$\n\\begin{{aligned}}\n{apart.join(blocks)}\n\\end{{aligned}}\n$$"


def work(*lines: str, **given: Numbers) -> Work:
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
    done = Work(lines, start, dict(start))
    for line in lines:
        value = _term(line, done).value
        if _name(line):
            done.known[_name(line)] = value
    return done


def _name(line: str) -> str:
    return line.split("=")[0].strip() if "=" in line else ""


def _term(line: str, work: Work) -> Term:
    new = work.known.keys() - work.given.keys() if work.blanks else ()
    return read(line.split("=")[-1], work.known, frozenset(new))


def _rows(line: str, work: Work) -> list[str]:
    """A formula in letters, and under it a unit a row, broken where it must be."""
    term, name = _term(line, work), _name(line)
    addends = term.addends or (("", term.letters, term.rows),)
    signed = [f"{sign} {says}".strip() for sign, says, _ in addends if says]
    first, *rest = signed or [term.letters]
    start = f"{letters(name)} = {first}" if name else first
    rows = ["&" + row for row in _packed([start, *rest], indent=r"\quad ")]
    for unit, value in enumerate(np.atleast_1d(term.value)):
        shown = [(sign, numbers[unit % len(numbers)]) for sign, _, numbers in addends]
        pieces = [f"{sign} {numbers}".strip() for sign, numbers in shown]
        result = BLANK if work.blanks else number(value)
        if pieces != [result]:
            pieces.append(f"= {result}")
        rows += [r"&\quad " + row for row in _packed(pieces, indent=r"\quad ")]
    return rows


def _packed(pieces: Iterable[str], *, indent: str) -> list[str]:
    """Pieces set side by side as long as they fit."""
    rows: list[str] = []
    for piece in pieces:
        if rows and _width(f"{rows[-1]} {piece}") <= FITS:
            rows[-1] += f" {piece}"
        else:
            rows.append(indent + "{} " + piece if rows else piece)
    return rows


def _width(shown: str) -> float:
    """About how wide it will be, in digits."""
    flat = _TALL.sub("000", shown).replace(r"\cdot", "·").replace(r"\odot", "·")
    flat = re.sub(r"\\quad", "00", flat)
    flat = re.sub(r"\\(tanh|square)", "0000", flat)
    flat = re.sub(r"\\tilde|\\top|[{}_^ ]", "", flat)
    return sum(_WIDTHS.get(sign, 1.0) for sign in flat)
