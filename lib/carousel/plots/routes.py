"""Diagrams of the routes that a gradient takes back through time."""

from itertools import pairwise

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from carousel.plots._look import COLOURS, style

STEPS = (1.0, 4.0, 7.0, 10.0)  # where the columns t-3 … t stand
TIMES = ("t-3", "t-2", "t-1", "t")


def two_routes(ax: Axes | None = None) -> Axes:
    """An RNN's only route above; below, the carousel and its side doors."""
    with style():
        ax = ax or plt.figure(figsize=(7.2, 4.7)).subplots()
        ax.set(xlim=(0.2, 10.8), ylim=(-0.75, 6.4), aspect="equal")
        ax.set_axis_off()
        _recurrent(ax, 5.1)
        _carousel(ax, 3.0, 0.4)
    return ax


def _recurrent(ax: Axes, y: float) -> None:
    colour = COLOURS["rnn"]
    _title(ax, y + 0.95, "RNN: one route, rewritten at every step", colour)
    for x, after in pairwise(STEPS):
        _arrow(ax, (after - 0.45, y), (x + 0.45, y), colour, width=2.4)
        _factor(ax, ((x + after) / 2, y), r"$\times\, U^\top$, $\tanh'$", colour, 1.5)
    for x, time in zip(STEPS, TIMES, strict=True):
        _node(ax, (x, y), f"$h_{{{time}}}$", colour)


def _carousel(ax: Axes, c: float, h: float) -> None:
    straight, side = COLOURS["c"], COLOURS["h"]
    _title(ax, c + 0.95, "LSTM: the carousel, straight through …", straight)
    for x, after in pairwise(STEPS):
        _arrow(ax, (after - 0.45, c), (x + 0.45, c), straight, width=4.2)
        _factor(ax, ((x + after) / 2, c), r"$\times\, f$", COLOURS["f"], 0.95)
        _arrow(ax, (after - 0.3, c - 0.4), (x + 0.42, h + 0.26), side, dashed=True)
        _arrow(ax, (after - 0.45, h), (x + 0.45, h), side, dashed=True)
        _factor(
            ax,
            ((x + after) / 2, (c + h) / 2),
            r"gates, $\tilde c$: $\times\, U^\top$",
            side,
            2.15,
        )
    for x, time in zip(STEPS, TIMES, strict=True):
        _arrow(ax, (x, h + 0.45), (x, c - 0.45), side, dashed=True)
        _node(ax, (x, c), f"$c_{{{time}}}$", straight)
        _node(ax, (x, h), f"$h_{{{time}}}$", side)
    ax.text(
        0.5,
        h - 0.85,
        "… and the side doors, through every gate",
        color=side,
        weight="bold",
    )


def _title(ax: Axes, y: float, text: str, colour: str) -> None:
    ax.text(0.5, y, text, color=colour, weight="bold", va="center")


def _node(ax: Axes, at: tuple[float, float], text: str, colour: str) -> None:
    ax.add_patch(Circle(at, 0.45, facecolor=COLOURS["paper"], edgecolor=colour, lw=2))
    ax.text(*at, text, ha="center", va="center", fontsize=11)


def _factor(
    ax: Axes, at: tuple[float, float], text: str, colour: str, width: float
) -> None:
    corner = (at[0] - width / 2, at[1] - 0.24)
    box = FancyBboxPatch(
        corner, width, 0.48, boxstyle="round,pad=0.02", fc=COLOURS["paper"], ec=colour
    )
    ax.add_patch(box).set_zorder(3)
    ax.text(*at, text, ha="center", va="center", fontsize=9.5, color=colour, zorder=4)


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
