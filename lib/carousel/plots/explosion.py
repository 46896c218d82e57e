"""Pictures of gradients that grow: from which weights, on what way, and what to do."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.plots._look import COLOURS, style
from carousel.shapes import Number

BAR = 0.25  # width of a histogram's bar, in powers of ten
ABOVE = {"loc": "lower center", "bbox_to_anchor": (0.5, 1), "ncols": 2}


def growth(
    found: Mapping[str, tuple[Mapping[Number, Sequence[Number]], str]],
    *,
    ax: Axes | None = None,
) -> Axes:
    """The factor a step by the size of the weights: a dot a network, a line of means.

    Args:
        found: by name, the factors of networks at each size, the colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.0)).subplots()
        ax.axhline(1.0, color=COLOURS["ink"], lw=1)
        for name, (factors, meaning) in found.items():
            colour = COLOURS[meaning]
            dots = [(size, f) for size, each in factors.items() for f in each]
            ax.plot(*zip(*dots, strict=True), "o", color=colour, alpha=0.3, ms=5)
            means = [float(np.mean(each)) for each in factors.values()]
            ax.plot(list(factors), means, color=colour, label=name)
        ax.set_xscale("log", base=2)
        sizes = sorted({size for factors, _ in found.values() for size in factors})
        ax.set_xticks(sizes, [f"{size:g}" for size in sizes])
        ax.set_xlabel("recurrent weights, times their usual size")
        ax.set_ylabel("factor a step")
        ax.legend(labelcolor="linecolor")
    return ax


def bound(
    found: Mapping[str, tuple[Sequence[Number], Sequence[Number], str, str]],
    *,
    ax: Axes | None = None,
) -> Axes:
    """The factor a step against the bound that the weights' norm puts on it.

    Args:
        found: by name, the norms, the factors, the marker, the colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.0)).subplots()
        every = [x for norms, *_ in found.values() for x in norms]
        ends = np.array([min(every), max(every)])
        ax.plot(ends, ends, color=COLOURS["quiet"], lw=1.4, ls=(0, (4, 3)))
        ax.axhline(1.0, color=COLOURS["ink"], lw=1)
        ax.axvspan(ends[0] / 1.2, 1.0, color=COLOURS["line"], alpha=0.5, lw=0)
        for name, (norms, factors, marker, hue) in found.items():
            look = {"color": COLOURS[hue], "alpha": 0.75, "label": name}
            ax.plot(norms, factors, marker, **look)
        ax.set_xscale("log", base=2)
        ax.set_yscale("log", base=2)
        ax.set_xlim(ends[0] / 1.2, ends[1] * 1.2)
        ax.set_ylim(top=2 * max(max(factors) for _, factors, *_ in found.values()))
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter("{x:g}")
        ax.set_xlabel(r"bound, $\gamma \Vert U \Vert$")
        ax.set_ylabel("factor a step, measured")
        ax.legend(loc="lower right")
        ax.text(0.04, 0.94, "must vanish", transform=ax.transAxes, va="top")
    return ax


def thresholds(
    norms: np.ndarray,
    found: Mapping[str, tuple[Mapping[Number, Number], str]],
    *,
    most: Number,
    ax: Axes | None = None,
) -> Axes:
    """How long training takes by threshold, over the histogram of measured norms.

    Args:
        norms: of gradients before clipping, above 0.
        found: by name, the updates at each threshold (infinite: not clipped, or did
            not get there), and the colour's meaning.
        most: how many updates there were; what did not get there stands above.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.2)).subplots()
        limits = sorted({t for runs, _ in found.values() for t in runs})
        last = 3.2 * max(t for t in limits if np.isfinite(t))
        never = 1.15 * most
        _bars(ax, norms, 0.45 * most)
        for name, (runs, meaning) in found.items():
            x = np.minimum(list(runs), last)
            y = np.minimum(list(runs.values()), never)
            ax.plot(x, y, "o-", color=COLOURS[meaning], label=name)
        ax.axhline(1.07 * most, color=COLOURS["line"], lw=1)
        ax.set_xscale("log")
        ax.set_xticks(np.minimum(limits, last), [_word(t) for t in limits])
        ax.minorticks_off()
        ticks = np.linspace(0, most, 5)
        ax.set_yticks([*ticks, never], [*(f"{y:.0f}" for y in ticks), "never"])
        ax.set_ylim(0, 1.24 * most)
        ax.set_xlabel(r"threshold $\theta$; grey: measured gradient norms")
        ax.set_ylabel("updates until half have solved it")
        ax.legend(**ABOVE)
    return ax


def profiles(
    norms: Mapping[str, tuple[np.ndarray, str]], *, ax: Axes | None = None
) -> Axes:
    """The norm of a gradient at every step, a line a gradient, named above.

    Args:
        norms: by name, the norm at steps 1, 2, …, and the colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.2)).subplots()
        for name, (values, hue) in norms.items():
            ax.plot(range(1, len(values) + 1), values, color=COLOURS[hue], label=name)
        ax.set_yscale("log")
        ax.set_xlim(1, len(values))
        ax.set_xlabel("step, $t$")
        ax.set_ylabel("norm of the gradient")
        ax.legend(**ABOVE, labelcolor="linecolor")
    return ax


def _bars(ax: Axes, norms: np.ndarray, top: float) -> None:
    """A histogram in the background, as tall as told."""
    low, high = np.floor(np.log10(norms.min())), np.ceil(np.log10(norms.max()))
    edges = 10 ** np.arange(low, high + BAR, BAR)
    counts, _ = np.histogram(norms, edges)
    bars = {"align": "edge", "color": COLOURS["line"], "zorder": 0}
    shares = counts / counts.max()
    ax.bar(edges[:-1], top * shares, width=0.94 * np.diff(edges), **bars)


def _word(threshold: Number) -> str:
    return f"{threshold:g}" if np.isfinite(threshold) else "none"
