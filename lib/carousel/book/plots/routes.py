"""Diagrams of the routes that a gradient takes back through time."""

from itertools import pairwise

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from carousel.book.plots._look import COLOURS, style

STEPS = (1.0, 4.4, 7.8)  # where the columns t-2 … t stand
TIMES = ("t-2", "t-1", "t")


def two_routes(ax: Axes | None = None) -> Axes:
    """An RNN's only route above; below, the carousel and its side doors."""
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.9)).subplots()
        ax.set(xlim=(0.2, 8.6), ylim=(-0.85, 6.25), aspect="equal")
        ax.set_axis_off()
        _recurrent(ax, 4.95)
        _carousel(ax, 2.8, 0.2)
    return ax


def _recurrent(ax: Axes, y: float) -> None:
    colour = COLOURS["rnn"]
    _title(ax, y + 0.95, "RNN: one route, rewritten at every step", colour)
    for x, after in pairwise(STEPS):
        _arrow(ax, (after - 0.5, y), (x + 0.5, y), colour, width=2.4)
        _factor(ax, ((x + after) / 2, y), r"$\times\, \tanh′, U^\top$", colour, 1.65)
    for x, time in zip(STEPS, TIMES, strict=True):
        _node(ax, (x, y), f"$h_{{{time}}}$", colour)


def _carousel(ax: Axes, c: float, h: float) -> None:
    straight, side = COLOURS["c"], COLOURS["h"]
    _title(ax, c + 0.95, "LSTM: the direct path, straight through …", straight)
    for x, after in pairwise(STEPS):
        middle = (x + after) / 2
        _arrow(ax, (after - 0.5, c), (x + 0.5, c), straight, width=4.2)
        _factor(ax, (middle, c), r"$\times\, f$", COLOURS["f"], 0.95)
        _arrow(ax, (after - 0.36, c - 0.4), (x + 0.45, h + 0.3), side, dashed=True)
        _factor(
            ax,
            (middle, (c + h) / 2),
            r"$i, f, \tilde c$:  $\times\, U^\top$",
            side,
            1.75,
        )
        _arrow(ax, (after - 0.5, h), (x + 0.5, h), side, dashed=True)
        _factor(ax, (middle, h), r"$o$:  $\times\, U^\top$", side, 1.35)
    for x, time in zip(STEPS, TIMES, strict=True):
        _arrow(ax, (x, h + 0.5), (x, c - 0.5), side, dashed=True)
        _factor(ax, (x, (c + h) / 2), r"$\times\, o\,\tanh′$", side, 1.2)
        _node(ax, (x, c), f"$c_{{{time}}}$", straight)
        _node(ax, (x, h), f"$h_{{{time}}}$", side)
    _title(ax, h - 0.85, "… and the side doors, through every gate", side)


def _title(ax: Axes, y: float, text: str, colour: str) -> None:
    ax.text(0.5, y, text, fontsize=12, color=colour, weight="bold", va="center")


def _node(ax: Axes, at: tuple[float, float], text: str, colour: str) -> None:
    ax.add_patch(Circle(at, 0.5, facecolor=COLOURS["paper"], edgecolor=colour, lw=2))
    ax.text(*at, text, ha="center", va="center", fontsize=12.5)


def _factor(
    ax: Axes, at: tuple[float, float], text: str, colour: str, width: float
) -> None:
    corner = (at[0] - width / 2, at[1] - 0.27)
    box = FancyBboxPatch(
        corner, width, 0.54, boxstyle="round,pad=0.02", fc=COLOURS["paper"], ec=colour
    )
    ax.add_patch(box).set_zorder(3)
    ax.text(*at, text, ha="center", va="center", fontsize=11, color=colour, zorder=4)


def _arrow(
    ax: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    *,
    width: float = 1.4,
    dashed: bool = False,
) -> None:
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=11 + 2 * width,
            linewidth=width,
            linestyle=(0, (4, 2)) if dashed else "-",
            color=colour,
            shrinkA=0,
            shrinkB=0,
        )
    )
