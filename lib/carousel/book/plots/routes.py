"""Diagrams of the routes that a gradient takes back through time."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._diagram import STEPS, TIMES, arrow, factor, node, title
from carousel.book.plots._style import COLOURS, style


def two_routes(ax: Axes | None = None) -> Axes:
    """An RNN's only route above; below, the direct path and the indirect ones."""
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.9)).subplots()
        ax.set(xlim=(0.2, 8.6), ylim=(-0.85, 6.25), aspect="equal")
        ax.set_axis_off()
        _recurrent(ax, 4.95)
        _carousel(ax, 2.8, 0.2)
    return ax


def shares(direct: np.ndarray, whole: np.ndarray, *, ax: Axes | None = None) -> Axes:
    """What of a gradient reaches every step: on the carousel as a band, and in all.

    Args:
        direct: shares of what the last step gets, one a step, along the direct path.
        whole: likewise along all routes.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        steps = np.arange(1, len(direct) + 1)
        ax.fill_between(steps, 100 * direct, color=COLOURS["c"], alpha=0.35, lw=0)
        for kept, colour in ((direct, "c"), (whole, "ink")):
            ax.plot(steps, 100 * kept, color=COLOURS[colour])
        names = ((direct, "c", "carousel alone"), (whole, "ink", "whole network"))
        for place, (kept, colour, name) in enumerate(names):
            said = f"{name}: {100 * kept[0]:.3g} % at step 1"
            ax.annotate(
                said,
                (0.02, 0.82 + 0.1 * place),
                xycoords="axes fraction",
                color=COLOURS[colour],
                weight="bold",
            )
        ax.set(xlim=(1, len(direct)), ylim=(0, 200))
        ax.set_xlabel("step $t$; the loss is at the last one")
        ax.set_ylabel("gradient at $c_t$, % of the last step's")
    return ax


def _recurrent(ax: Axes, y: float) -> None:
    colour = COLOURS["rnn"]
    title(ax, y + 0.95, "RNN: one route, rewritten at every step", colour)
    for x, after in pairwise(STEPS):
        arrow(ax, (after - 0.5, y), (x + 0.5, y), colour, width=2.4)
        factor(ax, ((x + after) / 2, y), r"$\times\, \tanh', U^\top$", colour, 1.65)
    for x, time in zip(STEPS, TIMES, strict=True):
        node(ax, (x, y), f"$h_{{{time}}}$", colour)


def _carousel(ax: Axes, c: float, h: float) -> None:
    straight, side = COLOURS["c"], COLOURS["h"]
    title(ax, c + 0.95, "LSTM: the direct path, straight through …", straight)
    for x, after in pairwise(STEPS):
        middle = (x + after) / 2
        arrow(ax, (after - 0.5, c), (x + 0.5, c), straight, width=4.2)
        factor(ax, (middle, c), r"$\times\, f$", COLOURS["f"], 0.95)
        arrow(ax, (after - 0.36, c - 0.4), (x + 0.45, h + 0.3), side, dashed=True)
        factor(
            ax,
            (middle, (c + h) / 2),
            r"$i, f, \tilde c$:  $\times\, U^\top$",
            side,
            1.75,
        )
        arrow(ax, (after - 0.5, h), (x + 0.5, h), side, dashed=True)
        factor(ax, (middle, h), r"$o$:  $\times\, U^\top$", side, 1.35)
    for x, time in zip(STEPS, TIMES, strict=True):
        arrow(ax, (x, h + 0.5), (x, c - 0.5), side, dashed=True)
        factor(ax, (x, (c + h) / 2), r"$\times\, o\,\tanh'$", side, 1.2)
        node(ax, (x, c), f"$c_{{{time}}}$", straight)
        node(ax, (x, h), f"$h_{{{time}}}$", side)
    title(ax, h - 0.85, "… and the gate paths, through every gate", side)
