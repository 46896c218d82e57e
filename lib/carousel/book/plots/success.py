"""Pictures of success rates, each with the interval in which it may lie."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from carousel.book.plots._style import COLOURS, style
from carousel.lab.intervals import wilson
from carousel.lab.results import Rates

SPACING = 0.16  # between curves at one place, in places
MARKERS = "osD^v"


def rates_by_panel(
    panels: Mapping[str, Mapping[str, Rates]],
    colours: Mapping[str, str],
    *,
    xlabel: str,
) -> list[Axes]:
    """Success rates with 95 % intervals as bars, one panel a title, one legend for all.

    Args:
        panels: by title, the rates by name. All have the same names and places.
        colours: by name, the colour's meaning.
        xlabel: what the places are.
    """
    names = list(next(iter(panels.values())))
    with style():
        figure = plt.figure()
        axes = list(figure.subplots(1, len(panels), sharey=True, squeeze=False)[0])
        for ax, (title, curves) in zip(axes, panels.items(), strict=True):
            for number, name in enumerate(names):
                shift = (number - (len(names) - 1) / 2) * SPACING
                marker = MARKERS[number % len(MARKERS)]
                _curve(ax, curves[name], shift, marker, COLOURS[colours[name]], name)
            places = curves[names[0]].x
            ax.set_xticks(range(len(places)), [str(place) for place in places])
            ax.set_xlim(-0.6, len(places) - 0.4)
            ax.set(ylim=(0, 1), yticks=[0, 0.5, 1], xlabel=xlabel)
            ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
            ax.set_title(title, weight="bold", loc="left", pad=12)
        axes[0].set_ylabel("seeds that solve it")
        handles, _ = axes[0].get_legend_handles_labels()
        place = {"loc": "outside upper left", "ncols": len(names), "frameon": False}
        figure.legend(handles, names, **place)
    return axes


def counts_by_row(
    rows: Mapping[str, Mapping[str, int]],
    colours: Mapping[str, str],
    *,
    trials: int,
    beside: Mapping[str, str],
    head: str,
) -> Axes:
    """Counts of successes with their 95 % intervals, one row per case.

    Args:
        rows: by case, the counts by name. All have the same names.
        colours: by name, the colour's meaning.
        trials: how many there were of each.
        beside: by case, what stands at the right end of its row.
        head: what stands above these.
    """
    with style():
        ax = plt.figure(figsize=(5.8, 0.9 + 0.36 * len(rows))).subplots()
        for number, (name, meaning) in enumerate(colours.items()):
            counts = np.array([row[name] for row in rows.values()])
            ends = np.array([wilson(count, trials) for count in counts]).T * trials
            ax.errorbar(
                counts,
                np.arange(len(rows)) + (number - (len(colours) - 1) / 2) * 0.22,
                xerr=np.clip([counts - ends[0], ends[1] - counts], 0, None),
                fmt=MARKERS[number % len(MARKERS)],
                color=COLOURS[meaning],
                label=name,
                markersize=5,
                elinewidth=1.3,
                clip_on=False,
            )
        for row, name in enumerate(rows):
            ax.text(trials * 1.04, row, beside[name], va="center", fontsize=10.5)
        ax.text(trials * 1.04, -1, head, va="center", fontsize=10.5, weight="bold")
        ax.set_yticks(range(len(rows)), list(rows))
        ax.set(xlim=(0, trials), ylim=(len(rows) - 0.5, -0.5))
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        ax.set_xlabel(f"seeds of {trials} that solve the task")
        place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "columnspacing": 1.0}
        ax.legend(ncols=len(colours), handlelength=1.2, **place)
    return ax


def _curve(
    ax: Axes, rates: Rates, shift: float, marker: str, colour: str, name: str
) -> None:
    share = rates.solved / rates.trials
    ax.errorbar(
        np.arange(len(rates.x)) + shift,
        share,
        yerr=np.clip([share - rates.low, rates.high - share], 0, None),
        fmt=marker,
        color=colour,
        label=name,
        markersize=6,
        elinewidth=1.6,
        clip_on=False,
    )
