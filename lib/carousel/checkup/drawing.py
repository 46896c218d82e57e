"""The pictures of a report: the gradient by lag, the gates, the half-lives."""

import io
import re
from collections.abc import Callable, Sequence
from html import escape

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullFormatter

from carousel.checkup import words
from carousel.checkup.gates import BINS
from carousel.checkup.measure import Measures

# By meaning, light and dark: those of the course's palette that are needed here.
COLOURS = {
    "ink": ("#22262b", "#e8e6e1"),
    "quiet": ("#5d6470", "#a9afb8"),
    "line": ("#d9d6ce", "#44494f"),
    "paper": ("#fbfaf7", "#1b1d20"),
    "c": ("#b84d12", "#f29a60"),
    "f": ("#8a3a86", "#dc98d6"),
    "i": ("#1a7552", "#5fca9f"),
    "o": ("#7d6200", "#dbbb4a"),
    "h": ("#2b5c8a", "#86b7ea"),
    "gru": ("#7b4b2a", "#d6a98a"),
    "right": ("#3a7a12", "#93cf63"),
    "plus": ("#b3202a", "#ff8f87"),
    "accent": ("#1f5fbf", "#82b1ff"),
}
LIGHT = {name: light for name, (light, _) in COLOURS.items()}
GATES = {"f": LIGHT["f"], "i": LIGHT["i"], "o": LIGHT["o"]}
GATES |= {"z": LIGHT["h"], "r": LIGHT["gru"]}  # of a GRU: z keeps h
STYLE = {
    "axes.edgecolor": LIGHT["quiet"],
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.labelcolor": LIGHT["ink"],
    "axes.labelsize": 10.5,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11.5,
    "figure.constrained_layout.use": True,
    "figure.facecolor": LIGHT["paper"],
    "font.size": 10.5,
    "grid.color": LIGHT["line"],
    "legend.frameon": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "carousel",
    "text.color": LIGHT["ink"],
    "xtick.color": LIGHT["quiet"],
    "ytick.color": LIGHT["quiet"],
}
FLOOR = -300 * np.log(10)  # a double knows no smaller number


def by_lag(ax: Axes, m: Measures) -> Axes:
    """What is left of the gradient by lag: whole, with its spread, and direct."""
    lag = np.arange(m.reach + 1)
    low, median, high = np.exp(np.clip(m.left, FLOOR, -FLOOR))
    ax.fill_between(lag, low, high, color=LIGHT["ink"], alpha=0.15, linewidth=0)
    ax.plot(lag, median, color=LIGHT["ink"], linewidth=2, label="all routes")
    if m.left_direct is not None:
        direct = np.exp(np.clip(m.left_direct[1], FLOOR, -FLOOR))
        how = {"color": LIGHT["c"], "linewidth": 2, "linestyle": (0, (5, 2))}
        ax.plot(lag, direct, label="direct path alone", **how)
    _mark(ax, 0.01, "1 %")
    _by_powers(ax)
    floor = max(1e-12, float(np.nanmin(median[median > 0], initial=1.0)) / 3)
    ax.set_ylim(min(floor, 3e-3), max(3.0, float(np.nanmax(high)) * 2))
    ax.set_xlabel("lag: steps before the loss reads")
    ax.set_ylabel("gradient left")
    ax.set_title("What is left of the gradient")
    ax.legend(loc="best", handlelength=2.4)
    return ax


def gates(ax: Axes, m: Measures) -> Axes:
    """How the values of every gate lie between 0 and 1."""
    middle = (BINS[1:] + BINS[:-1]) / 2
    for letter, gate in m.by_gate.items():
        ax.step(
            middle,
            100 * gate.counts,
            where="mid",
            color=GATES[letter],
            linewidth=2,
            label=f"{letter}, mean {gate.mean:.2f}",
        )
    if m.by_gate:
        ax.set_ylim(0, 1.45 * ax.dataLim.y1)  # room for the names above the steps
        ax.legend(loc="upper left", handlelength=1.2)
    else:
        ax.text(0.5, 0.5, "this cell has no gates", ha="center", transform=ax.transAxes)
    ax.set_xlim(0, 1)
    ax.set_xlabel("value of the gate")
    ax.set_ylabel("% of all values")
    ax.set_title("How open the gates are")
    return ax


