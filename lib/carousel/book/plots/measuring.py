"""Pictures of measured gradient flow: profiles, and what sums them up, by seed."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullFormatter

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import ArrayLike, Real

STEP = "step $t$; the loss is at the last one"
SPREAD = 0.26  # of the dots of one row, in rows


def gradient_norms(
    norms: Mapping[str, tuple[np.ndarray, str]], *, ax: Axes | None = None
) -> Axes:
    """The norm of each gradient at every step, one line a gradient, named above.

    Args:
        norms: by name, the norm at steps 1, 2, …, and the colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for name, (values, meaning) in norms.items():
            steps = range(1, len(values) + 1)
            ax.plot(steps, values, color=COLOURS[meaning], label=name)
        ax.set_yscale("log")
        ax.set_xlim(1, max(len(values) for values, _ in norms.values()))
        ax.set_xlabel(STEP)
        ax.set_ylabel("norm of the gradient")
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return ax


def norms_by_seed(
    profiles: Mapping[str, tuple[ArrayLike, str]],
    *,
    beside: Mapping[str, ArrayLike] | None = None,
    columns: int = 2,
    ylabel: str = "norm of the gradient",
) -> list[Axes]:
    """One panel per network: thin lines for seeds and a thick one for the medians.

    Args:
        profiles: by name, one profile a seed, and the colour's meaning.
        beside: by name, profiles whose medians are drawn dashed.
        columns: panels in a row.
        ylabel: what is measured at every step.
    """
    rows = -(-len(profiles) // columns)
    with style():
        size = (0.4 + 2.75 * columns, 0.5 + 1.95 * rows)
        axes = plt.figure(figsize=size).subplots(
            rows, columns, sharex=True, sharey=True, squeeze=False
        )
        axes = list(axes.flat)
        for ax, (name, (seeds, meaning)) in zip(axes, profiles.items(), strict=False):
            steps, colour = np.arange(1, np.shape(seeds)[1] + 1), COLOURS[meaning]
            few = slice(None, None, 2)  # thin lines need no more, and a page is lighter
            thin = np.transpose(seeds)[few]
            ax.plot(np.asarray(steps)[few], thin, color=colour, lw=0.6, alpha=0.45)
            if beside:
                middle = np.median(beside[name], axis=0)
                ax.plot(steps, middle, color=COLOURS["ink"], ls="--", lw=1.4)
            ax.plot(steps, np.median(seeds, axis=0), color=colour, lw=2.6)
            ax.set_yscale("log")
            ax.set_xlim(1, steps[-1])
            ax.set_title(name, color=colour, weight="bold", fontsize=11)
        for ax in axes[len(profiles) :]:
            ax.set_axis_off()
        figure = axes[0].figure
        figure.supxlabel(STEP, fontsize=11.5)
        figure.supylabel(ylabel, fontsize=11.5)
    return axes[: len(profiles)]


def strips(
    measured: Mapping[str, tuple[ArrayLike, str]],
    *,
    xlabel: str,
    log_scale: bool = False,
    mark: Real | None = None,
    ax: Axes | None = None,
) -> Axes:
    """A row a network, a dot a seed, a bar at the median.

    Args:
        measured: by name, one number a seed, and the colour's meaning.
        xlabel: what was measured.
        log_scale: whether it is drawn on a logarithmic axis.
        mark: a value that a vertical line marks, if any.
        ax: where to draw; a new picture if None.
    """
    with style():
        size = (5.6, 0.8 + 0.4 * len(measured))
        ax = ax or plt.figure(figsize=size).subplots()
        for row, (values, meaning) in enumerate(measured.values()):
            places = row + SPREAD * np.linspace(-1, 1, len(values))
            colour = COLOURS[meaning]
            ax.plot(np.sort(values), places, "o", color=colour, alpha=0.45, ms=4.5)
            ax.plot(np.median(values), row, "|", color=colour, ms=19, mew=3)
        if mark is not None:
            ax.axvline(mark, color=COLOURS["ink"], lw=1.2)
        if log_scale:
            ax.set_xscale("log")
            ax.xaxis.set_major_locator(LogLocator(numticks=6))
            ax.xaxis.set_minor_formatter(NullFormatter())
        ax.set_yticks(range(len(measured)), list(measured), weight="bold")
        for label, (_, meaning) in zip(
            ax.get_yticklabels(), measured.values(), strict=True
        ):
            label.set_color(COLOURS[meaning])
        ax.set_ylim(len(measured) - 0.5, -0.5)
        ax.grid(visible=True, axis="x")
        ax.grid(visible=False, axis="y")
        ax.set_xlabel(xlabel)
    return ax


def stacked_strips(
    measured: Mapping[str, Mapping[str, tuple[ArrayLike, str]]],
    *,
    log_scale: Sequence[str] = (),
    mark: Real | None = None,
) -> list[Axes]:
    """Several things measured of the same networks, one above the other.

    Args:
        measured: by what was measured, what `strips` draws.
        log_scale: which of them are drawn on a logarithmic axis.
        mark: a value that a vertical line marks in each, if any.
    """
    networks = max(len(row) for row in measured.values())
    with style():
        size = (5.6, (0.65 + 0.33 * networks) * len(measured))
        axes = plt.figure(figsize=size).subplots(len(measured), 1, squeeze=False)
        for ax, (name, by_network) in zip(axes.flat, measured.items(), strict=True):
            on_log = name in log_scale
            strips(by_network, xlabel=name, log_scale=on_log, mark=mark, ax=ax)
    return list(axes.flat)
