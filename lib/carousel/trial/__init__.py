"""Claims on trial: what a reader holds for true beside what a cell has measured."""

from carousel.trial.verdicts import Ballot, Claim, Record, Verdict
from carousel.trial.words import number

__all__ = ["Ballot", "Claim", "Record", "Verdict", "number"]
