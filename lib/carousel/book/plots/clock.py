"""A unit that tells time: its memory, and what it lets out, step by step."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._look import COLOURS, style


def ticking(
    runs: Mapping[str, tuple[np.ndarray, np.ndarray]], axes: list[Axes] | None = None
) -> list[Axes]:
    """The cell state above the output; the first run solid, the others dashed.

    Args:
        runs: by name, the cell state and the output of one unit at steps 1, 2, 3, …
        axes: the two to draw on; a new picture if None.
    """
    with style():
        if axes is None:
            figure = plt.figure(figsize=(5.8, 3.6))
            axes = list(figure.subplots(2, sharex=True))
        for number, (name, rows) in enumerate(runs.items()):
            for ax, values, meaning in zip(axes, rows, "ch", strict=True):
                look = {"lw": 1.4, "ls": "--"} if number else {"lw": 1.8, "marker": "."}
                steps = np.arange(1, len(values) + 1)
                ax.plot(steps, values, color=COLOURS[meaning], label=name, **look)
        axes[0].set_ylabel("$c_t$  cell state")
        axes[1].set_ylabel("$h_t$  output")
        axes[1].set_xlabel("step $t$")
        axes[0].legend(loc="upper left", fontsize=9)
    return axes
