"""Pictures of a network before and after training."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._look import COLOURS, style
from carousel.shapes import ArrayLike

FLOOR = 1e-14  # what a logarithmic axis shows at the least
LOOKS = {"before": ("--", 0.10), "after": ("-", 0.18)}


def profiles(
    profiles: Mapping[str, ArrayLike],
    *,
    colour: str = "c",
    state: str = "c",
    ax: Axes | None = None,
) -> Axes:
    r"""The size of $\partial L/\partial c_t$ at every step, before and after training.

    The line is the median over seeds, the band reaches from the smallest to the
    largest.

    Args:
        profiles: "before" and "after", each (seed, time).
        colour: the colour's meaning.
        state: the letter of the state that carries it: c, or h where there is no c.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for when, rows in profiles.items():
            line, band = LOOKS[when]
            values = np.maximum(np.array(rows, float), FLOOR)
            steps = np.arange(1, values.shape[1] + 1)
            low, high = values.min(axis=0), values.max(axis=0)
            ax.fill_between(steps, low, high, color=COLOURS[colour], alpha=band, lw=0)
            middle = np.median(values, axis=0)
            ax.plot(steps, middle, line, color=COLOURS[colour], label=when)
        ax.set_yscale("log")
        ax.set_xlabel("step $t$")
        ax.set_ylabel(rf"$\|\partial L/\partial {state}_t\|$")
        ax.legend(loc="best")
    return ax


def gates(gates: Mapping[str, ArrayLike], *, ax: Axes | None = None) -> Axes:
    """Mean forget gates, a point a unit: before training across, after it up.

    Above the diagonal training has raised the gate. A cross is the mean of a network.

    Args:
        gates: "before" and "after", each (seed, unit).
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(3.8, 3.8)).subplots()
        before, after = (np.array(gates[when], float) for when in ("before", "after"))
        ax.plot([0, 1], [0, 1], color=COLOURS["quiet"], ls="--", lw=1.2)
        ax.plot(before.ravel(), after.ravel(), "o", color=COLOURS["f"], ms=4, alpha=0.5)
        ax.plot(before.mean(1), after.mean(1), "x", color=COLOURS["ink"], ms=6, mew=1.4)
        ax.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
        ax.grid(visible=True)
        ax.set_xlabel("mean $f_t$ of a unit, before")
        ax.set_ylabel("after training")
    return ax
