"""Diagrams of a cell, peepholes or not: its wires forward, its gradients back."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch

from carousel.book.plots._diagram import arrow, factor, node
from carousel.book.plots._style import COLOURS, style

BUS, BOXES, LINE = 0.6, 2.3, 5.6  # heights: what comes in, the gates, the cell state
GATES = {"f": (2.9, "$f_t$"), "i": (4.5, "$i_t$"), "c_tilde": (5.9, r"$\tilde c_t$")}
LAST = 7.5  # where the output gate stands
CUT = (0, (4, 2))

Point = tuple[float, float]


def cell(ax: Axes | None = None, *, peepholes: bool = True) -> Axes:
    """One step of the cell: who sees the old cell state, and who the new one.

    Args:
        ax: where to draw; a new picture if None.
        peepholes: whether the gates look at the cell states.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.0)).subplots()
        ax.set(xlim=(0.1, 9.9), ylim=(-0.15, 6.3), aspect="equal")
        ax.set_axis_off()
        _feed(ax)
        _memory(ax)
        _output(ax)
        if peepholes:
            _peepholes(ax)
    return ax


def _feed(ax: Axes) -> None:
    quiet = COLOURS["quiet"]
    ax.plot([1.9, LAST], [BUS, BUS], color=quiet, lw=1.4, zorder=1)
    places = {**GATES, "o": (LAST, "$o_t$")}
    for name, (x, text) in places.items():
        arrow(ax, (x, BUS), (x, BOXES - 0.3), quiet)
        factor(ax, (x, BOXES), text, COLOURS[name], 0.9)
    factor(ax, (1.2, BUS), "$x_t,\\; h_{t-1}$", quiet, 1.6)


def _memory(ax: Axes) -> None:
    colour, f, i = COLOURS["c"], GATES["f"][0], GATES["i"][0]
    joined = (5.2, 4.0)
    for start, end in ((1.3, f - 0.27), (f + 0.27, 4.93), (5.47, 8.6)):
        arrow(ax, (start, LINE), (end, LINE), colour, width=3.4)
    arrow(ax, (f, BOXES + 0.3), (f, LINE - 0.27), COLOURS["f"])
    for x, name in ((i, "i"), (GATES["c_tilde"][0], "c_tilde")):
        side = 0.2 if x > joined[0] else -0.2
        arrow(ax, (x, BOXES + 0.3), (joined[0] + side, joined[1] - 0.2), COLOURS[name])
    arrow(ax, (joined[0], joined[1] + 0.27), (joined[0], LINE - 0.27), COLOURS["i"])
    _sign(ax, (f, LINE), r"$\times$", COLOURS["f"])
    _sign(ax, (5.2, LINE), "$+$", colour)
    _sign(ax, joined, r"$\times$", COLOURS["i"])
    node(ax, (0.8, LINE), "$c_{t-1}$", colour)
    node(ax, (9.1, LINE), "$c_t$", colour)


def _output(ax: Axes) -> None:
    colour, x = COLOURS["h"], 9.1
    arrow(ax, (x, LINE - 0.5), (x, BOXES + 0.27), COLOURS["c"])
    factor(ax, (x, 3.9), r"$\tanh$", COLOURS["c"], 1.0)
    arrow(ax, (LAST + 0.47, BOXES), (x - 0.27, BOXES), COLOURS["o"])
    _sign(ax, (x, BOXES), r"$\times$", COLOURS["o"])
    arrow(ax, (x, BOXES - 0.27), (x, BUS + 0.5), colour)
    node(ax, (x, BUS), "$h_t$", colour)


def _peepholes(ax: Axes) -> None:
    colour, fork = COLOURS["c"], 3.35
    ax.plot(
        [0.8, 0.8, 4.3],
        [LINE - 0.5, fork, fork],
        color=colour,
        lw=1.8,
        ls=CUT,
        zorder=2,
    )
    for x, name in ((2.6, "f"), (4.3, "i")):
        arrow(ax, (x, fork), (x, BOXES + 0.3), colour, width=1.8)
        _named(ax, (x - 0.32, fork + 0.3), f"$p_{name}$", colour)
    arrow(ax, (8.7, LINE - 0.36), (LAST, BOXES + 0.3), colour, width=1.8, dashed=True)
    _named(ax, (LAST + 0.15, 3.9), "$p_o$", colour)


def gradient_paths(ax: Axes | None = None) -> Axes:
    """The ways back through one step; dashed are those that were closed in 2002."""
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.8)).subplots()
        ax.set(xlim=(0.3, 9.9), ylim=(-0.25, 5.8), aspect="equal")
        ax.set_axis_off()
        old, new, c, h = 1.1, 7.6, 3.3, 0.35
        for bend, name, text in (
            (0.0, "c", "f"),
            (0.3, "f", "p_f"),
            (0.62, "i", "p_i"),
        ):
            _way(ax, (new, c), (old, c), COLOURS[name], bend, closed=bend > 0)
            at = ((old + new) / 2, c + bend * (new - old) / 2)
            factor(ax, at, rf"$\times\, {text}$", COLOURS[name], 1.1)
        for end, text in (
            (c, r"$f, i, \tilde c$:  $\times\, U^\top$"),
            (h, r"$o$:  $\times\, U^\top$"),
        ):
            _way(ax, (new, end), (old, h), COLOURS["h"], 0.0, closed=True)
            factor(ax, ((old + new) / 2, (end + h) / 2), text, COLOURS["h"], 2.0)
        for bend, name, text in ((0.0, "c", r"o\, \tanh'"), (1.0, "o", "p_o")):
            _way(ax, (new, h), (new, c), COLOURS[name], bend, closed=bend > 0)
            at = (new + bend * (c - h) / 2, (c + h) / 2)
            factor(ax, at, rf"$\times\, {text}$", COLOURS[name], 1.35 - 0.4 * bend)
        for x, time in ((old, "t-1"), (new, "t")):
            node(ax, (x, c), f"$c_{{{time}}}$", COLOURS["c"])
            node(ax, (x, h), f"$h_{{{time}}}$", COLOURS["h"])
    return ax


def _way(
    ax: Axes, start: Point, end: Point, colour: str, bend: float, *, closed: bool
) -> None:
    arrow = FancyArrowPatch(
        start,
        end,
        connectionstyle=f"arc3,rad={bend}",
        arrowstyle="-|>",
        mutation_scale=16,
        linewidth=1.6 if closed else 4.2,
        linestyle=CUT if closed else "-",
        color=colour,
        shrinkA=24,
        shrinkB=24,
    )
    ax.add_patch(arrow)


def _sign(ax: Axes, at: Point, text: str, colour: str) -> None:
    ring = Circle(at, 0.27, facecolor=COLOURS["paper"], edgecolor=colour, lw=1.6)
    ax.add_patch(ring).set_zorder(3)
    ax.text(*at, text, ha="center", va="center", fontsize=12, color=colour, zorder=4)


def _named(ax: Axes, at: Point, text: str, colour: str) -> None:
    ax.text(*at, text, ha="center", va="center", fontsize=12.5, color=colour)
