"""Pictures of the worked example: one step back with its numbers, and a growing s."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from carousel.book.plots._diagram import arrow, factor
from carousel.book.plots._style import COLOURS, style
from carousel.book.plots.heat import diverging
from carousel.shapes import ArrayLike, Real

_LEFT, _MIDDLE, _RIGHT = 0.95, 4.15, 8.05
_NETS = {"f": 4.0, "i": 2.75, "c": 1.5, "o": 0.0}  # how high each stands
_SLOPES = {  # what stands on the way into each
    "f": r"$\times\, c_{p}\, f_{t}(1 - f_{t})$",
    "i": r"$\times\, \tilde c_{t}\, i_{t}(1 - i_{t})$",
    "c": r"$\times\, i_{t}(1 - \tilde c_{t}^2)$",
    "o": r"$\times\, \tanh c_{t}\, o_{t}(1 - o_{t})$",
}
_TOP, _BELOW = 5.45, 0.0


def one_step(
    values: Mapping[str, ArrayLike], t: int, *, ax: Axes | None = None
) -> Axes:
    """Every route of the gradient from step t to the step before, with its numbers.

    Args:
        values: dL/d of `c`, `h` (of step t), `a_i`, `a_f`, `a_c`, `a_o`, `h_prev` and
            `c_prev`: two numbers each. NaN is a question mark, left to the reader.
        t: the step, for the letters.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.8)).subplots()
        ax.set(xlim=(-0.1, 9.1), ylim=(-0.75, 6.3))
        ax.set_axis_off()
        _edges(ax, t)
        for name, place, letters, colour in (
            ("c", (_RIGHT, _TOP), f"c_{t}", "c"),
            ("h", (_RIGHT, _BELOW), f"h_{t}", "h"),
            ("c_prev", (_LEFT, _TOP), f"c_{t - 1}", "c"),
            ("h_prev", (_LEFT, _BELOW), f"h_{t - 1}", "h"),
        ):
            _box(ax, place, rf"$\partial L/\partial {letters}$", values[name], colour)
        for k, y in _NETS.items():
            letters = rf"$\partial L/\partial a^{k}_{t}$"
            colour = "c_tilde" if k == "c" else k
            _box(ax, (_MIDDLE, y), letters, values[f"a_{k}"], colour)
    return ax


def recurrent_weights(named: Mapping[str, np.ndarray]) -> list[Axes]:
    """Small matrices side by side with their numbers: rows new units, columns old.

    Args:
        named: the matrices, by the letter of their gate.
    """
    with style():
        axes = plt.figure(figsize=(5.8, 2.1)).subplots(1, len(named), sharey=True)
        for ax, (k, U) in zip(axes, named.items(), strict=True):
            ax.imshow(U, cmap=diverging(), vmin=-2, vmax=2)
            for (row, column), value in np.ndenumerate(U):
                told = f"{value:.4f}".replace("-", "−")
                ax.text(column, row, told, ha="center", va="center", fontsize=10.5)
            colour = COLOURS["c_tilde" if k == "c" else k]
            ax.set_title(f"$U_{k}$", loc="center", color=colour)
            units = range(len(U))
            ax.set_xticks(units, [f"{u + 1}" for u in units], fontsize=10.5)
            ax.set_yticks(units, [f"{u + 1}" for u in units], fontsize=10.5)
            ax.set_xlabel("unit of $h_{t-1}$", fontsize=10.5)
            ax.tick_params(length=0)
            ax.grid(visible=False)
        axes[0].set_ylabel("unit of the gate", fontsize=10.5)
    return list(axes)


