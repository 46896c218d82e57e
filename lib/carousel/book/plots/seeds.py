"""Pictures in which every seed is a point, and the median has its interval."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._look import COLOURS, say, style
from carousel.lab.results import Sample

SPREAD = 0.3  # of the points of one row, in rows


def updates(
    samples: Mapping[str, Sample],
    colours: Mapping[str, str],
    *,
    ax: Axes | None = None,
) -> Axes:
    """A row a name: the update at which each seed had solved the task.

    A seed that never did is an open point right of the dashed line, the last update. A
    bar is the median with its 95 % interval; where more than half never solved it,
    there is no median to draw.

    Args:
        samples: by name, from top to bottom.
        colours: by name, the colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(7.2, 0.9 + 0.42 * len(samples))).subplots()
        limit = max(sample.limit for sample in samples.values())
        for row, (name, sample) in enumerate(samples.items()):
            _row(ax, row, sample, COLOURS[colours[name]], 1.08 * limit)
        ax.axvline(limit, color=COLOURS["quiet"], ls="--", lw=1.2)
        ax.annotate(
            "never",
            (1.08 * limit, -0.75),
            ha="center",
            color=COLOURS["quiet"],
            annotation_clip=False,
        )
        ax.set_yticks(range(len(samples)), [say(name) for name in samples])
        ax.set_ylim(len(samples) - 0.5, -0.5)
        ax.set_xlim(0, 1.14 * limit)
        ax.grid(visible=True, axis="x")
        ax.grid(visible=False, axis="y")
        ax.set_xlabel("updates until solved")
    return ax


def curves(
    losses: Mapping[str, np.ndarray],
    colours: Mapping[str, str],
    *,
    test_every: int,
    baseline: float,
    ax: Axes | None = None,
) -> Axes:
    """Test losses by update, a thin line a seed, with the cost of having no memory.

    Args:
        losses: by name, (seed, test).
        colours: by name, the colour's meaning.
        test_every: updates from one test to the next.
        baseline: the loss of the best predictor without memory.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for name, rows in losses.items():
            for number, row in enumerate(np.asarray(rows, float)):
                ax.plot(
                    np.arange(len(row)) * test_every,
                    row,
                    color=COLOURS[colours[name]],
                    lw=0.8,
                    alpha=0.8,
                    label=name if number == 0 else None,
                )
        ax.axhline(baseline, color=COLOURS["ink"], ls="--", lw=1.2)
        ax.annotate(
            "no memory",
            (1, baseline),
            xycoords=("axes fraction", "data"),
            ha="right",
            va="bottom",
            color=COLOURS["ink"],
        )
        ax.set_yscale("log")
        ax.set_xlabel("updates")
        ax.set_ylabel("test loss")
        ax.legend(loc="lower left")
    return ax


def _row(ax: Axes, row: int, sample: Sample, colour: str, never: float) -> None:
    place = np.where(np.isfinite(sample.values), sample.values, never)
    height = row + SPREAD * (np.arange(len(place)) / max(1, len(place) - 1) - 0.5) * 2
    solved = np.isfinite(sample.values)
    ax.plot(place[solved], height[solved], "o", color=colour, ms=4, alpha=0.7)
    ax.plot(place[~solved], height[~solved], "o", color=colour, ms=4, mfc="none")
    if np.isfinite(sample.median):
        ends = [sample.low, min(sample.high, never)]
        ax.plot(ends, [row, row], color=colour, lw=2.4, solid_capstyle="butt")
        ax.plot(sample.median, row, "|", color=COLOURS["ink"], ms=15, mew=2.5, zorder=3)
