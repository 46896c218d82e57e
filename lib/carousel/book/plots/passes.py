"""Pictures of backward passes: which steps each of them walks and reaches."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import Real


def backward_passes(steps: int, *, ax: Axes | None = None) -> Axes:
    """The steps that each backward pass walks: one pass a step, or one for all.

    Args:
        steps: the length of the sequence; small, for every step is an arrow.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.4, 3.6)).subplots()
        for row, stop in enumerate(range(1, steps + 1)):
            _walk(ax, -row, steps, stop, COLOURS["rnn"])
        _walk(ax, -steps - 1.2, steps, 1, COLOURS["c"])
        for up, text, meaning in (
            (0.9, "one pass for every step", "quiet"),
            (-steps - 0.4, "one pass", "c"),
        ):
            colour = COLOURS[meaning]
            ax.text(0.4, up, text, color=colour, weight="bold", fontsize=11)
        for t in range(1, steps + 1):
            ax.text(t, -steps - 2.3, f"${t}$", ha="center", fontsize=11)
        ax.text(0.4, -steps - 3.4, "step $t$; the loss is at the last one", fontsize=11)
        ax.set(xlim=(0.3, steps + 0.5), ylim=(-steps - 3.6, 1.6))
        ax.set_axis_off()
    return ax


def reached_places(
    ways: Mapping[str, tuple[np.ndarray, str]], *, ax: Axes | None = None
) -> Axes:
    """At which share of its places a lag is reached, one line a way to cut a stream.

    Args:
        ways: by name, the share at lags of 0, 1, 2, … steps, and the colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.4)).subplots()
        for name, (share, meaning) in ways.items():
            ax.plot(share, color=COLOURS[meaning], lw=2.2, label=name)
        ax.set_xlim(0, max(len(share) for share, _ in ways.values()) - 1)
        ax.set_ylim(0, 1.04)
        ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.set_xlabel("lag, steps")
        ax.set_ylabel("places with a gradient")
        place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": 2}
        ax.legend(fontsize=10.5, labelcolor="linecolor", **place)
    return ax


def _walk(ax: Axes, y: Real, start: int, stop: int, colour: str) -> None:
    """Arrows from the loss back to one step; a dot a step, a large one at its end."""
    ax.plot(range(stop, start + 1), [y] * (start + 1 - stop), "o", color=colour, ms=3)
    for t in range(start, stop, -1):
        props = {"arrowstyle": "-|>", "color": colour, "lw": 1.5}
        ax.annotate("", (t - 0.93, y), (t - 0.07, y), arrowprops=props)
    ax.plot(stop, y, "o", color=colour, ms=6)
