"""Pictures of relative errors: of a gradient check, and of the direct path."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import ArrayLike, Real


def by_nudge(
    nudges: ArrayLike, errors: Mapping[str, ArrayLike], *, ax: Axes | None = None
) -> Axes:
    """The relative error of central differences against the nudge.

    Args:
        nudges: along the axis.
        errors: by precision, "single" and "double", one number per nudge.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.6)).subplots()
        for (name, values), colour in zip(
            errors.items(), ("quiet", "ink"), strict=True
        ):
            ax.loglog(nudges, values, "o-", color=COLOURS[colour])
            said = f"{name} precision"
            at = (np.min(nudges) * 1.3, values[np.argmin(nudges)] * 3)
            ax.text(*at, said, color=COLOURS[colour], weight="bold")
        ax.axhline(1, color=COLOURS["line"], lw=1)
        ax.set(xlabel="nudge", ylabel="relative error")
        ax.margins(y=0.12)
    return ax


def by_length(
    lengths: ArrayLike, errors: Mapping[Real, ArrayLike], *, ax: Axes | None = None
) -> Axes:
    """The direct path's relative error against the number of steps.

    Args:
        lengths: T, along the axis.
        errors: by scale of the recurrent weights, in per cent, one number per length.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.6)).subplots()
        for scale, values in errors.items():
            ax.plot(lengths, values, color=COLOURS["c"])
            end = (np.max(lengths) * 1.02, values[-1])
            ax.text(*end, f"$s = {scale:g}$", color=COLOURS["c"], va="center")
        ax.set(xlim=(np.min(lengths), np.max(lengths)), ylim=(0, 105))
        ax.set(xlabel="$T$  steps", ylabel="relative error, %")
    return ax
