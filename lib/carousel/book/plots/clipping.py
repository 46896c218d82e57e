"""Pictures of clipping: a cliff with the runs down it, and measured norms."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._style import COLOURS, style

WIDTH = 0.1  # of a bar, in powers of ten


def cliff(
    u: np.ndarray,
    edges: np.ndarray,
    top: float,
    runs: Mapping[str, tuple[np.ndarray, str]],
    *,
    ax: Axes | None = None,
) -> Axes:
    """A loss seen from above, darker where it is higher, and the runs down it.

    Args:
        u: recurrent weights, from left to right.
        edges: one row a level of the loss, one column a weight: the bias beyond which,
            up and down, the loss is above the level.
        top: where the map ends; it begins at -top.
        runs: by name, (updates, 2) weights u and b, and the line's style; the first one
            is the one that counts.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for edge in edges:
            for side in (-1, 1):
                shade = {"color": COLOURS["ink"], "alpha": 0.075, "linewidth": 0}
                ax.fill_between(u, side * edge, side * top, **shade)
        for place, (name, (path, dashes)) in enumerate(runs.items()):
            colour = COLOURS["ink" if place else "run"]
            line = {"ls": dashes, "color": colour, "zorder": 3 - place, "label": name}
            ax.plot(*path.T, marker=".", lw=1.3 if place else 2.2, **line)
        start = next(iter(runs.values()))[0][0]
        ax.plot(*start, "o", ms=9, mfc=COLOURS["paper"], mec=COLOURS["run"], mew=2)
        ax.set(xlim=(u[0], u[-1]), ylim=(-top, top), yticks=(-2, -1, 0, 1, 2))
        ax.grid(visible=False)
        ax.set_xlabel("recurrent weight $u$")
        ax.set_ylabel("bias $b$")
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, fontsize=10.5)
    return ax


def norm_histogram(
    measured: np.ndarray,
    threshold: float | None = None,
    *,
    name: str = "gradient norm",
    ax: Axes | None = None,
) -> Axes:
    """How many updates had a gradient of which size, and where the threshold lies.

    Args:
        measured: one number an update, above 0.
        threshold: of the clipping; no line if None.
        name: what was measured.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        low, high = np.log10(measured.min()), np.log10(measured.max())
        edges = np.arange(np.floor(low / WIDTH), np.ceil(high / WIDTH) + 1) * WIDTH
        ax.hist(measured, 10**edges, color=COLOURS["rnn"])
        ax.set_xscale("log")
        ax.set_xlabel(name)
        ax.set_ylabel("updates")
        if threshold is not None:
            ax.axvline(threshold, color=COLOURS["ink"])
            _annotate(ax, threshold, float(np.mean(measured > threshold)))
    return ax


def step_lengths(
    runs: Mapping[str, tuple[np.ndarray, str]], *, ax: Axes | None = None
) -> Axes:
    """How long an optimiser's steps are, update by update after a long gradient.

    Args:
        runs: by name, the length of each step, above 0 and 1 as usual, and the colour's
            meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.4)).subplots()
        ax.axhline(1.0, color=COLOURS["ink"], lw=1)
        for name, (lengths, meaning) in runs.items():
            places = np.arange(1, len(lengths) + 1)
            seen = np.unique(np.geomspace(1, len(lengths), 200).astype(int)) - 1
            line = {"color": COLOURS[meaning], "lw": 2.2, "label": name}
            ax.plot(places[seen], lengths[seen], **line)
        ax.loglog()
        ax.set_xlabel("updates since the long gradient")
        ax.set_ylabel("length of a step")
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return ax


def _annotate(ax: Axes, threshold: float, above: float) -> None:
    """The threshold and what lies above it, on the side where there is room."""
    low, high = np.log10(ax.get_xlim())
    late = np.log10(threshold) > low + 0.6 * (high - low)
    ax.annotate(
        f"$\\theta$ = {threshold:.2f}\n{100 * above:.1f} % above",
        (threshold, 1),
        xycoords=("data", "axes fraction"),
        xytext=(-6 if late else 6, 0),
        textcoords="offset points",
        color=COLOURS["ink"],
        weight="bold",
        ha="right" if late else "left",
        va="top",
    )
