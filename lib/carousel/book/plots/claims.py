"""Pictures of evidence: many draws beside the number that is claimed of them."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import Real


def growth_factors(
    measured: Mapping[str, tuple[Sequence[Real], str]],
    *,
    claimed: Real | None = None,
    ax: Axes | None = None,
) -> Axes:
    """One row a kind of network, one dot a draw: what a step multiplies a gradient by.

    Args:
        measured: by name, the factors a step, and the colour's meaning.
        claimed: a factor that is said to be true of the first kind; marked if given.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 0.9 + 0.46 * len(measured))).subplots()
        for row, (name, (values, meaning)) in enumerate(measured.items()):
            colour = COLOURS[meaning]
            ax.plot(values, [row] * len(values), "o", color=colour, alpha=0.35, ms=6)
            ax.plot(np.mean(values), row, "|", color=colour, ms=15, mew=2.5)
            ax.axhline(row - 0.66, color=COLOURS["line"], lw=0.8, zorder=0)
            _label_row(ax, row, name, colour)
        ax.axvline(1.0, color=COLOURS["ink"], lw=1)
        _label_line(ax, 1.0, "neither shrinks nor grows")
        if claimed is not None:
            kinds = [meaning for _, meaning in measured.values()]
            ends = -0.9, kinds.count(kinds[0]) - 0.66
            ax.plot([claimed] * 2, ends, color=COLOURS["quiet"], lw=1.2, ls=(0, (4, 3)))
            _label_line(ax, claimed, f"claimed: {claimed:g}")
        ax.set_yticks([])
        ax.set_ylim(len(measured) - 0.6, -0.9)
        ax.spines["left"].set_visible(False)
        ax.set_xlabel("what a step multiplies a gradient by")
    return ax


def gradient_norms_by_scale(
    norms: Mapping[Real, Sequence[Real]], *, ax: Axes | None = None
) -> Axes:
    """One column of dots a weight scale, one dot a draw, and the median of each.

    Args:
        norms: by weight scale, the gradient norms of the draws.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for scale, values in norms.items():
            ax.plot([scale] * len(values), values, "o", color=COLOURS["h"], alpha=0.3)
        medians = [float(np.median(values)) for values in norms.values()]
        ax.plot(list(norms), medians, color=COLOURS["h"], label="median of the draws")
        ax.set_yscale("log")
        ax.set_xlabel("recurrent weights, times their usual size")
        ax.set_ylabel("gradient norm")
        ax.legend()
    return ax


def _label_row(ax: Axes, row: int, name: str, colour: str) -> None:
    """The name of a row, above its dots at the left edge, over the lines."""
    ax.annotate(
        name,
        (0.0, row - 0.36),
        xycoords=("axes fraction", "data"),
        va="center",
        color=colour,
        weight="bold",
        fontsize=10.5,
        path_effects=[withStroke(linewidth=3, foreground=COLOURS["paper"])],
    )


def _label_line(ax: Axes, x: float, text: str) -> None:
    """Words above the frame, where a vertical line leaves it."""
    ax.annotate(
        text,
        (x, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(0, 4),
        textcoords="offset points",
        ha="center",
        fontsize=9.5,
        color=COLOURS["ink"],
    )
