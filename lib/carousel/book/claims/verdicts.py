"""Ballots ask before the evidence, verdicts follow from cases, a record lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from carousel.book.cards import plain
from carousel.book.claims import _html


@dataclass(frozen=True)
class Claim:
    """A sentence as it circulates, and the short name it has in code.

    A formula stands between dollars.
    """

    key: str
    text: str


class Ballot:
    """Claims by short name, which a reader marks true, false or only if.

    Raises:
        ValueError: if there is no claim, or one has no words.
    """

    def __init__(self, **claims: str) -> None:
        if not claims or not all(text.strip() for text in claims.values()):
            raise ValueError(f"a ballot needs claims with words, got {claims}")
        self.claims = {key: Claim(key, text) for key, text in claims.items()}

    def __getitem__(self, key: str) -> Claim:
        if key not in self.claims:
            raise ValueError(f"expected one of {', '.join(self.claims)}, got {key}")
        return self.claims[key]

    def __repr__(self) -> str:
        return "\n".join(f"“{plain(claim.text)}”" for claim in self.claims.values())

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        claims = {claim.key: claim.text for claim in self.claims.values()}
        return {
            "text/html": _html.ballot(claims),
            "text/markdown": "\n".join(f"- “{text}”" for text in claims.values()),
            "text/plain": repr(self),
        }


@dataclass(frozen=True, eq=False)
class Verdict:
    """What trying a claim on cases has shown, and the sentence to say instead.

    Attributes:
        claim: what was tried.
        holds_if: what counts as holding, with its threshold, to be argued with.
        cases: what was measured, with the numbers in words, and whether the claim held.
        instead: the true sentence.

    Raises:
        ValueError: if there is no case, a case is not True or False, or there are no
            words for what counts as holding or what to say instead.
    """

    claim: Claim
    holds_if: str
    cases: Mapping[str, object]
    instead: str

    def __post_init__(self) -> None:
        if not self.cases:
            raise ValueError(f"{self.claim.key} was tried on no case")
        for case, held in self.cases.items():
            if not isinstance(held, bool | np.bool_):
                raise ValueError(f"{case!r} must be True or False, got {held!r}")
        for name in ("holds_if", "instead"):
            if not getattr(self, name).strip():
                raise ValueError(f"{self.claim.key}: expected words for {name}")

    @property
    def word(self) -> str:
        """True if the claim held in all cases, false if in none, else only if."""
        held = [bool(value) for value in self.cases.values()]
        return "true" if all(held) else "only if" if any(held) else "false"

    def findings(self) -> list[tuple[str, str]]:
        """Pairs of what the claim did and in which case, in words."""
        return [
            ("it holds" if held else "it fails", case)
            for case, held in self.cases.items()
        ]

    def __repr__(self) -> str:
        lines = [f"{self.word.upper()}: {plain(self.claim.text)}"]
        lines += [f"  Counts as holding: {self.holds_if}"]
        lines += [f"  {outcome}: {case}" for outcome, case in self.findings()]
        return "\n".join([*lines, f"  What is true: {self.instead}"])

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        findings = "\n".join(
            f"- {outcome}: {case}" for outcome, case in self.findings()
        )
        page = _html.verdict(
            self.claim.key, self.word, self.holds_if, self.findings(), self.instead
        )
        return {
            "text/html": page,
            "text/markdown": f"**Verdict: {self.word}.** Counts as holding: "
            f"{self.holds_if}\n\n{findings}\n\n**What is true:** {self.instead}",
            "text/plain": repr(self),
        }


class Record:
    """All verdicts in one table, with the reader's marks beside them.

    Args:
        verdicts: in the order of the table.
    """

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        self.verdicts = tuple(verdicts)

    def __repr__(self) -> str:
        return "\n".join(f"{v.word:<8} {plain(v.claim.text)}" for v in self.verdicts)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        rows = [(v.claim.key, v.claim.text, v.word) for v in self.verdicts]
        table = [f"| {text} | {word} |" for _, text, word in rows]
        return {
            "text/html": _html.record(rows),
            "text/markdown": "\n".join(
                ["| claim | verdict |", "| --- | --- |", *table]
            ),
            "text/plain": repr(self),
        }
