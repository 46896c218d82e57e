"""Pictures of what came of the carousel: gates of inputs, scans, depth, turning."""

from collections.abc import Mapping
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from carousel.book.plots._diagram import STEPS, TIMES, arrow, factor, node, title
from carousel.book.plots._style import COLOURS, style

REACH = 8  # how many steps the picture of a scan has


def minlstm_routes(ax: Axes | None = None) -> Axes:
    """The gradient's routes in a cell whose gates see the input alone."""
    with style():
        ax = ax or plt.figure(figsize=(5.8, 2.9)).subplots()
        ax.set(xlim=(0.2, 8.6), ylim=(-0.75, 3.45), aspect="equal")
        ax.set_axis_off()
        c, x = 2.1, 0.0
        title(ax, c + 0.95, "minLSTM: the carousel, and nothing else", COLOURS["c"])
        for at, after in pairwise(STEPS):
            arrow(ax, (after - 0.5, c), (at + 0.5, c), COLOURS["c"], width=4.2)
            middle = (at + after) / 2
            arrow(ax, (middle + 0.3, c - 0.3), (after - 0.42, x + 0.3), COLOURS["f"])
            factor(ax, (middle, c), r"$\times\, f$", COLOURS["f"], 0.95)
        for at, time in zip(STEPS, TIMES, strict=True):
            arrow(ax, (at, c - 0.5), (at, x + 0.5), COLOURS["i"])
            factor(ax, (at, (c + x) / 2), r"$i,\, \tilde c$", COLOURS["i"], 0.8)
            node(ax, (at, c), f"$c_{{{time}}}$", COLOURS["c"])
            node(ax, (at, x), f"$x_{{{time}}}$", COLOURS["quiet"])
    return ax


def parallel_scan(ax: Axes | None = None) -> Axes:
    """Eight steps one after another, above; below, in rounds that double the reach."""
    with style():
        ax = ax or plt.figure(figsize=(5.0, 4.5)).subplots()
        ax.set(xlim=(-1.0, 8.7), ylim=(-0.55, 6.6))
        ax.set_axis_off()
        _walk(ax, 5.35)
        title(ax, 4.25, "In three rounds: a whole row at once", COLOURS["f"])
        for number, reach in enumerate((1, 2, 4)):
            y = 3.4 - 1.15 * number
            _round(ax, y, reach)
            named = f"round {number + 1}"
            ax.text(0.45, y - 0.58, named, ha="right", va="center", fontsize=10.5)
        for step in range(1, REACH + 1):
            for number in range(4):
                begins = max(1, step - 2**number + 1)
                span = f"{begins}–{step}" if begins < step else f"{step}"
                _span(ax, step, 3.4 - 1.15 * number, span, done=begins == 1)
    return ax


def _walk(ax: Axes, y: float) -> None:
    title(ax, y + 0.9, "One after another: seven waits", COLOURS["rnn"])
    for step in range(1, REACH + 1):
        if step > 1:
            arrow(ax, (step - 0.66, y), (step - 0.36, y), COLOURS["rnn"])
        _span(ax, step, y, f"1–{step}" if step > 1 else "1", done=True)


def _round(ax: Axes, y: float, reach: int) -> None:
    for step in range(1, REACH + 1):
        ax.plot([step, step], [y, y - 1.15], color=COLOURS["line"], lw=1.6, zorder=0)
        if step > reach:
            route = step == 2 * reach  # what the first step takes to the last
            ax.plot(
                [step - reach, step],
                [y, y - 1.15],
                color=COLOURS["c"] if route else COLOURS["f"],
                lw=4 if route else 1.2,
                zorder=2 if route else 1,
            )


def _span(ax: Axes, step: int, y: float, text: str, *, done: bool) -> None:
    box = {
        "boxstyle": "round,pad=0.28",
        "fc": COLOURS["paper"],
        "ec": COLOURS["c" if done else "quiet"],
    }
    ax.text(step, y, text, ha="center", va="center", fontsize=11, bbox=box, zorder=3)


def gradient_norms_by_layer(
    curves: Mapping[str, tuple[np.ndarray, str]], *, ax: Axes | None = None
) -> Axes:
    """The norm of a gradient after so many layers back, one named line a stack.

    Args:
        curves: by name, the norm after 0, 1, 2, … layers, and the colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.0, 4.3)).subplots()
        last = max(len(norms) for norms, _ in curves.values()) - 1
        for name, (norms, meaning) in curves.items():
            colour = COLOURS[meaning]
            ax.plot(norms, color=colour)
            end = (1.02 * last, norms[-1])
            ax.text(*end, name, color=colour, weight="bold", va="center")
        ax.set_yscale("log")
        ax.set_xlim(0, 1.36 * last)
        ax.set_xticks(np.linspace(0, last, 5))
        ax.set_xlabel("layers back")
        ax.set_ylabel("norm of the gradient")
    return ax


def light_switch(
    states: np.ndarray, log_derivative: np.ndarray, *, ax: Axes | None = None
) -> Axes:
    """What is left of a derivative while a memory switches; shaded where it is on.

    Args:
        states: the memory after 1, 2, 3, … steps, above 0 where it is on.
        log_derivative: powers of ten of the derivative by the first state, as many.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.2)).subplots()
        steps = np.arange(1, len(states) + 1)
        for step in steps[np.asarray(states) > 0]:
            ax.axvspan(step - 0.5, step + 0.5, color=COLOURS["c"], alpha=0.2, lw=0)
        ax.step(steps, log_derivative, where="mid", color=COLOURS["ink"])
        ax.set_xlim(0.5, len(steps) + 0.5)
        ax.set_xlabel("step; shaded: the light is on")
        ax.set_ylabel("derivative, powers of ten")
    return ax


def unit_circle(multipliers: np.ndarray, *, ax: Axes | None = None) -> Axes:
    """Where the multiplier of a step lives: real gates, and states that turn.

    Args:
        multipliers: complex numbers, one a unit.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.0, 3.8)).subplots()
        ax.set(xlim=(-1.25, 1.9), ylim=(-1.2, 1.2), aspect="equal")
        ax.set_axis_off()
        ax.add_patch(Circle((0, 0), 1, fill=False, ec=COLOURS["quiet"], lw=1.4))
        ax.plot([-1.15, 1.15], [0, 0], color=COLOURS["line"], lw=1.2, zorder=0)
        ax.plot([0, 0], [-1.15, 1.15], color=COLOURS["line"], lw=1.2, zorder=0)
        ax.plot([0, 1], [0, 0], color=COLOURS["f"], lw=5)
        ax.plot(multipliers.real, multipliers.imag, "o", color=COLOURS["h"], ms=5)
        ax.plot(1, 0, "o", color=COLOURS["c"], ms=11)
        labels = (
            (0.47, 0.09, "a forget gate", "f", "center"),
            (1.1, 0.12, "1: the carousel", "c", "left"),
            (0.0, -0.55, "an LRU turns", "h", "center"),
        )
        for across, up, text, meaning, align in labels:
            colour = COLOURS[meaning]
            ax.text(across, up, text, color=colour, weight="bold", ha=align)
    return ax
