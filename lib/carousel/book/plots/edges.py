"""The diagram of the two edges that leave a cell state."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from carousel.book.plots._look import COLOURS, style
from carousel.book.plots.routes import _arrow, _factor, _node

LEFT, RIGHT, LOSS = 1.0, 6.4, 8.6  # where the columns t-1, t and the loss stand
C, H = 3.0, 0.4  # how high the cell states and the outputs stand


def leaving(ax: Axes | None = None) -> Axes:
    """Forwards in time: what a cell state reaches at once, and what only through h."""
    straight, side = COLOURS["c"], COLOURS["h"]
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.1)).subplots()
        ax.set(xlim=(0.3, 9.3), ylim=(-0.35, 3.75), aspect="equal")
        ax.set_axis_off()
        _arrow(ax, (LEFT + 0.5, C), (RIGHT - 0.5, C), straight, width=4.2)
        _factor(ax, ((LEFT + RIGHT) / 2, C), r"$\times\, f_t$", COLOURS["f"], 1.1)
        _arrow(ax, (LEFT, C - 0.5), (LEFT, H + 0.5), side, width=2.4)
        shown = r"$\times\, o_{t-1} (1 - \tanh^2 c_{t-1})$"
        _factor(ax, (LEFT + 1.74, 2.05), shown, COLOURS["o"], 2.95)
        _through_the_nets(ax, side)
        for x, time in ((LEFT, "t-1"), (RIGHT, "t")):
            _node(ax, (x, C), f"$c_{{{time}}}$", straight)
            _node(ax, (x, H), f"$h_{{{time}}}$", side)
        _node(ax, (LOSS, (C + H) / 2), "$L$", COLOURS["ink"])
    return ax


def _through_the_nets(ax: Axes, colour: str) -> None:
    """What leaves h of the step before, and how the new state goes on to the loss."""
    _arrow(ax, (LEFT + 0.45, H + 0.25), (RIGHT - 0.36, C - 0.4), colour, dashed=True)
    _factor(ax, (3.1, 1.35), r"$i, f, \tilde c$", colour, 1.15)
    _arrow(ax, (LEFT + 0.5, H), (RIGHT - 0.5, H), colour, dashed=True)
    _factor(ax, ((LEFT + RIGHT) / 2, H), "$o$", colour, 0.6)
    _arrow(ax, (RIGHT, C - 0.5), (RIGHT, H + 0.5), colour, dashed=True)
    quiet = COLOURS["quiet"]
    _arrow(ax, (RIGHT + 0.5, C), (LOSS - 0.35, 2.15), quiet, dashed=True)
    _arrow(ax, (RIGHT + 0.5, H), (LOSS - 0.35, 1.25), quiet, dashed=True)
    middle = {"ha": "center", "va": "center", "fontsize": 9, "color": quiet}
    ax.text((RIGHT + LOSS) / 2 - 0.1, (C + H) / 2, "later\nsteps", **middle)
