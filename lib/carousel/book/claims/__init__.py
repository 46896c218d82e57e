"""Claims on trial: what a reader holds for true beside what a cell has measured."""

from carousel.book.claims.verdicts import Ballot, Claim, Record, Verdict
from carousel.book.claims.words import number

__all__ = ["Ballot", "Claim", "Record", "Verdict", "number"]
