"""Pictures of many numbers at once, a shade for each: matrices, gates over time."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm

from carousel.plots._look import COLOURS, style

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


def over_time(
    named: Mapping[str, np.ndarray],
    *,
    meaning: str = "f",
    letter: str = "$f_t$  forget gate",
    ax: Axes | None = None,
) -> list[Axes]:
    """A gate's heat map, one a name, below each other: steps across, units down.

    Args:
        named: (time, hidden) values between 0 and 1, by what they are called.
        meaning: of the colour.
        letter: what the shade shows.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 1.0 + 1.9 * len(named))).subplots()
        ax.set_axis_off()
        rows = ax.get_subplotspec().subgridspec(len(named), 1)
        found = [ax.figure.add_subplot(row) for row in rows]
        ends = [COLOURS["paper"], COLOURS[meaning]]
        shades = LinearSegmentedColormap.from_list("shut to open", ends)
        for place, (name, values) in zip(found, named.items(), strict=True):
            time, hidden = values.shape
            shown = place.imshow(
                values.T,
                cmap=shades,
                vmin=0,
                vmax=1,
                aspect="auto",
                interpolation="nearest",
                extent=(0.5, time + 0.5, hidden + 0.5, 0.5),
            )
            place.set(title=name, ylabel="unit")
            place.grid(visible=False)
        found[-1].set_xlabel("step $t$")
        ax.figure.colorbar(shown, ax=found, label=letter, aspect=30)
    return found
