"""A formula written as in Python, read as a term."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from carousel.book.longhand._terms import (
    FUNCTIONS,
    Term,
    format_rows,
    function_of,
    letters,
    matrix_of,
    product_of,
    square_of,
    sum_of,
    total_of,
)


def read(
    formula: str, known: Mapping[str, np.ndarray], blank: frozenset[str] = frozenset()
) -> Term:
    """A formula as a term, with a box in place of the numbers that are `blank`.

    Args:
        formula: as in Python, without a name and `=`.
        known: numbers by name: scalars, vectors of units, or matrices.
        blank: names whose numbers are left to the reader.

    Raises:
        ValueError: if it is not a formula, or a name in it has no number.
    """
    try:
        return _Reader(known, blank).term(ast.parse(formula.strip(), mode="eval").body)
    except SyntaxError:
        raise ValueError(f"expected a formula, got {formula!r}") from None


@dataclass(frozen=True)
class _Reader:
    known: Mapping[str, np.ndarray]
    blank: frozenset[str]

    def term(self, node: ast.expr) -> Term:
        match node:
            case ast.Constant(value=int() as constant):
                return Term(np.float64(constant), str(constant), (str(constant),))
            case ast.Name(id=name):
                return self._name(name)
            case ast.Attribute(value=matrix, attr="T"):
                inside = self.term(matrix)
                return Term(inside.value.T, rf"{inside.letters}^\top", ())
            case ast.Call(func=ast.Name(id="total"), args=[argument]):
                return total_of(self.term(argument))
            case ast.Call(func=ast.Name(id=name), args=[argument]) if name in FUNCTIONS:
                return function_of(name, self.term(argument))
            case ast.BinOp(left, ast.Pow(), ast.Constant(value=2)):
                return square_of(self.term(left))
            case ast.BinOp(left, ast.MatMult(), right):
                return matrix_of(self.term(left), self.term(right))
            case ast.BinOp(left, ast.Mult(), right):
                return product_of(self.term(left), self.term(right))
            case ast.BinOp(left, (ast.Add() | ast.Sub()) as sign, right):
                plus = isinstance(sign, ast.Add)
                return sum_of(self.term(left), self.term(right), "+" if plus else "-")
        raise ValueError(f"expected a formula, got {ast.unparse(node)!r}")

    def _name(self, name: str) -> Term:
        if name not in self.known:
            raise ValueError(f"{name} has no number; known: {', '.join(self.known)}")
        value = self.known[name]
        return Term(value, letters(name), format_rows(value, blank=name in self.blank))
