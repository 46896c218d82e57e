"""The graph of a short run with every number on it, forward and backward."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import HiddenHistory, Real

States = Float[np.ndarray, "states hidden"]  # one row more than there are steps
SIZE = (7.2, 5.4)  # the graph's own, in inches and in its coordinates
_APART, _FIRST = 1.9, 0.72
_Y = {"f": 5.0, "c": 4.32, "gates": 3.58, "h": 2.84, "gradients": (1.98, 1.14, 0.3)}
_SIGNS = {"f": "f", "i": "i", "c_tilde": r"\tilde c", "o": "o"}


def unrolled(
    gates: Mapping[str, HiddenHistory],
    states: Mapping[str, States],
    gradients: Mapping[tuple[str, str], States],
    *,
    ax: Axes | None = None,
) -> Axes:
    """Every gate and state of a run as a column of numbers, one line per unit.

    The picture is as high as its rows of gradients ask for; NaN is a question mark.

    Args:
        gates: f, i, o and c_tilde, one row a step.
        states: c and h, one row a state: the first row is before the first step.
        gradients: up to three, rows as the states; named by title and colour's meaning.
        ax: where to draw; a new picture if None.
    """
    with style():
        low = min([y - 0.3 for y in _Y["gradients"][: len(gradients)]], default=2.45)
        size = (SIZE[0], SIZE[1] - low)
        ax = ax or plt.figure(figsize=size).subplots()
        ax.set(xlim=(0, SIZE[0]), ylim=(low, SIZE[1]))
        ax.set_axis_off()
        _forward(ax, states)
        for t in range(len(gates["f"])):
            _gates(ax, t + 1, {name: rows[t] for name, rows in gates.items()})
        for y, ((title, meaning), rows) in zip(
            _Y["gradients"], gradients.items(), strict=False
        ):
            _arrow(ax, (_column(len(rows) - 1), y), (_column(0) + 0.4, y), meaning)
            ax.text(0.08, y + 0.36, title, color=COLOURS[meaning], weight="bold")
            for t, values in enumerate(rows):
                _box(ax, _column(t), y, values, meaning)
    return ax


def _column(t: Real) -> float:
    return _FIRST + _APART * t


def _forward(ax: Axes, states: Mapping[str, States]) -> None:
    last = len(states["c"]) - 1
    ax.plot([_column(0), _column(last)], [_Y["c"]] * 2, color=COLOURS["c"], lw=5)
    for t in range(last + 1):
        x = _column(t)
        if t:
            _arrow(ax, (x, _Y["c"]), (x, _Y["h"] + 0.24), "h")
            start = (_column(t - 1) + 0.36, _Y["h"] + 0.16)
            _arrow(ax, start, (x - 1.25, _Y["gates"] - 0.3), "h", dashed=True)
        _box(ax, x, _Y["c"], states["c"][t], "c")
        _box(ax, x, _Y["h"], states["h"][t], "h")
        ax.text(x, _Y["c"] + 0.28, f"$c_{t}$", color=COLOURS["c"], ha="center")
        ax.text(
            x - 0.5, _Y["h"], f"$h_{t}$", color=COLOURS["h"], ha="center", va="center"
        )


def _gates(ax: Axes, t: int, values: Mapping[str, np.ndarray]) -> None:
    middle = _column(t - 0.5)
    places = {
        "f": (middle, _Y["f"]),
        "i": (middle - 0.3, _Y["gates"]),
        "c_tilde": (middle + 0.3, _Y["gates"]),
        "o": (_column(t), _Y["gates"]),
    }
    _arrow(ax, (middle, _Y["f"] - 0.25), (middle, _Y["c"] + 0.06), "f")
    _arrow(ax, (middle, _Y["gates"] + 0.38), (middle, _Y["c"] - 0.06), "c_tilde")
    for name, (x, y) in places.items():
        numbers = "\n".join(f"{value:.2f}".replace("-", "−") for value in values[name])
        ground = {"pad": 1, "fc": COLOURS["paper"], "ec": "none"}
        text = {"ha": "center", "bbox": ground}
        ax.text(x, y + 0.2, f"${_SIGNS[name]}_{t}$", color=COLOURS[name], **text)
        ax.text(x, y + 0.15, numbers, va="top", fontsize=9.5, ma="right", **text)


def _box(ax: Axes, x: float, y: float, values: np.ndarray, meaning: str) -> None:
    ax.text(
        x,
        y,
        "\n".join(map(_told, values)),
        ha="center",
        va="center",
        ma="right",
        fontsize=9.5,
        bbox={"boxstyle": "round", "fc": COLOURS["paper"], "ec": COLOURS[meaning]},
    )


def _told(value: Real) -> str:
    return "?" if np.isnan(value) else f"{value:.4f}".replace("-", "−")


def _arrow(
    ax: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    meaning: str,
    *,
    dashed: bool = False,
) -> None:
    props = {"arrowstyle": "-|>", "color": COLOURS[meaning], "shrinkA": 0, "shrinkB": 0}
    ax.annotate(
        "", end, start, arrowprops={**props, "linestyle": "--" if dashed else "-"}
    )
