"""Verdicts: cases are measured, and the word follows from where their draws fall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from carousel.book.cards import plain
from carousel.book.claims import _html
from carousel.book.claims._strip import Axis
from carousel.book.claims.formatting import rounded
from carousel.book.claims.lines import Line
from carousel.book.claims.scoreboard import Claim
from carousel.shapes import Real

ENOUGH = 0.9  # the share of a case's draws that must meet the line


@dataclass(frozen=True, eq=False)
class Verdict:
    """What trying a claim on cases has shown, and the sentence to say instead.

    Attributes:
        claim: what was tried.
        line: what decides.
        cases: the draws of each case, one number per network or sequence.
        instead: the true sentence.

    Raises:
        ValueError: without cases, draws or words, or with draws that are not finite.
    """

    claim: Claim
    line: Line
    cases: Mapping[str, Sequence[Real]]
    instead: str

    def __post_init__(self) -> None:
        if not self.cases:
            raise ValueError(f"{self.claim.key} was tried on no case")
        for case, draws in self.cases.items():
            if not len(draws) or not np.isfinite(draws).all():
                raise ValueError(f"{case!r} needs finite draws, got {draws!r}")
        if not self.instead.strip():
            raise ValueError(f"{self.claim.key}: expected words for instead")

    @property
    def met(self) -> dict[str, int]:
        """How many draws of each case lie on the claim's side of the line."""
        return {
            case: int(self.line.met(draws).sum()) for case, draws in self.cases.items()
        }

    @property
    def word(self) -> str:
        """True if the claim holds in all cases, false if in none, else only if.

        It holds in a case if nine in ten of its draws meet the line.
        """
        cases = self.cases.items()
        held = [self.line.met(draws).mean() >= ENOUGH for _, draws in cases]
        return "true" if all(held) else "only if" if any(held) else "false"

    def findings(self) -> list[str]:
        """A sentence per case: how many draws meet the line, and their median."""
        return [
            f"{case}: {self.met[case]} of {len(draws)}, median "
            f"{rounded(float(np.median(draws)))}"
            for case, draws in self.cases.items()
        ]

    def __repr__(self) -> str:
        lines = [f"{self.word.upper()}: {plain(self.claim.text)}"]
        lines += [f"  The line: {plain(self.line.says)}"]
        lines += [f"  {plain(finding)}" for finding in self.findings()]
        return "\n".join([*lines, f"  What is true: {plain(self.instead)}"])

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        strip = Axis.of(self.line, self.cases).strip(self.cases, self.line, self.met)
        claim, findings = self.claim, "\n".join(f"- {f}" for f in self.findings())
        return {
            "text/html": _html.verdict(
                claim.key, claim.text, self.word, self.line.says, strip, self.instead
            ),
            "text/markdown": f"**The line.** {self.line.says}\n\n{findings}\n\n"
            f"**Verdict: {self.word}.** {self.instead}",
            "text/plain": repr(self),
        }
