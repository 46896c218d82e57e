"""Claims on trial: what a reader holds for true beside what a cell has measured.

One more claim is three things: a line of the `Scoreboard`; in the text a heading with
the claim's words, below a target `(claim-KEY)=`, with its source; and a cell that
measures and ends in `Verdict(board["KEY"], Line(…), {case: draws, …}, "…")`.
"""

from carousel.book.claims.formatting import rounded
from carousel.book.claims.scoreboard import Claim, Scoreboard
from carousel.book.claims.verdicts import Line, Verdict

__all__ = ["Claim", "Line", "Scoreboard", "Verdict", "rounded"]
