"""A time line: what was found when."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from carousel.plots._look import COLOURS, style


def timeline(
    events: Sequence[tuple[int, str, str, str]], *, ax: Axes | None = None
) -> Axes:
    """One dot an event, with its year, its name and what it changed.

    Args:
        events: year, name, what it changed, and the colour's meaning, in order.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(7.2, 2.0)).subplots()
        ax.set_axis_off()
        ax.set(xlim=(-0.5, len(events) - 0.5), ylim=(-1.15, 0.6))
        ax.axhline(0, color=COLOURS["line"], lw=3, zorder=0)
        for place, (year, name, change, meaning) in enumerate(events):
            colour = COLOURS[meaning]
            ax.plot(place, 0, "o", color=colour, markersize=13)
            ax.text(place, 0.32, str(year), ha="center", weight="bold", fontsize=13)
            ax.text(
                place, -0.3, name, ha="center", va="top", weight="bold", color=colour
            )
            ax.text(place, -0.62, change, ha="center", va="top", fontsize=9.5)
    return ax
