"""Pictures of forget gates: in time, over units, and what becomes of their bias."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import PercentFormatter

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import ArrayLike


def shades() -> LinearSegmentedColormap:
    """From paper, a closed gate, to the forget gate's own colour, an open one."""
    ends = [COLOURS["paper"], COLOURS["f"]]
    return LinearSegmentedColormap.from_list("closed to open", ends)


def forget_gate_maps(
    named: Mapping[str, np.ndarray], axes: list[Axes] | None = None
) -> list[Axes]:
    """Forget gates of several runs below each other, all in one scale.

    The shade grows with the logarithm of 1 / (1 - f), the time that a gate remembers,
    so that gates near 1 are told apart.

    Args:
        named: (time, hidden) of each run, by what it is called.
        axes: where to draw, one for each run; a new picture if None.
    """
    ticks = np.array([0, 0.5, 0.9, 0.99, 0.999])
    with style():
        if axes is None:
            figure = plt.figure(figsize=(5.8, 0.5 + 1.45 * len(named)))
            axes = list(figure.subplots(len(named), sharex=True, squeeze=False)[:, 0])
        for ax, (name, f) in zip(axes, named.items(), strict=True):
            time, units = np.shape(f)
            image = ax.imshow(
                -np.log1p(-np.transpose(f)),
                cmap=shades(),
                vmin=0,
                vmax=-np.log1p(-ticks[-1]),
                aspect="auto",
                interpolation="nearest",
                extent=(0.5, time + 0.5, units + 0.5, 0.5),
            )
            ax.grid(visible=False)
            ax.set(ylabel="unit", yticks=[1, units])
            ax.set_title(name, fontsize=11)
        axes[-1].set_xlabel("step, $t$")
        bar = axes[0].figure.colorbar(image, ax=axes, shrink=0.9, aspect=30)
        bar.set_ticks(-np.log1p(-ticks), labels=[f"{f:g}" for f in ticks])
        bar.set_label("$f_t$  forget gate")
    return axes


def retention_and_gradient(
    f: ArrayLike, memory: ArrayLike, gradient: ArrayLike, axes: list[Axes] | None = None
) -> list[Axes]:
    """One unit's gate over time above; below, what is left at the end, both ways.

    Args:
        f: the gate at steps 1, 2, …
        memory: the share of what was written at each step that is there at the last.
        gradient: the share of the last step's gradient that reaches each step.
        axes: two places to draw, above and below; a new picture if None.
    """
    steps = np.arange(1, len(np.asarray(f)) + 1)
    with style():
        if axes is None:
            figure = plt.figure(figsize=(5.8, 4.2))
            heights = {"height_ratios": (1, 1.8)}
            axes = list(figure.subplots(2, sharex=True, gridspec_kw=heights))
        above, below = axes
        above.step(steps, f, where="mid", color=COLOURS["f"])
        above.set(ylim=(0, 1.08), ylabel="gate, $f_t$")
        below.bar(steps, memory, color=COLOURS["c"], alpha=0.45, width=0.8)
        below.plot(steps, gradient, "o", ms=4, mfc="none", color=COLOURS["h"])
        below.set(ylim=(0, 1.08), xlabel="step, $t$", ylabel="share left")
        below.set_xlim(0, len(steps) + 1)
        below.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        words = {"weight": "bold", "transform": below.transAxes}
        below.text(
            0.03, 0.86, "bars: the memory, at the end", color=COLOURS["c"], **words
        )
        below.text(
            0.03, 0.72, "rings: the gradient, from the end", color=COLOURS["h"], **words
        )
    return axes


def retention_slopes(
    biases: ArrayLike, slopes: Mapping[int, np.ndarray], ax: Axes | None = None
) -> Axes:
    """How much what is kept over T steps changes with the bias, a hump for each T.

    Args:
        biases: forget biases, in order.
        slopes: by T, the derivative at each bias.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for steps, slope in slopes.items():
            ax.plot(biases, slope, color=COLOURS["f"])
            top = np.argmax(slope)
            ax.annotate(
                f"T = {steps}",
                (np.asarray(biases)[top], slope[top]),
                xytext=(0, 7),
                textcoords="offset points",
                ha="center",
                color=COLOURS["f"],
                weight="bold",
            )
        ax.set(xlabel="forget bias, $b_f$", ylabel=r"$\partial f^T / \partial b_f$")
        ax.set(xlim=(np.min(biases), np.max(biases)), ylim=(0, 0.47))
    return ax


def learnable_biases(bounds: Mapping[str, float], *, ax: Axes | None = None) -> Axes:
    """Up to which forget bias a gate still learns, one bar for each number format.

    Args:
        bounds: by the format's name, the bias from which its sigmoid rounds to 1.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 2.6)).subplots()
        rows = range(len(bounds))
        ax.barh(rows, list(bounds.values()), height=0.55, color=COLOURS["f"])
        for row, bound in zip(rows, bounds.values(), strict=True):
            ax.text(bound + 0.5, row, f"{bound:g}", va="center")
        ax.set_yticks(rows, list(bounds))
        ax.set_xlim(0, 1.1 * max(bounds.values()))
        ax.invert_yaxis()
        ax.grid(visible=False, axis="y")
        ax.set_xlabel("forget bias at which the gate becomes exactly 1")
        ax.set_ylabel("number format")
    return ax
