"""Pictures of matrices: many numbers at once, a shade for each."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm

from carousel.book.plots._style import COLOURS, style

SHARE = 0.78  # of its place, what a matrix fills


def diverging() -> LinearSegmentedColormap:
    """Blue, paper, red: the colours of minus and plus."""
    colours = [COLOURS[name] for name in ("minus", "paper", "plus")]
    return LinearSegmentedColormap.from_list("minus to plus", colours)


def matrices(
    named: Mapping[str, np.ndarray], *, columns: int = 3, ax: Axes | None = None
) -> Axes:
    """Square matrices side by side in one scale: rows new, columns old.

    The shade grows with the square root of a value, so that small terms are seen.

    Args:
        named: matrices of one size, by what they are called.
        columns: how many stand in a row.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        ax.set_axis_off()
        rows = -(-len(named) // columns)
        most = max(float(np.abs(M).max()) for M in named.values()) or 1.0
        for place, (name, M) in enumerate(named.items()):
            row, column = divmod(place, columns)
            corner = (column / columns, 1 - (row + 1) / rows)
            panel = ax.inset_axes((*corner, SHARE / columns, SHARE / rows))
            shade = np.sign(M) * np.sqrt(np.abs(M) / most)
            panel.pcolormesh(
                shade, cmap=diverging(), norm=TwoSlopeNorm(0, -1, 1), lw=0.4, ec="0.85"
            )
            units = np.arange(len(M))
            panel.set_xticks(units + 0.5, units + 1, fontsize=8)
            panel.set_yticks(units + 0.5, units + 1, fontsize=8)
            panel.tick_params(length=0)
            panel.set(aspect="equal", title=name)
            panel.invert_yaxis()
    return ax
