"""Pictures of success rates, each with the interval in which it may lie."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import NullFormatter, PercentFormatter

from carousel.book.plots._look import COLOURS, say, style
from carousel.lab.results import Rates

APART = 0.16  # between curves at one place, in places
MARKERS = "osD^v"


def against(
    curves: Mapping[str, Rates],
    colours: Mapping[str, str],
    *,
    xlabel: str,
    ax: Axes | None = None,
) -> Axes:
    """Success rates by place, curves side by side, with 95 % intervals as bars.

    Args:
        curves: by name, rates at the same places each.
        colours: by name, the colour's meaning.
        xlabel: what the places are.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for number, (name, rates) in enumerate(curves.items()):
            shift = (number - (len(curves) - 1) / 2) * APART
            marker = MARKERS[number % len(MARKERS)]
            _curve(ax, np.arange(len(rates.x)) + shift, rates, name, marker, colours)
        places = next(iter(curves.values())).x
        ax.set_xticks(range(len(places)), [say(_word(place)) for place in places])
        ax.set_xlim(-0.6, len(places) - 0.4)
        _percent(ax)
        ax.set_xlabel(xlabel)
        if len(curves) > 1:
            ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(curves))
    return ax


def panels(
    curves: Mapping[str, Rates],
    colours: Mapping[str, str],
    *,
    xlabel: str,
    columns: int = 4,
    log_scale: bool = False,
) -> list[Axes]:
    """One panel a curve, all on the same axes, for curves that would hide each other.

    Args:
        curves: by name, rates at numbers, or at words.
        colours: by name, the colour's meaning.
        xlabel: what the numbers are.
        columns: panels in a row.
        log_scale: whether the numbers are drawn on a logarithmic axis.
    """
    rows = -(-len(curves) // columns)
    with style():
        figure = plt.figure(figsize=(1.9 * columns, 0.5 + 1.75 * rows))
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        axes = list(grid.flat)
        for ax, (name, rates) in zip(axes, curves.items(), strict=False):
            if log_scale:
                ax.set_xscale("log")
                ax.set_xticks(rates.x, [_word(x) for x in rates.x])
                ax.xaxis.set_minor_formatter(NullFormatter())
            _curve(ax, rates.x, rates, name, "o", colours)
            ax.set_title(
                say(name), color=COLOURS[colours[name]], weight="bold", fontsize=11
            )
            _percent(ax)
            ax.set_ylabel("")
        for ax in axes[len(curves) :]:
            ax.set_axis_off()
        figure.supxlabel(xlabel, fontsize=11.5)
        figure.supylabel("seeds that solve it", fontsize=11.5)
    return axes[: len(curves)]


def _curve(
    ax: Axes,
    places: Sequence[Any] | np.ndarray,
    rates: Rates,
    name: str,
    marker: str,
    colours: Mapping[str, str],
) -> None:
    share = rates.solved / rates.trials
    ends = np.clip([share - rates.low, rates.high - share], 0, None)
    ax.errorbar(
        places,
        share,
        yerr=ends,
        fmt=marker,
        color=COLOURS[colours[name]],
        label=say(name),
        markersize=6,
        elinewidth=1.6,
        clip_on=False,
    )


def _percent(ax: Axes) -> None:
    ax.set_ylim(0, 1)
    ax.set_yticks([0, 0.5, 1])
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.set_ylabel("seeds that solve it")


def _word(place: object) -> str:
    return f"{place:g}" if isinstance(place, int | float) else str(place)