def gradient_by_scale(
    scales: ArrayLike,
    full: ArrayLike,
    direct: ArrayLike,
    measured: Mapping[Real, ArrayLike],
    *,
    ax: Axes | None = None,
) -> Axes:
    """The gradient of each unit's first cell state against the scale of the weights.

    Args:
        scales: s, along the axis.
        full: the true gradient, a row a scale, a column a unit.
        direct: along the direct path alone, one number per unit.
        measured: by scale, the gradients found by nudging, drawn as circles.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.0)).subplots()
        for unit, level in enumerate(np.asarray(direct)):
            curve = np.asarray(full)[:, unit]
            ax.plot(scales, np.full(len(curve), level), "--", color=COLOURS["c"])
            ax.plot(scales, curve, color=COLOURS["h"])
            end = (scales[-1] * 1.02, curve[-1])
            ax.text(*end, f"unit {unit + 1}", color=COLOURS["h"], va="center")
            for scale, gradients in measured.items():
                ring = {"mfc": COLOURS["paper"], "mec": COLOURS["ink"]}
                ax.plot(scale, gradients[unit], "o", clip_on=False, **ring)
            ax.text(
                scales[-1] * 1.02,
                level,
                "direct path",
                color=COLOURS["c"],
                va="center",
            )
        ax.set_xlim(0, scales[-1])
        ax.set(xlabel="$s$  scale of the recurrent weights")
        ax.set_ylabel(r"$\partial L / \partial c_0$")
    return ax


def _edges(ax: Axes, t: int) -> None:
    side = COLOURS["h"]
    arrow(ax, (_RIGHT - 0.95, _TOP), (_LEFT + 0.98, _TOP), COLOURS["c"], width=4.2)
    factor(ax, (_MIDDLE, _TOP), rf"$\times\, f_{t}$", COLOURS["f"], 1.2)
    arrow(ax, (_RIGHT, _BELOW + 0.62), (_RIGHT, _TOP - 0.62), side)
    arrow(ax, (_LEFT, _BELOW + 0.62), (_LEFT, _TOP - 0.62), side)
    slope = r"$\times\, o_{%d}(1 - \tanh^2 c_{%d})$"
    _label(ax, (_RIGHT, 2.75), slope % (t, t))
    _label(ax, (_LEFT, 3.4), slope % (t - 1, t - 1))
    for k, y in _NETS.items():
        level = k == "o"  # its route runs along the outputs
        start = (_RIGHT - 0.95, y) if level else (_RIGHT - 0.8, _TOP - 0.6)
        into = _MIDDLE + (0.98 if level else 2.5)
        arrow(ax, start, (into, y if level else y + 0.05), side, dashed=True)
        place = (_MIDDLE + (1.95 if level else 1.73), y - (0.3 if level else 0.0))
        _label(ax, place, _SLOPES[k].format(t=t, p=t - 1))
        end = (_LEFT + 0.98, _BELOW) if level else (_LEFT + 0.7, _BELOW + 0.6)
        arrow(ax, (_MIDDLE - 0.98, y), end, side, dashed=True)
        at = (_MIDDLE - 1.45, end[1] + 0.71 * (y - end[1]))
        _label(ax, at, rf"$\times\, U_{k}^\top$")


def _label(ax: Axes, at: tuple[float, float], text: str) -> None:
    ground = {"fc": COLOURS["paper"], "ec": "none", "boxstyle": "round,pad=0.05"}
    letters = {"ha": "center", "va": "center", "fontsize": 10.3, "color": COLOURS["h"]}
    ax.text(*at, text, bbox=ground, zorder=4, **letters)


def _box(
    ax: Axes, at: tuple[float, float], letters: str, values: ArrayLike, meaning: str
) -> None:
    x, y = at
    frame = {"fc": COLOURS["paper"], "ec": COLOURS[meaning], "lw": 2}
    corner = (x - 0.88, y - 0.5)
    ax.add_patch(FancyBboxPatch(corner, 1.76, 1.0, boxstyle="round,pad=0.05", **frame))
    asked = np.isnan(values)
    told = [f"{value:.4f}".replace("-", "−") for value in values]
    numbers = "\n".join(np.where(asked, "?", told))
    ax.text(x, y + 0.26, letters, ha="center", va="center", fontsize=11)
    ax.text(x, y - 0.2, numbers, ha="center", va="center", fontsize=10.3, ma="right")
