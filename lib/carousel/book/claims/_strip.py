"""A dot strip as HTML: a row per case, a dot per draw, and the line that they face.

Places are per cent of the row's width, so that a strip fits any column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from carousel.book.cards import typeset
from carousel.book.claims.formatting import rounded
from carousel.book.claims.lines import Line
from carousel.shapes import Real

MARGIN, HEIGHT, TICKS = 4, 26, 5  # per cent at the ends; pixels of a row; at most
OUT = ' class="cx-out"'  # of a dot on the other side
LEVELS = (50, 28, 72)  # per cent of the height, by turns, so that equal draws are seen
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Axis:
    """From quantities to places: linear, or by powers of ten from `low` to `high`."""

    low: float
    high: float
    log_scale: bool
    is_cut: bool  # whether smaller values are drawn at the left end

    @classmethod
    def of(cls, line: Line, cases: Mapping[str, Sequence[Real]]) -> "Axis":
        """An axis that has room for all draws and for the line.

        Raises:
            ValueError: for draws that are not above 0 on a logarithmic axis that does
                not say what is least.
        """
        ends = [end for end in line.side if np.isfinite(end)]
        values = np.concatenate([*map(np.ravel, cases.values()), ends]).astype(float)
        if not line.log_scale:
            return cls(values.min(), values.max(), False, is_cut=False)
        least = line.least
        if least is None and values.min() <= 0:
            raise ValueError(f"{line.axis}: a logarithmic axis needs draws above 0")
        is_cut = least is not None and values.min() < least
        low = np.log10(max(values.min(), least or 0))
        return cls(low, np.log10(values.max()), True, is_cut)

    def place(self, value: Real) -> float:
        """Where a value is drawn, in per cent of the width."""
        if self.log_scale:
            value = np.log10(value) if value > 0 else -np.inf
        share = (max(float(value), self.low) - self.low) / (self.high - self.low or 1)
        return round(MARGIN + (100 - 2 * MARGIN) * share, 2)

    def ticks(self) -> dict[str, float]:
        """Places of a few round numbers, by their names."""
        span = self.high - self.low or 1
        if self.log_scale and span >= 1:
            powers = np.arange(np.ceil(self.low), np.floor(self.high) + 1)
            values = 10 ** powers[:: int(np.ceil(len(powers) / TICKS))]
            return {_power(value): self.place(value) for value in values}
        low, high = self.low, self.high
        if self.log_scale:
            low, high = 10**low, 10**high
        return {f"{v:.6g}": self.place(v) for v in _round_numbers(low, high)}

    def strip(
        self, cases: Mapping[str, Sequence[Real]], line: Line, met: Mapping[str, int]
    ) -> str:
        """The rows, the axis below them, and what it measures."""
        rows = "".join(
            f"<li><span>{typeset(case)}</span>{self._row(draws, line)}"
            f"<span>{met[case]} of {len(draws)}</span></li>"
            for case, draws in cases.items()
        )
        ticks = "".join(
            f'<text x="{at}%" y="12">{name}</text>' for name, at in self.ticks().items()
        )
        cut = " (what is smaller stands at the left end)" if self.is_cut else ""
        return (
            f'<ul class="cx-strip">{rows}<li class="cx-axis"><span></span>'
            f'<svg width="100%" height="16" aria-hidden="true">{ticks}</svg>'
            f"<span></span></li></ul>"
            f'<p class="cx-measured">{typeset(line.axis)}{cut}</p>'
        )

    def _row(self, draws: Sequence[Real], line: Line) -> str:
        ends = [self.place(end) if np.isfinite(end) else None for end in line.side]
        left, right = (ends[0] or 0), (100 if ends[1] is None else ends[1])
        shade = f'<rect x="{left}%" width="{round(right - left, 2)}%" height="100%"/>'
        edges = "".join(
            f'<line x1="{end}%" x2="{end}%" y1="0" y2="100%"/>'
            for end in ends
            if end is not None
        )
        dots = "".join(
            f'<circle cx="{self.place(draw)}%" cy="{LEVELS[n % 3]}%" r="4"'
            f"{'' if is_met else OUT}/>"
            for n, (draw, is_met) in enumerate(zip(draws, line.met(draws), strict=True))
        )
        return (
            f'<svg width="100%" height="{HEIGHT}" aria-hidden="true">'
            f"{shade}{edges}{dots}</svg>"
        )


def _power(value: float) -> str:
    exponent = round(np.log10(value))
    if -3 <= exponent <= 3:
        return rounded(value, 1)
    return f"10{str(exponent).translate(_SUPERSCRIPT)}"


def _round_numbers(low: float, high: float) -> np.ndarray:
    """At most six multiples of 1, 2 or 5 times a power of ten, from low to high."""
    span = (high - low) or 1.0
    unit = 10 ** np.floor(np.log10(span))
    step = next(s * unit for s in (0.1, 0.2, 0.5, 1, 2) if span / (s * unit) <= TICKS)
    return np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
