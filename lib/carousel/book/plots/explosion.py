"""Pictures of gradients that grow: from which weights, on what way, and what to do."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import Real

Factors = Mapping[str, tuple[Mapping[Real, Sequence[Real]], str]]
Norms = Mapping[str, tuple[Sequence[Real], Sequence[Real], str, str]]
BAR = 0.25  # width of a histogram's bar, in powers of ten
SPREAD = 0.15  # of the dots to either side, in powers of ten


def growth_by_scale(measured: Factors, *, ax: Axes | None = None) -> Axes:
    """The growth factor by the size of the weights: dots of networks, a line of means.

    Args:
        measured: by name, the factors of networks at each size, the colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.0)).subplots()
        ax.axhline(1.0, color=COLOURS["ink"], lw=1)
        for name, (factors, meaning) in measured.items():
            colour = COLOURS[meaning]
            dots = [(size, f) for size, each in factors.items() for f in each]
            ax.plot(*zip(*dots, strict=True), "o", color=colour, alpha=0.3, ms=5)
            means = [float(np.mean(each)) for each in factors.values()]
            ax.plot(list(factors), means, color=colour, label=name)
        ax.set_xscale("log", base=2)
        sizes = sorted({size for factors, _ in measured.values() for size in factors})
        ax.set_xticks(sizes, [f"{size:g}" for size in sizes])
        ax.set(
            xlabel="recurrent weights, times their usual size",
            ylabel="growth factor per step",
        )
        ax.legend(labelcolor="linecolor")
    return ax


def growth_bound(measured: Norms, *, ax: Axes | None = None) -> Axes:
    """The growth factor against the bound that the weights' norm puts on it.

    Args:
        measured: by name, the norms, the factors, the marker, the colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.0)).subplots()
        every = [x for norms, *_ in measured.values() for x in norms]
        ends = np.array([min(every), max(every)])
        ax.plot(ends, ends, color=COLOURS["quiet"], lw=1.4, ls=(0, (4, 3)))
        ax.axhline(1.0, color=COLOURS["ink"], lw=1)
        ax.axvspan(ends[0] / 1.2, 1.0, color=COLOURS["line"], alpha=0.5, lw=0)
        for name, (norms, factors, marker, hue) in measured.items():
            line = {"color": COLOURS[hue], "alpha": 0.75, "label": name}
            ax.plot(norms, factors, marker, **line)
        ax.loglog(base=2)
        ax.set_xlim(ends[0] / 1.2, ends[1] * 1.2)
        ax.set_ylim(top=2 * max(max(factors) for _, factors, *_ in measured.values()))
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter("{x:g}")
        ax.set_xlabel(r"norm of the weights, $\Vert U \Vert$")
        ax.set_ylabel("growth factor per step")
        ax.legend(loc="lower right")
        ax.text(0.04, 0.94, "must vanish", transform=ax.transAxes, va="top")
    return ax


def updates_by_threshold(
    norms: np.ndarray,
    updates: Mapping[Real, np.ndarray],
    *,
    most: Real,
    ax: Axes | None = None,
) -> Axes:
    """How long training takes by threshold, over the histogram of measured norms.

    Each dot is one network, a bar the median where there is one.

    Args:
        norms: of gradients before clipping, above 0.
        updates: by threshold (infinite: not clipped), the updates that each network
            needed, infinite for never.
        most: how many updates there were; above stands how many never got there.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.2)).subplots()
        last = 3.2 * max(t for t in updates if np.isfinite(t))
        never = 1.13 * most
        _bars(ax, norms, 0.45 * most)
        for limit, needed in updates.items():
            _networks(ax, min(limit, last), np.sort(needed), never)
        ax.axhline(1.06 * most, color=COLOURS["line"], lw=1)
        ax.set_xscale("log")
        words = [f"{t:g}" if np.isfinite(t) else "none" for t in updates]
        ax.set_xticks(np.minimum(list(updates), last), words)
        ax.minorticks_off()
        ticks = np.linspace(0, most, 4)
        ax.set_yticks([*ticks, never], [*(f"{y:.0f}" for y in ticks), "never"])
        ax.set_ylim(0, 1.2 * most)
        ax.set_xlabel(r"threshold $\theta$; grey: measured gradient norms")
        ax.set_ylabel("updates until solved")
    return ax


def _bars(ax: Axes, norms: np.ndarray, top: float) -> None:
    """A histogram in the background, so tall at the most."""
    low, high = np.floor(np.log10(norms.min())), np.ceil(np.log10(norms.max()))
    edges = 10 ** np.arange(low, high + BAR, BAR)
    counts, _ = np.histogram(norms, edges)
    bars = {"align": "edge", "color": COLOURS["line"], "zorder": 0}
    shares = counts / counts.max()
    ax.bar(edges[:-1], top * shares, width=0.94 * np.diff(edges), **bars)


def _networks(ax: Axes, place: float, updates: np.ndarray, never: float) -> None:
    """The networks of one threshold side by side, their median, and who is missing."""
    done = updates[np.isfinite(updates)]
    beside = place * 10 ** np.linspace(-SPREAD, SPREAD, len(done))
    ax.plot(beside, done, "o", color=COLOURS["run"], ms=4, alpha=0.6)
    median = float(np.median(updates))
    if np.isfinite(median):
        ax.plot(place, median, "_", color=COLOURS["ink"], ms=22, mew=2.5)
    missing = f"{len(updates) - len(done)}"
    ax.text(place, never, missing, ha="center", va="center")
