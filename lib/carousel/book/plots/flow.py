"""Pictures of what is left of a gradient on its way back."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from carousel.book.plots._style import CLEAR, COLOURS, style
from carousel.shapes import Real

FLOOR = 1e-12  # what a logarithmic axis shows at the least


def decay(
    curves: Mapping[str, tuple[np.ndarray, str]],
    *,
    log_scale: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """One line a curve, named where it ends: the share left after k steps back.

    Args:
        curves: by name, the share after 0, 1, 2, … steps, and the colour's meaning.
        log_scale: whether the share is drawn on a logarithmic axis.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for share, meaning in curves.values():
            ax.plot(share, color=COLOURS[meaning])
        ax.set_xlabel("steps back, $k$")
        ax.set_ylabel("share of the gradient left")
        ax.set_xlim(0, max(len(share) for share, _ in curves.values()) - 1)
        if log_scale:
            ax.set_yscale("log")
            ax.set_ylim(FLOOR, max(3.0, *(share.max() for share, _ in curves.values())))
        else:
            ax.set_ylim(0, 1.08)
            ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        for place, (name, (share, meaning)) in enumerate(curves.items()):
            _name(ax, name, share, COLOURS[meaning], 0.3 + 0.1 * place)
    return ax


def by_row(
    named: Mapping[str, tuple[Sequence[Real], str]],
    *,
    xlabel: str,
    line: Real | None = None,
    ax: Axes | None = None,
) -> Axes:
    """One row per kind, one dot per network, and a bar at the median.

    Args:
        named: by kind, one number per network, and the colour's meaning.
        xlabel: what the numbers are.
        line: a number to compare with; none is marked if None.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 0.9 + 0.45 * len(named))).subplots()
        if line is not None:
            ax.axvline(line, color=COLOURS["quiet"], ls="--", lw=1.2)
        for row, (values, meaning) in enumerate(named.values()):
            colour = COLOURS[meaning]
            ax.plot(values, [row] * len(values), "o", color=colour, alpha=0.4, ms=6)
            ax.plot(np.median(values), row, "|", color=colour, ms=18, mew=3)
        ax.set_yticks(range(len(named)), list(named))
        ax.set_ylim(len(named) - 0.5, -0.5)
        ax.set_xlim(left=0)
        ax.set_xlabel(xlabel)
    return ax


def _name(ax: Axes, name: str, share: np.ndarray, colour: str, height: float) -> None:
    """The curve's name, where it passes the height, or late if it stays above."""
    low, high = ax.get_ylim()
    place = np.clip(
        ax.transLimits.transform(
            ax.transScale.transform(
                np.column_stack([np.arange(len(share)), np.maximum(share, low)])
            )
        ),
        0,
        1,
    )
    below = np.flatnonzero(place[:, 1] < height)
    step, offset, align = len(share) - 1, (-4, 4), "right"
    if len(below):
        step, offset, align = below[0], (6, 4), "left"
    elif share[-1] < share[0]:
        step, offset, align = (6 * step) // 10, (4, 5), "left"
    ax.annotate(
        name,
        (step, min(max(share[step], low), high)),
        xytext=offset,
        textcoords="offset points",
        color=colour,
        weight="bold",
        ha=align,
        bbox=CLEAR,
        zorder=1.5,  # above the grid, below the curves
    )
