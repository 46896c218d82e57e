"""Arithmetic on paper: formulas in letters, with their numbers put in."""

from carousel.longhand._terms import letters, number
from carousel.longhand.sheets import Work, work

__all__ = ["Work", "letters", "number", "work"]
