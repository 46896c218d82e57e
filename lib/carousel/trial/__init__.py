"""Claims on trial: what a reader holds for true beside what a cell has measured."""

from carousel.trial.verdicts import Ballot, Claim, Record, Verdict

__all__ = ["Ballot", "Claim", "Record", "Verdict"]