def half_lives(ax: Axes, m: Measures) -> Axes:
    """Half-lives of the units in order, and that of each one's bias alone."""
    if m.memory is None:
        ax.text(0.5, 0.5, "no gate keeps", ha="center", transform=ax.transAxes)
        ax.set_axis_off()
        return ax
    order, top = np.argsort(-m.memory.half_life), 1e6
    unit, letter = np.arange(1, m.hidden + 1), "z" if m.cell.startswith("gru") else "f"
    how = {"s": 14, "linewidths": 1.2}
    bias = np.minimum(m.memory.of_bias[order], top)
    gate = np.minimum(m.memory.half_life[order], top)
    ax.scatter(unit, gate, color=GATES[letter], label=f"by its gate {letter}", **how)
    ax.scatter(
        unit,
        bias,
        facecolors="none",
        edgecolors=LIGHT["quiet"],
        label="by the gate's bias alone",
        **how,
    )
    _mark(ax, m.longest, "your longest sequence")
    _by_powers(ax)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("unit, the slowest first")
    ax.set_ylabel("half-life, steps")
    ax.set_title("How long the units keep")
    ax.legend(loc="best", handletextpad=0.2)
    return ax


def _by_powers(ax: Axes) -> None:
    """A logarithmic height, its numbers in plain letters that any font sets well."""
    ax.set_yscale("log")
    ax.yaxis.set_major_formatter(lambda value, place: words.decade(value))
    ax.yaxis.set_minor_formatter(NullFormatter())


def _mark(ax: Axes, height: float, name: str) -> None:
    """A level, and its name at the right end."""
    ax.axhline(height, color=LIGHT["quiet"], linewidth=1, linestyle=":")
    how = {"ha": "right", "va": "bottom", "color": LIGHT["quiet"], "fontsize": 9.5}
    ax.text(0.99, height, name, transform=ax.get_yaxis_transform(), **how)


PANELS: tuple[Callable[[Axes, Measures], Axes], ...] = (by_lag, gates, half_lives)


def figure(layers: Sequence[Measures]) -> Figure:
    """All pictures of all layers, one row per layer."""
    rows = max(1, len(layers))
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(12.6, 3.4 * rows))
        axes = fig.subplots(rows, len(PANELS), squeeze=False)
        for row, m in zip(axes, layers, strict=False):
            for ax, draw in zip(row, PANELS, strict=True):
                draw(ax, m)
            row[0].set_title(f"{m.name}: what is left of the gradient")
    return fig


def svg(draw: Callable[[Axes, Measures], Axes], m: Measures, key: str, alt: str) -> str:
    """One picture as an SVG whose colours are the page's variables.

    Args:
        draw: one of `PANELS`.
        m: the measures of a layer.
        key: begins the names inside the SVG, so that they are its own on the page.
        alt: what the picture shows, for those who do not see it.
    """
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(4.3, 3.2))
        fig.patch.set_visible(False)
        draw(fig.subplots(), m)
        out = io.StringIO()
        fig.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = re.sub(r"\s+", " ", out.getvalue()[out.getvalue().index("<svg") :])
    text = re.sub(r"<metadata>.*?</metadata>|<style\b.*?</style>", "", text)
    text = re.sub(r'<g id="[^"]*"', "<g", text).replace("xlink:href", "href")
    for name, light in LIGHT.items():
        text = text.replace(light, f"var(--{name})")
    text = re.sub(r"""(?<=\bid=["'])|(?<=href=["']#)|(?<=url\(#)""", key, text)
    text = re.sub(r"font-family: [^;\"]*;? ?", "", text)
    text = re.sub(r"font: ([\d.]+px)[^;\"]*", r"font-size: \1", text)
    body = text[text.index(">") + 1 :]
    view = re.search(r'viewBox="[^"]*"', text)[0]
    return f'<svg role="img" aria-label="{escape(alt)}" {view}>{body}'
