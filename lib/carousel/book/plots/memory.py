"""Pictures of what a forget bias means: the gate it gives, and what the gate keeps."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.ticker import PercentFormatter, StrMethodFormatter

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import ArrayLike, Real


def gate_by_bias(
    biases: ArrayLike,
    f: ArrayLike,
    *,
    at: tuple[Real, Real],
    edge: Real,
    ax: Axes | None = None,
) -> Axes:
    """The gate over its bias, with one bias marked and the edge that chrono draws to.

    Args:
        biases: forget biases, in order.
        f: the gates they give.
        at: the marked bias and its gate.
        edge: the largest bias that chrono initialisation draws.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        ax.axvline(edge, color=COLOURS["quiet"], linestyle="--", lw=1.5)
        ax.plot(biases, f, color=COLOURS["f"])
        _mark(ax, at, COLOURS["f"])
        ax.set_xlabel("forget bias, $b_f$")
        ax.set_ylabel(r"gate, $f = \sigma(b_f)$")
        ax.set(xlim=(biases[0], biases[-1]), ylim=(0, 1.04))
        leftwards = edge > sum(ax.get_xlim()) / 2
        _annotate(
            ax, "chrono's edge", (edge, 0.06), COLOURS["quiet"], leftwards=leftwards
        )
        flat, late = at[1] > 0.9, at[0] > ax.get_xlim()[1] - 3
        _annotate(
            ax,
            f"f = {at[1]:.3f}",
            at,
            COLOURS["f"],
            leftwards=late if flat else at[1] > 0.6,
            rise=-14 if flat else 8,
        )
    return ax


def retention_by_time(
    steps: ArrayLike,
    kept: ArrayLike,
    at_edge: ArrayLike,
    *,
    half_life: Real,
    duration: Real,
    log_scale: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """What is left of a memory over time, beside what chrono's edge would leave.

    Args:
        steps: times, in order, all above 0.
        kept: what the gate has left by then.
        at_edge: what a gate at chrono's edge has left.
        half_life: that of the gate, in steps.
        duration: the time that a memory should last, in steps.
        log_scale: whether time is drawn on a logarithmic axis.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        ax.axvline(duration, color=COLOURS["quiet"], linestyle=":", lw=1.5)
        ax.plot(steps, at_edge, color=COLOURS["quiet"], linestyle="--", lw=1.5)
        ax.plot(steps, kept, color=COLOURS["c"])
        ax.set_xlabel("time, steps")
        ax.set_ylabel("left of a memory, $f^k$")
        ax.set_xscale("log" if log_scale else "linear")
        ax.set(xlim=(steps[0], steps[-1]), ylim=(0, 1.04))
        ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        place = (min(half_life, steps[-1]), 0.5)
        _mark(ax, place, COLOURS["c"])
        digits = ",.0f" if half_life >= 1000 else ".3g"
        words = f"half-life {half_life:{digits}}"
        words += " →" if half_life > steps[-1] else ""
        leftwards = _across(ax, place[0]) > 0.55
        _annotate(ax, words, place, COLOURS["c"], leftwards=leftwards)
        words, place = f"T = {duration}", (duration, 0.9)
        leftwards = _across(ax, duration) > 0.8
        _annotate(ax, words, place, COLOURS["quiet"], leftwards=leftwards)
    return ax


def _across(ax: Axes, x: Real) -> float:
    """Where an x stands, from 0 at the left edge to 1 at the right one."""
    return ax.transAxes.inverted().transform(ax.transData.transform((x, 0)))[0]


def _mark(ax: Axes, at: tuple[Real, Real], colour: str) -> None:
    ax.plot(*at, "o", ms=8, mfc=COLOURS["paper"], mec=colour, mew=2.4, clip_on=False)


def _annotate(
    ax: Axes,
    words: str,
    at: tuple[Real, Real],
    colour: str,
    *,
    leftwards: bool | np.bool,
    rise: int = 0,
) -> None:
    ax.annotate(
        words,
        at,
        xytext=(-9 if leftwards else 9, rise),
        textcoords="offset points",
        ha="right" if leftwards else "left",
        va="center",
        color=colour,
        weight="bold",
        path_effects=[withStroke(linewidth=3, foreground=COLOURS["paper"])],
    )
