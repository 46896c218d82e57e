"""Claims on trial: what a reader holds for true beside what a cell has measured."""

from carousel.book.claims.formatting import rounded
from carousel.book.claims.verdicts import Ballot, Claim, Record, Verdict

__all__ = ["Ballot", "Claim", "Record", "Verdict", "rounded"]
