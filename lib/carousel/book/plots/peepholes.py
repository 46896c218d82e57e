"""Pictures of one unit against its cell state: gates, new state, slopes."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._look import COLOURS, style


def against_state(
    c: np.ndarray,
    curves: Mapping[str, tuple[np.ndarray, str, str]],
    *,
    at: float | None = None,
    xlabel: str = "cell state of before, $c_{t-1}$",
    ylabel: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Curves over a cell state, each named beside the picture's top.

    Args:
        c: cell states, rising.
        curves: by name, the values, the colour's meaning, and the line's style. A name
            that begins with _ is not shown.
        at: a state to mark on every solid curve; none if None.
        xlabel: which state it is.
        ylabel: what the curves are.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        if any(values.min() < 0 < values.max() for values, _, _ in curves.values()):
            ax.axhline(0, color=COLOURS["quiet"], lw=0.8)
        if at is not None:
            ax.axvline(at, color=COLOURS["quiet"], lw=0.8, ls=":")
        for name, (values, meaning, dashes) in curves.items():
            look = {"color": COLOURS[meaning], "ls": dashes, "label": name}
            ax.plot(c, values, lw=2.0 if dashes == "-" else 1.2, **look)
            if at is not None and dashes == "-":
                ax.plot(at, np.interp(at, c, values), "o", color=COLOURS[meaning])
        ax.set_xlim(c[0], c[-1])
        ax.set_xlabel(xlabel)
        ax.set_ylabel(ylabel)
        ax.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=2,
            fontsize=9,
            handlelength=1.2,
            columnspacing=0.8,
            borderpad=0,
        )
    return ax
