"""Pictures of several gradients side by side: their profiles and what sums them up."""

from collections.abc import Collection, Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.claims.formatting import rounded
from carousel.book.plots._style import COLOURS, style
from carousel.shapes import Real

FLOOR = 1e-12  # what a logarithmic axis shows at the least
HEADS = ("first\n/ last", "std\n/ mean", "steps >\nmax/10")


def gradient_norms(
    profiles: Mapping[str, np.ndarray],
    colours: Mapping[str, str],
    *,
    log_scale: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """The gradient's norm at every step, one line a curve; the loss stands right.

    Args:
        profiles: by name, the norms at steps 1 to T, with that of the last step as 1.
            A name that ends in "full" is drawn thin.
        colours: by name, the meaning of the colour; the second curve of one meaning is
            dashed.
        log_scale: whether the norm is drawn on a logarithmic axis.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for name, norms in profiles.items():
            ax.plot(
                np.arange(1, len(norms) + 1),
                norms,
                color=COLOURS[colours[name]],
                linestyle="--" if name.startswith("peepholes") else "-",
                lw=1.0 if name.endswith("full") else 2.4,
            )
        top = max([1.0, *(norms.max() for norms in profiles.values())])
        if not profiles:
            middle = {"ha": "center", "transform": ax.transAxes}
            ax.text(0.5, 0.5, "no cell is chosen", **middle)
        ax.set_xlim(1, max([2, *(len(norms) for norms in profiles.values())]))
        ax.set_xlabel("step $t$; the loss is at the last one")
        ax.set_ylabel("gradient norm, last step = 1")
        if log_scale:
            ax.set_yscale("log")
            lowest = min([1e-3, *(norms.min() for norms in profiles.values())])
            ax.set_ylim(max(FLOOR, lowest / 2), 3 * top)
        else:
            ax.set_ylim(0, 1.05 * top)
    return ax


def metrics_table(
    rows: Mapping[str, Collection[Real]],
    colours: Mapping[str, str],
    *,
    ax: Axes | None = None,
) -> Axes:
    """The three metrics of each curve as a small table, names in their colours.

    Args:
        rows: by name, the three numbers.
        colours: by name, the meaning of the colour.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        ax.set_axis_off()
        ax.set(xlim=(0, 1), ylim=(0, 1))
        columns = (0.66, 0.81, 1.0)
        for x, head in zip(columns, HEADS, strict=True):
            ax.text(x, 0.93, head, ha="right", fontsize=8, color=COLOURS["quiet"])
        for place, (name, values) in enumerate(rows.items()):
            y = 0.86 - 0.09 * place
            colour = COLOURS[colours[name]]
            ax.text(0, y, name, color=colour, weight="bold", fontsize=8)
            for x, value in zip(columns, values, strict=True):
                ax.text(x, y, _short(value), ha="right", fontsize=8)
    return ax


def _short(value: Real) -> str:
    return f"{value:.3g}" if value == 0 or 1e-3 <= value < 1e3 else rounded(value)
