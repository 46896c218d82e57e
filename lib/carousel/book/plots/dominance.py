"""Pictures of when the direct path dominates: a bound kept, and a map of settings."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, LinearSegmentedColormap
from matplotlib.patheffects import withStroke

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import Real

GUARANTEED = 9.5  # the dashed line of the map: ten steps or more below it
LEAST, MOST = 1e-4, 1e4  # what lies beyond is drawn on the edge
STEPS = (1, 3, 10, 30, 100)  # where a shade of the map ends and the next begins


def error_by_bound(
    groups: Mapping[str, tuple[np.ndarray, np.ndarray, str]], *, ax: Axes | None = None
) -> Axes:
    """What the direct path misses over what a bound allows, one dot a network.

    Args:
        groups: by name, the bounds, the measured shares, and the colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.4)).subplots()
        ax.set(xscale="log", yscale="log", xlim=(LEAST, MOST), ylim=(LEAST, MOST))
        ax.axvspan(LEAST, 1, color=COLOURS["c"], alpha=0.1, lw=0)
        ax.plot([LEAST, MOST], [LEAST, MOST], color=COLOURS["ink"], lw=1.2)
        ax.axhline(1, color=COLOURS["quiet"], ls="--", lw=1.2)
        for place, (name, (bound, share, meaning)) in enumerate(groups.items()):
            ax.plot(
                np.clip(bound, LEAST, MOST),
                np.clip(share, LEAST, MOST),
                ls="",
                marker="os^D"[place % 4],
                ms=4.5,
                alpha=0.6,
                mec="none",
                color=COLOURS[meaning],
                label=name,
                clip_on=False,
            )
        ax.set_xlabel("bound on $\\|E_T\\|$, from the strengths of the paths")
        ax.set_ylabel("measured $\\|E_T\\|$")
        legend = ax.legend(loc="lower right", fontsize=10.5, markerscale=2)
        for dot in legend.legend_handles:
            dot.set_alpha(1)
    return ax


def ratio_by_steps(
    every: np.ndarray, quantiles: np.ndarray, *, ax: Axes | None = None
) -> Axes:
    """What the indirect paths bring over what the direct path brings, step by step.

    Args:
        every: for the least favourable loss, after 1, 2, 3, … steps.
        quantiles: of random losses, (step, 3): a low one, the median, a high one.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.4)).subplots()
        with np.errstate(divide="ignore"):
            low, median, high = np.clip(quantiles.T, LEAST, None)
        steps = np.arange(1, len(quantiles) + 1)
        ax.fill_between(steps, low, high, color=COLOURS["h"], alpha=0.2, lw=0)
        ax.plot(steps, median, color=COLOURS["h"], label="random losses")
        after = np.arange(1, len(every) + 1)
        ax.plot(after, np.clip(every, LEAST, None), color=COLOURS["ink"])
        ax.lines[-1].set_label("every loss: $\\|E_T\\|$")
        ax.axhline(1, color=COLOURS["quiet"], ls="--", lw=1.2)
        ax.set(yscale="log", ylim=(1e-2, MOST), xlabel="steps")
        ax.set_ylabel("indirect part over direct part")
        ax.legend(loc="lower right")
    return ax


def steps_by_bias(
    b_f: np.ndarray,
    b_i: np.ndarray,
    lasts: np.ndarray,
    sure: np.ndarray,
    marks: Mapping[str, tuple[Real, Real]],
    *,
    ax: Axes | None = None,
) -> Axes:
    """For how many steps the direct path dominates, over two biases.

    Args:
        b_f: forget biases, from left to right.
        b_i: input biases, upwards.
        lasts: steps, one row an input bias.
        sure: steps that a bound guarantees; a line is drawn where they are ten.
        marks: by name, settings to point out.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.2)).subplots()
        ends = [COLOURS["paper"], COLOURS["c"]]
        shades = LinearSegmentedColormap.from_list("short to long", ends)
        norm = BoundaryNorm(STEPS, shades.N, extend="max")
        sides = (b_f[0], b_f[-1], b_i[0], b_i[-1])
        halves = np.diff(b_f[:2])[0] / 2, np.diff(b_i[:2])[0] / 2
        extent = np.array(sides) + np.repeat(halves, 2) * (-1, 1, -1, 1)
        image = ax.imshow(
            lasts,
            cmap=shades,
            norm=norm,
            origin="lower",
            aspect="auto",
            interpolation="nearest",
            extent=tuple(extent),
        )
        edge = {"colors": COLOURS["ink"], "linestyles": "--"}
        ax.contour(b_f, b_i, sure, levels=[GUARANTEED], **edge)
        for name, at in marks.items():
            _mark(ax, name, at)
        ax.set_xlabel("forget bias, $b_f$")
        ax.set_ylabel("input bias, $b_i$")
        ax.grid(visible=False)
        words = "the direct path dominates for … steps"
        ax.figure.colorbar(image, ax=ax, label=words, ticks=STEPS)
    return ax


def _mark(ax: Axes, name: str, at: tuple[Real, Real]) -> None:
    paper, ink = COLOURS["paper"], COLOURS["ink"]
    ax.plot(*at, "o", ms=8, mfc=paper, mec=ink, mew=2)
    ax.annotate(
        name,
        at,
        xytext=(0, -9),
        textcoords="offset points",
        ha="center",
        va="top",
        weight="bold",
        fontsize=10.5,
        path_effects=[withStroke(linewidth=3, foreground=paper)],
    )
