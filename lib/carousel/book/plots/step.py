"""The diagram of one step: what the new h and c answer, edge by edge."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from carousel.book.plots._look import COLOURS, style
from carousel.book.plots.routes import _node

OLD, NEW = 1.0, 7.4  # where the columns of t-1 and t stand
C, H = 3.8, 0.4  # the rows of the cell state and of the output
DOORS = (("f", "$f$", 0.55), ("i", "$i$", 0.0), ("c_tilde", r"$\tilde c$", -0.55))


def edges(ax: Axes | None = None) -> Axes:
    """The edges of one step with the names of their matrices; time runs rightwards."""
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.7)).subplots()
        ax.set(xlim=(-1.1, 8.2), ylim=(-0.6, 4.6), aspect="equal")
        ax.set_axis_off()
        _arrow(ax, (OLD + 0.52, C), (NEW - 0.52, C), "c", 4.2)
        _arrow(ax, (OLD + 0.52, H), (NEW - 0.52, H), "o", 2.0)
        for x in (OLD, NEW):
            _arrow(ax, (x, C - 0.52), (x, H + 0.52), "h", 2.0)
        _arrow(ax, (OLD - 1.6, H), (OLD - 0.52, H), "o", 2.0)
        ax.text(OLD - 1.6, H + 0.25, "$h_{t-2}$", color=COLOURS["o"], fontsize=11)
        for meaning, letter, lift in DOORS:
            _door(ax, meaning, letter, lift)
        across, down = (OLD + NEW) / 2, (C + H) / 2
        _word(ax, (across, C), "$D_t$", "c")
        _word(ax, (across, H), "$O_t$, through $o_t$", "o")
        _word(ax, (OLD, down), "$S_{t-1}$", "h")
        _word(ax, (NEW, down), "$S_t$", "h")
        _word(ax, (across + 1.75, down - 0.15), "$G_t$", "ink", box=False)
        for x, time in ((OLD, "t-1"), (NEW, "t")):
            _node(ax, (x, C), f"$c_{{{time}}}$", COLOURS["c"])
            _node(ax, (x, H), f"$h_{{{time}}}$", COLOURS["h"])
    return ax


def _door(ax: Axes, meaning: str, letter: str, lift: float) -> None:
    """From the old output by way of a gate to the new cell state."""
    middle = (OLD + NEW) / 2 - 0.35 * lift, (C + H) / 2 + 1.4 * lift
    ax.plot(
        [OLD + 0.45, middle[0]], [H + 0.3, middle[1]], color=COLOURS[meaning], lw=1.6
    )
    _arrow(ax, middle, (NEW - 0.45, C - 0.3), meaning, 1.6)
    _word(ax, middle, letter, meaning)


def _word(
    ax: Axes, at: tuple[float, float], text: str, meaning: str, *, box: bool = True
) -> None:
    style = "round,pad=0.3"
    edge = {"boxstyle": style, "fc": COLOURS["paper"], "ec": COLOURS[meaning]}
    ax.text(
        *at,
        text,
        color=COLOURS[meaning],
        ha="center",
        va="center",
        fontsize=12.5,
        bbox=edge if box else None,
        zorder=4,
    )


def _arrow(
    ax: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    meaning: str,
    width: float,
) -> None:
    arrow = FancyArrowPatch(
        start,
        end,
        arrowstyle="-|>",
        mutation_scale=11 + 2 * width,
        linewidth=width,
        color=COLOURS[meaning],
        shrinkA=0,
        shrinkB=0,
    )
    ax.add_patch(arrow)
