"""Pictures of a cell on its way forward: a row for the input, each gate, c and h."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from carousel.book.plots._style import COLOURS, style
from carousel.cells import lstm
from carousel.shapes import ArrayLike

ROWS = {
    "i": "input gate, $i_t$",
    "f": "forget gate, $f_t$",
    "o": "output gate, $o_t$",
    "c": "cell state, $c_t$",
    "h": "output, $h_t$",
}


def task(x: np.ndarray, wanted: Mapping[int, int], ax: Axes | None = None) -> Axes:
    """Numbers step by step; marked ones stand out, and questions name their answer.

    Args:
        x: (time, 3): a number, whether it is marked, whether a question is asked.
        wanted: the sign to answer, by the row of its question.
        ax: where to draw; a new picture if None.
    """
    steps, numbers, marked = np.arange(1, len(x) + 1), x[:, 0], x[:, 1] == 1
    with style():
        ax = ax or plt.figure(figsize=(5.8, 2.5)).subplots()
        ax.axhline(0, color=COLOURS["line"], lw=1.2)
        for rows, meaning, width in ((~marked, "quiet", 1.2), (marked, "i", 3.0)):
            ax.vlines(steps[rows], 0, numbers[rows], COLOURS[meaning], lw=width)
            ax.plot(steps[rows], numbers[rows], "o", color=COLOURS[meaning])
        for step in steps[marked]:
            _say(ax, (step, 1.42), "mark", "i")
        for row, sign in wanted.items():
            ax.axvline(row + 1, color=COLOURS["o"], ls="--", lw=1.6)
            _say(ax, (row + 1, 1.72), f"question: {'+' if sign > 0 else '−'}", "o")
        ax.set(xlim=(0, len(x) + 1), ylim=(-1.5, 1.9), yticks=(-1, 0, 1))
        ax.set(xlabel="step, $t$", ylabel="number read")
    return ax


def run(
    history: lstm.History, wanted: Mapping[int, int], axes: list[Axes] | None = None
) -> list[Axes]:
    """The gates of one unit, its memory and its output, one row each.

    Args:
        history: a run of a network whose first unit is drawn.
        wanted: the sign to answer, by the row of its question.
        axes: five places to draw; a new picture if None.
    """
    with style():
        if axes is None:
            figure = plt.figure(figsize=(5.8, 4.6))
            axes = list(figure.subplots(len(ROWS), sharex=True))
        for ax, (name, words) in zip(axes, ROWS.items(), strict=True):
            gate = name in "ifo"
            values = getattr(history, name)[:, 0]
            _steps(ax, values, name)
            if gate:
                low = np.zeros(len(values))
                at = np.arange(1, len(values) + 1)
                shade = {"color": COLOURS[name], "alpha": 0.25, "lw": 0}
                ax.fill_between(at, low, values, step="mid", **shade)
            ax.set(ylim=(-0.1, 1.15) if gate else (-1.3, 1.3))
            ax.set_yticks((0, 1) if gate else (-1, 0, 1))
            words_at = {"rotation": 0, "ha": "right", "va": "center", "fontsize": 10.5}
            ax.set_ylabel(words, color=COLOURS[name], **words_at)
        _rings(axes[-1], wanted)
        axes[-1].set(xlabel="step, $t$", xlim=(0, len(history.h) + 1))
    return axes


def knock_outs(
    named: Mapping[str, lstm.History],
    wanted: Mapping[int, int],
    axes: list[Axes] | None = None,
) -> list[Axes]:
    """The memory and the output of several runs of one unit, one row per run.

    Args:
        named: the runs, by what was done to the unit.
        wanted: the sign to answer, by the row of its question.
        axes: where to draw, one for each run; a new picture if None.
    """
    with style():
        if axes is None:
            figure = plt.figure(figsize=(5.8, 0.5 + 1.45 * len(named)))
            axes = list(figure.subplots(len(named), sharex=True, squeeze=False)[:, 0])
        for ax, (name, history) in zip(axes, named.items(), strict=True):
            ax.axhline(0, color=COLOURS["line"], lw=1.2)
            for state in "ch":
                _steps(ax, getattr(history, state)[:, 0], state)
            _rings(ax, wanted)
            most = max(1.4, 1.15 * float(np.abs(history.c[:, 0]).max()))
            ax.set(ylim=(-most, most))
            ax.set_title(name, fontsize=11)
        axes[0].figure.supylabel("$c_t$ and $h_t$", fontsize=11)
        axes[-1].set(xlabel="step, $t$", xlim=(0, len(history.h) + 1))
    return axes


def terms(
    named: Mapping[str, ArrayLike], *, marked: int, axes: list[Axes] | None = None
) -> list[Axes]:
    """How much each step holds of a weight's gradient, one panel per network.

    Args:
        named: shares, a number per step, by the network they belong to.
        marked: the row of the step that stands out.
        axes: where to draw, one for each; a new picture if None.
    """
    with style():
        if axes is None:
            figure = plt.figure(figsize=(5.8, 0.5 + 1.6 * len(named)))
            axes = list(figure.subplots(len(named), sharex=True, squeeze=False)[:, 0])
        for ax, (name, shares) in zip(axes, named.items(), strict=True):
            steps = np.arange(1, len(np.asarray(shares)) + 1)
            colours = [COLOURS["i" if t == marked + 1 else "rnn"] for t in steps]
            ax.bar(steps, shares, color=colours)
            ax.plot(marked + 1, 0, "^", color=COLOURS["i"], ms=9, clip_on=False)
            ax.set_title(name, fontsize=11)
            ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        axes[0].figure.supylabel("share of all terms", fontsize=11)
        axes[-1].set_xlabel("step, $t$; the loss reads the last output")
    return axes


def by_unit(
    named: Mapping[str, tuple[np.ndarray, str]],
    *,
    ylabel: str,
    ax: Axes | None = None,
) -> Axes:
    """Bars side by side: one number per unit, for each of several vectors.

    Args:
        named: by name, a vector and the colour's meaning.
        ylabel: what the numbers are.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 2.6)).subplots()
        width = 0.8 / len(named)
        for place, (name, (values, meaning)) in enumerate(named.items()):
            units = np.arange(1, len(values) + 1) + (place + 0.5) * width - 0.4
            ax.bar(units, values, width, color=COLOURS[meaning], label=name)
        ax.axhline(0, color=COLOURS["quiet"], lw=1)
        ax.set(xlabel="unit", ylabel=ylabel, xticks=range(1, len(values) + 1))
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, 1.2), ncols=len(named))
    return ax


def _steps(ax: Axes, values: np.ndarray, meaning: str) -> None:
    at = np.arange(1, len(values) + 1)
    ax.step(at, values, where="mid", color=COLOURS[meaning])


def _rings(ax: Axes, wanted: Mapping[int, int]) -> None:
    """Rings where the answers should be: near the tanh of a state of 1."""
    for row, sign in wanted.items():
        ring = {"ms": 11, "mfc": "none", "mec": COLOURS["ink"], "mew": 1.6}
        ax.plot(row + 1, sign * np.tanh(1), "o", **ring)


def _say(ax: Axes, at: tuple[float, float], text: str, meaning: str) -> None:
    words = {"ha": "center", "va": "center", "fontsize": 10.5, "weight": "bold"}
    box = {"boxstyle": "round,pad=0.15", "fc": COLOURS["paper"], "ec": "none"}
    ax.text(*at, text, color=COLOURS[meaning], bbox=box, **words)
