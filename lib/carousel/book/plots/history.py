"""A time line: what was found when."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from carousel.book.plots._style import COLOURS, style


def timeline(
    events: Sequence[tuple[int, str, str, str]], *, ax: Axes | None = None
) -> Axes:
    """One dot an event, with its year, its name and what it changed.

    Args:
        events: year, name, what it changed, and the colour's meaning, in order.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 0.6 * len(events))).subplots()
        ax.set_axis_off()
        ax.set(xlim=(0, 10), ylim=(len(events) - 0.5, -0.5))  # time runs down
        ax.axvline(1.9, color=COLOURS["line"], lw=3, zorder=0)
        for place, (year, name, change, meaning) in enumerate(events):
            colour = COLOURS[meaning]
            ax.plot(1.9, place, "o", color=colour, markersize=12)
            ax.text(1.4, place, str(year), ha="right", va="center", weight="bold")
            ax.text(2.5, place - 0.2, name, va="center", weight="bold", color=colour)
            ax.text(2.5, place + 0.24, change, va="center")
    return ax
