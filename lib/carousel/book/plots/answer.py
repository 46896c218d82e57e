"""The picture of an answer: a mark on an axis."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._style import COLOURS, style


def on_an_axis(
    answer: float,
    ends: np.ndarray,
    *,
    log_scale: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """One number marked on a number line.

    Args:
        answer: the number.
        ends: where the line starts and ends.
        log_scale: whether the line counts powers of ten.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 1.2)).subplots()
        ax.set_xscale("log" if log_scale else "linear")
        ax.set(xlim=ends, ylim=(0, 1), yticks=[])
        for side in ("left", "right", "top"):
            ax.spines[side].set_visible(False)
        ax.plot([answer, answer], [0, 0.5], color=COLOURS["c"])
        ax.plot(answer, 0.5, "o", color=COLOURS["c"], markersize=9)
        ax.text(answer, 0.72, "the answer", color=COLOURS["c"], ha="center")
    return ax
