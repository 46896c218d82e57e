"""Diagrams of edges: those of one step, and the two that leave a cell state."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from carousel.book.plots._diagram import arrow, factor, node
from carousel.book.plots._style import COLOURS, style

LEFT, RIGHT, LOSS = 1.0, 6.4, 8.6  # where t-1, t and the loss stand
C, H = 3.0, 0.4  # how high the cell states and the outputs stand
OLD, NEW = 1.0, 7.4  # where t-1 and t stand in the picture of one step
CELL, OUTPUT = 3.8, 0.4  # its rows of cell states and outputs
GATES = (("f", "$f$", 0.55), ("i", "$i$", 0.0), ("c_tilde", r"$\tilde c$", -0.55))


def from_cell_state(ax: Axes | None = None) -> Axes:
    """Forwards in time: what a cell state reaches at once, and what only through h."""
    straight, side = COLOURS["c"], COLOURS["h"]
    with style():
        ax = ax or plt.figure(figsize=(5.9, 2.8)).subplots()
        ax.set(xlim=(-2.85, 9.3), ylim=(-0.35, 3.75), aspect="equal")
        ax.set_axis_off()
        arrow(ax, (LEFT + 0.5, C), (RIGHT - 0.5, C), straight, width=4.2)
        factor(ax, ((LEFT + RIGHT) / 2, C), r"$\times\, f_t$", COLOURS["f"], 1.1)
        arrow(ax, (LEFT, C - 0.5), (LEFT, H + 0.5), side, width=2.4)
        slope = r"$\times\, o_{t-1} (1 - \tanh^2 c_{t-1})$"
        factor(ax, (LEFT - 1.9, (C + H) / 2), slope, COLOURS["o"], 3.5)
        _through_the_nets(ax, side)
        for x, time in ((LEFT, "t-1"), (RIGHT, "t")):
            node(ax, (x, C), f"$c_{{{time}}}$", straight)
            node(ax, (x, H), f"$h_{{{time}}}$", side)
        node(ax, (LOSS, (C + H) / 2), "$L$", COLOURS["ink"])
    return ax


def _through_the_nets(ax: Axes, colour: str) -> None:
    """What leaves h of the step before, and how the new state goes on to the loss."""
    arrow(ax, (LEFT + 0.45, H + 0.25), (RIGHT - 0.36, C - 0.4), colour, dashed=True)
    factor(ax, (3.1, 1.35), r"$i, f, \tilde c$", colour, 1.15)
    arrow(ax, (LEFT + 0.5, H), (RIGHT - 0.5, H), colour, dashed=True)
    factor(ax, ((LEFT + RIGHT) / 2, H), "$o$", colour, 0.6)
    arrow(ax, (RIGHT, C - 0.5), (RIGHT, H + 0.5), colour, dashed=True)
    quiet = COLOURS["quiet"]
    arrow(ax, (RIGHT + 0.5, C), (LOSS - 0.35, 2.15), quiet, dashed=True)
    arrow(ax, (RIGHT + 0.5, H), (LOSS - 0.35, 1.25), quiet, dashed=True)
    middle = {"ha": "center", "va": "center", "fontsize": 10.5, "color": quiet}
    ax.text((RIGHT + LOSS) / 2 - 0.1, (C + H) / 2, "later\nsteps", **middle)


def of_one_step(ax: Axes | None = None) -> Axes:
    """The edges of one step with the names of their matrices; time runs rightwards."""
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.7)).subplots()
        ax.set(xlim=(-1.1, 8.2), ylim=(-0.6, 4.6), aspect="equal")
        ax.set_axis_off()
        arrow(ax, (OLD + 0.52, CELL), (NEW - 0.52, CELL), COLOURS["c"], width=4.2)
        arrow(ax, (OLD + 0.52, OUTPUT), (NEW - 0.52, OUTPUT), COLOURS["o"], width=2.0)
        for x in (OLD, NEW):
            arrow(ax, (x, CELL - 0.52), (x, OUTPUT + 0.52), COLOURS["h"], width=2.0)
        arrow(ax, (OLD - 1.6, OUTPUT), (OLD - 0.52, OUTPUT), COLOURS["o"], width=2.0)
        ax.text(OLD - 1.6, OUTPUT + 0.25, "$h_{t-2}$", color=COLOURS["o"], fontsize=11)
        for meaning, letter, lift in GATES:
            _gate_path(ax, meaning, letter, lift)
        across, down = (OLD + NEW) / 2, (CELL + OUTPUT) / 2
        _label(ax, (across, CELL), "$D_t$", "c")
        _label(ax, (across, OUTPUT), "$O_t$, through $o_t$", "o")
        _label(ax, (OLD, down), "$S_{t-1}$", "h")
        _label(ax, (NEW, down), "$S_t$", "h")
        _label(ax, (across + 1.75, down - 0.15), "$G_t$", "ink", box=False)
        for x, time in ((OLD, "t-1"), (NEW, "t")):
            node(ax, (x, CELL), f"$c_{{{time}}}$", COLOURS["c"])
            node(ax, (x, OUTPUT), f"$h_{{{time}}}$", COLOURS["h"])
    return ax


def _gate_path(ax: Axes, meaning: str, letter: str, lift: float) -> None:
    """From the old output by way of a gate to the new cell state."""
    middle = (OLD + NEW) / 2 - 0.35 * lift, (CELL + OUTPUT) / 2 + 1.4 * lift
    ax.plot(
        [OLD + 0.45, middle[0]],
        [OUTPUT + 0.3, middle[1]],
        color=COLOURS[meaning],
        lw=1.6,
    )
    arrow(ax, middle, (NEW - 0.45, CELL - 0.3), COLOURS[meaning], width=1.6)
    _label(ax, middle, letter, meaning)


def _label(
    ax: Axes, at: tuple[float, float], text: str, meaning: str, *, box: bool = True
) -> None:
    frame = {
        "boxstyle": "round,pad=0.3",
        "fc": COLOURS["paper"],
        "ec": COLOURS[meaning],
    }
    ax.text(
        *at,
        text,
        color=COLOURS[meaning],
        ha="center",
        va="center",
        fontsize=12.5,
        bbox=frame if box else None,
        zorder=4,
    )
