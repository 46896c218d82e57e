"""The claims of a trial, and the tiles on which a reader sees how they went."""

from dataclasses import dataclass

from carousel.book.cards import plain
from carousel.book.claims import _html


@dataclass(frozen=True)
class Claim:
    """A sentence as it circulates: its short name in code, and that on its tile.

    A formula stands between dollars.
    """

    key: str
    name: str
    text: str


class Scoreboard:
    """A tile per claim, grey until the reader has voted, and the score.

    Args:
        claims: name on the tile and sentence, by short name.

    Raises:
        ValueError: if there is no claim, or one has no name or no sentence.
    """

    def __init__(self, **claims: tuple[str, str]) -> None:
        if not claims or not all(all(map(str.strip, told)) for told in claims.values()):
            raise ValueError(f"expected claims with a name and words, got {claims}")
        self.claims = {key: Claim(key, *told) for key, told in claims.items()}

    def __getitem__(self, key: str) -> Claim:
        if key not in self.claims:
            raise ValueError(f"expected one of {', '.join(self.claims)}, got {key}")
        return self.claims[key]

    def __repr__(self) -> str:
        return "\n".join(f"{c.name}: “{plain(c.text)}”" for c in self.claims.values())

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        claims = list(self.claims.values())
        return {
            "text/html": _html.board([(claim.key, claim.name) for claim in claims]),
            "text/markdown": "\n".join(
                f"{number}. {claim.name}" for number, claim in enumerate(claims, 1)
            ),
            "text/plain": repr(self),
        }
