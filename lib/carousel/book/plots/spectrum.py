"""Pictures of what a network does to a gradient over many steps."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._style import COLOURS, style


def log_sensitivity(
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
        for place, (name, (logs, meaning)) in enumerate(curves.items()):
            width = 2 if place else 4.5  # the first is seen under one that is alike
            ax.plot(logs, color=COLOURS[meaning], label=name, lw=width)
        ax.set_xlabel("step $t$")
        ax.set_ylabel(r"$\log_{10}\ \|\partial c_t/\partial c_0\|$")
        ax.legend(loc="best", frameon=False)
    return ax


def sensitivity_and_angle(
    curves: Mapping[str, tuple[np.ndarray, str]],
    cosine: np.ndarray,
    factors: np.ndarray,
    *,
    ax: Axes | None = None,
) -> Axes:
    r"""The sensitivity; below it an angle at every step, and all factors.

    Args:
        curves: as for `log_sensitivity`.
        cosine: between direct path and truth, for t = 0, 1, 2, ….
        factors: what a step multiplies each direction by.
        ax: gives its place to the three; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(6.8, 5.4)).subplots()
        place, figure = ax.get_subplotspec(), ax.figure
        ax.remove()
        rows = place.subgridspec(3, 1, height_ratios=(3, 1, 0.7))
        above, angle, strip = (figure.add_subplot(row) for row in rows)
        log_sensitivity(curves, ax=above)
        angle.axhline(0, color=COLOURS["line"], lw=1.2)
        angle.plot(cosine, color=COLOURS["ink"])
        angle.set(ylim=(-1.1, 1.1), xlabel="step $t$", ylabel="cosine")
        strip.axvline(1, color=COLOURS["quiet"], ls="--", lw=1.2)
        strip.plot(
            factors, np.zeros(len(factors)), "o", color=COLOURS["ink"], alpha=0.6
        )
        strip.set(yticks=[], xlim=(0, None), xlabel="factor a step, a dot a direction")
    return above


def singular_values(
    named: Mapping[str, tuple[np.ndarray, str]],
    *,
    floor: float = 1e-12,
    ax: Axes | None = None,
) -> Axes:
    """The singular values of matrices from the largest down, one line a matrix.

    Args:
        named: by name, singular values, and the colour's meaning.
        floor: what the logarithmic axis shows at the least.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.6)).subplots()
        for name, (values, meaning) in named.items():
            rank = np.arange(1, len(values) + 1)
            drawn = np.maximum(np.sort(values)[::-1], floor)
            ax.plot(rank, drawn, "o-", ms=4, color=COLOURS[meaning], label=name)
        ax.axhline(1, color=COLOURS["quiet"], ls="--", lw=1.2)
        ax.set_yscale("log")
        ax.set_xlabel("direction, from the most to the least stretched")
        ax.set_ylabel("singular value")
        ax.legend(loc="lower left")
    return ax
