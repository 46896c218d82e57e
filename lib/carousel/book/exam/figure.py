"""A figure to read: a chart of letters for text, a drawing for a page."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

COLUMNS = 56  # of the chart, beside its labels
_HEAD = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Figure:
    """Lines over steps, or one value for each of several things.

    Args:
        title: what is shown.
        across: what is counted along the axis of steps, a singular noun.
        upright: what the values are.
        marks: where on that axis the values stand.
        lines: the values, by the letter of their line.
        ends: of the axis of values.
        log: whether that axis counts powers of ten.
    """

    title: str
    across: str
    upright: str
    marks: Sequence[int]
    lines: Mapping[str, Sequence[float]]
    ends: tuple[float, float]
    log: bool = True

    def _ticks(self) -> list[tuple[float, str]]:
        low, high = self.ends
        if not self.log:
            return [(x, f"{x:g}") for x in np.linspace(low, high, 6)]
        powers = range(round(np.log10(low)), round(np.log10(high)) + 1)
        every = -(-len(powers) // 8)
        return [(10.0**p, f"1e{p}" if p else "1") for p in powers if p % every == 0]

    def _column(self, value: float) -> int:
        low, high = self.ends
        if self.log:
            low, high, value = np.log10([low, high, max(value, low)])
        return round(COLUMNS * float(np.clip((value - low) / (high - low), 0, 1)))

    def text(self) -> str:
        """A chart with a row for each mark and a letter for each line."""
        width = max(len(self.across), 4)
        margin = " " * (width + 1)
        head = [" "] * (COLUMNS + 6)
        for value, label in self._ticks():
            start = self._column(value)
            head[start : start + len(label)] = label
        rows = [self.title, "", f"{self.across:<{width}} {''.join(head)}".rstrip()]
        places = {self._column(value) for value, _ in self._ticks()}
        blank = [":" if n in places else " " for n in range(COLUMNS + 1)]
        blank[0] = "|"
        for place, mark in enumerate(self.marks):
            row = blank.copy()
            for letter, values in self.lines.items():
                row[self._column(values[place])] = letter
            rows.append(f"{mark:>{width}} {''.join(row)}".rstrip())
        rows.append(f"{margin}{self.upright}")
        return "\n".join(rows)

    def svg(self) -> str:
        """The same as a drawing, an `svg` element with its title."""
        from matplotlib.figure import Figure as Drawing

        from carousel.book.plots import COLOURS, style

        with style():
            drawing = Drawing(figsize=(6.4, 3.0))
            ax = drawing.subplots()
            hues = [COLOURS[name] for name in ("c", "h", "f", "i")]
            for (letter, values), hue in zip(self.lines.items(), hues, strict=False):
                is_line = len(self.lines) > 1
                kind = "-" if is_line else "o"
                ax.plot(self.marks, values, kind, color=hue, clip_on=False)
                if is_line:
                    at = next(
                        (n for n, v in enumerate(values) if v < self.ends[0]),
                        len(values),
                    )
                    ax.annotate(letter, (self.marks[at - 1], values[at - 1]), color=hue)
            ax.set_yscale("log" if self.log else "linear")
            ax.set(xlabel=self.across, ylabel=self.upright, ylim=self.ends)
            ax.grid(visible=True, which="both", alpha=0.3)
            file = io.StringIO()
            drawing.savefig(file, format="svg", bbox_inches="tight")
        svg = _HEAD.sub("", file.getvalue())
        return svg.replace("<svg ", f'<svg role="img" aria-label="{self.title}" ', 1)
