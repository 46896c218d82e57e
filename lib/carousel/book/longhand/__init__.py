"""Arithmetic on paper: formulas in letters, with their numbers put in."""

from carousel.book.longhand._terms import letters, number
from carousel.book.longhand.sheets import Work, work

__all__ = ["Work", "letters", "number", "work"]
