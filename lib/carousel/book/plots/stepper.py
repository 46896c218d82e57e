"""A gradient on its way back over the graph of a short run, a picture an edge."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
from jaxtyping import Float
from matplotlib.axes import Axes
from numpy import ndarray

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import Real

EdgeNumbers = Float[ndarray, " edges"]
SIZE = (7.2, 7.4)  # inches
_ACROSS, _WIDE, _TALL = 4, 4.6, 2.5  # pictures in a row, and the size of each
_STATES = {"c": 1.35, "h": 0.3}  # how high they stand
_GATES = {"f": (0.46, 1.06), "i": (0.5, 0.82), "c_tilde": (0.54, 0.58), "o": (0.5, 0.3)}
_SIGNS = {"c_tilde": r"\tilde c"}


def stages(
    edges: Sequence[tuple[str, str, str]],
    brought: EdgeNumbers,
    so_far: EdgeNumbers,
    *,
    ax: Axes | None = None,
) -> Axes:
    """The graph once for each edge, with those that the gradient has gone by then.

    Args:
        edges: of each its ends and its gate, such as ("c_3", "c_2", "f_3").
        brought: what every edge brings.
        so_far: what has come to its end by then.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=SIZE).subplots()
        rows = -(-len(edges) // _ACROSS)
        ax.set(xlim=(-0.5, _ACROSS * _WIDE - 0.7), ylim=(-rows * _TALL + 0.35, 0))
        ax.set_axis_off()
        largest = max(1.0, *map(abs, so_far))
        for place, (_, target, by) in enumerate(edges):
            at = (place % _ACROSS) * _WIDE, -(place // _ACROSS + 1) * _TALL + 0.35
            for n, edge in enumerate(edges):
                width = 0.8 + 3 * abs(brought[n]) / largest
                gone = 0 if n > place else 2 if n == place else 1
                _edge(ax, at, edge, gone, width)
            times = f", {_sign(by)}" if by else ""
            value = f"{so_far[place]:.4f}".replace("-", "−")
            words = f"{place + 1}. $\\partial L/\\partial {target}${times}: {value}"
            ax.text(at[0] - 0.4, at[1] + 1.85, words, fontsize=8.5)
            for name in sorted({end for edge in edges for end in edge[:2]}):
                come = [n for n, edge in enumerate(edges) if edge[1] == name]
                _node(ax, at, name, name == target, bool(come) and come[0] <= place)
    return ax


def _place(name: str) -> tuple[Real, Real]:
    """Where a number stands in its picture; L stands right of the last output."""
    if name == "L":
        return 3.75, _STATES["h"]
    return 1.05 * int(name[-1]), _STATES[name[0]]


def _edge(
    ax: Axes, at: tuple[Real, Real], edge: tuple[str, str, str], gone: int, width: Real
) -> None:
    """An edge that is ahead (0), gone (1), or the last that was gone (2)."""
    source, target, by = edge
    points = [_place(source), _place(target)]
    meaning = "ink"
    if by:
        meaning = by.rpartition("_")[0]
        if target[0] == "h":
            x, y = _GATES[meaning]
            points.insert(1, (points[1][0] + 1.05 * x, y))
        elif source[0] == "h":
            meaning = "h"
        else:
            meaning = "c"
    hue = COLOURS[meaning if gone else "line"]
    xs, ys = ([p[k] + at[k] for p in points] for k in (0, 1))
    if gone == 2:
        ax.plot(xs, ys, color=hue, lw=width + 4, alpha=0.3, solid_capstyle="round")
    ax.plot(xs, ys, color=hue, lw=width if gone else 0.8, zorder=2)
    if gone == 2 and by and target[0] == "h":
        ax.plot(xs[1], ys[1], "o", color=hue, ms=4.5, zorder=3)


def _node(
    ax: Axes, at: tuple[Real, Real], name: str, reached: bool, come: bool
) -> None:
    x, y = _place(name)
    edge = COLOURS["ink" if reached else "quiet" if come or name == "L" else "line"]
    box = {"boxstyle": "round,pad=0.25", "fc": COLOURS["paper"], "ec": edge}
    box["lw"] = 1.8 if reached else 0.8
    ax.text(
        x + at[0],
        y + at[1],
        f"${name}$",
        fontsize=7,
        ha="center",
        va="center",
        color=COLOURS["ink" if come or name == "L" else "quiet"],
        bbox=box,
        zorder=4,
    )


def _sign(by: str) -> str:
    letter, _, step = by.rpartition("_")
    return f"${_SIGNS.get(letter, letter)}_{step}$"
