"""The line that decides a claim: what is measured, and from where on it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from carousel.shapes import Real


@dataclass(frozen=True)
class Line:
    """What decides: a quantity, and on which side of a number the claim holds.

    Attributes:
        says: the criterion in a sentence.
        axis: what is measured, with its unit.
        above: the claim holds where the quantity is at least this.
        below: the claim holds where it is at most this; with both, between the two.
        log_scale: whether the axis counts powers of ten.
        least: on a logarithmic axis, what is drawn at its left end if it is smaller.

    Raises:
        ValueError: without words, without a number, or with an empty side.
    """

    says: str
    axis: str
    above: Real | None = None
    below: Real | None = None
    log_scale: bool = False
    least: Real | None = None

    def __post_init__(self) -> None:
        if not (self.says.strip() and self.axis.strip()):
            raise ValueError("a line needs words for what decides and for its axis")
        if self.above is None and self.below is None:
            raise ValueError(f"expected a number above or below for {self.says!r}")
        if not self.side[0] < self.side[1]:
            raise ValueError(f"no number lies between {self.above} and {self.below}")

    @property
    def side(self) -> tuple[float, float]:
        """The ends of the claim's side, infinite where it has none."""
        low = -np.inf if self.above is None else float(self.above)
        return low, np.inf if self.below is None else float(self.below)

    def met(self, draws: Sequence[Real]) -> np.ndarray:
        """For each draw, whether it lies on the claim's side."""
        low, high = self.side
        draws = np.asarray(draws, float)
        return (low <= draws) & (draws <= high)
