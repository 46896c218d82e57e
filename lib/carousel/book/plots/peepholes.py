"""Pictures of one unit: in time, and against its cell state."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._style import COLOURS, style


def curves_by_state(
    c: np.ndarray,
    curves: Mapping[str, tuple[np.ndarray, str, str]],
    *,
    at: float | None = None,
    band: tuple[float, float] | None = None,
    xlabel: str = "cell state of before, $c_{t-1}$",
    ylabel: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Curves over a cell state, each named beside the picture's top.

    Args:
        c: cell states, rising.
        curves: by name, the values, the colour's meaning, and the line's style. A name
            that begins with _ is not shown.
        at: a state to mark on every solid curve; none if None.
        band: two values between which the picture is shaded; none if None.
        xlabel: which state it is.
        ylabel: what the curves are.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        if any(values.min() < 0 < values.max() for values, _, _ in curves.values()):
            ax.axhline(0, color=COLOURS["quiet"], lw=0.8)
        if band is not None:
            ax.axhspan(*band, color=COLOURS["line"], alpha=0.5, lw=0)
        if at is not None:
            ax.axvline(at, color=COLOURS["quiet"], lw=0.8, ls=":")
        for name, (values, meaning, dashes) in curves.items():
            line = {"color": COLOURS[meaning], "ls": dashes, "label": name}
            ax.plot(c, values, lw=2.0 if dashes == "-" else 1.2, **line)
            if at is not None and dashes == "-":
                ax.plot(at, np.interp(at, c, values), "o", color=COLOURS[meaning])
        ax.set_xlim(c[0], c[-1])
        ax.set_xlabel(xlabel)
        ax.set_ylabel(ylabel)
        ax.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=2,
            fontsize=10.5,
            handlelength=1.2,
            columnspacing=0.8,
            borderpad=0,
        )
    return ax


def state_and_output(
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
                line = {"lw": 1.4, "ls": "--"} if number else {"lw": 1.8, "marker": "."}
                steps = np.arange(1, len(values) + 1)
                ax.plot(steps, values, color=COLOURS[meaning], label=name, **line)
        axes[0].set_ylabel("$c_t$  cell state")
        axes[1].set_ylabel("$h_t$  output")
        axes[1].set_xlabel("step $t$")
        axes[0].legend(loc="upper left", fontsize=10.5)
    return axes
