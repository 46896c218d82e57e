"""Pictures of what a network does to a gradient over many steps."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.plots._look import COLOURS, style


def journey(
    curves: Mapping[str, tuple[np.ndarray, str]], *, ax: Axes | None = None
) -> Axes:
    r"""How the norm of $\partial c_t/\partial c_0$ grows with t: one line a name.

    Args:
        curves: by name, base-10 logarithms for t = 0, 1, 2, …, and the colour's
            meaning. A value of -infinity ends the line.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        ax.axhline(0, color=COLOURS["line"], lw=1.2)
        for name, (logs, meaning) in curves.items():
            ax.plot(logs, color=COLOURS[meaning], label=name)
        ax.set_xlabel("step $t$")
        ax.set_ylabel(r"$\log_{10}\ \|\partial c_t/\partial c_0\|$")
        ax.legend(loc="best", frameon=False)
    return ax
