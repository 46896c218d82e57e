"""Pictures of matrices: red above zero, blue below, the shade by size."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm

from carousel.plots._look import COLOURS, style

GAP = 1.2  # between two matrices, in cells


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
        ax.set_aspect("equal")
        most = max(float(np.abs(M).max()) for M in named.values()) or 1.0
        norm = TwoSlopeNorm(0.0, -1.0, 1.0)
        for place, (name, M) in enumerate(named.items()):
            size = len(M)
            x = (place % columns) * (size + GAP)
            y = -(place // columns) * (size + 2 * GAP)
            shade = np.sign(M) * np.sqrt(np.abs(M) / most)
            edges = np.arange(size + 1)
            ax.pcolormesh(
                x + edges,
                y - edges,
                shade,
                cmap=diverging(),
                norm=norm,
                edgecolors=COLOURS["line"],
                linewidth=0.4,
            )
            ax.text(x + size / 2, y + 0.35, name, ha="center", va="bottom")
    return ax
