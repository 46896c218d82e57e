"""Arithmetic on paper: formulas in letters, with their numbers put in."""

from carousel.book.longhand._terms import format_fixed, letters
from carousel.book.longhand.sheets import Substitution, substitute

__all__ = ["Substitution", "format_fixed", "letters", "substitute"]
