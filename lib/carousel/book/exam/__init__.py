"""The exam bank: forty questions with new numbers for every seed, and a worked key."""

from carousel.book.exam.bank import BANK, draw, exam
from carousel.book.exam.question import KINDS, Question

__all__ = ["BANK", "KINDS", "Question", "draw", "exam"]
