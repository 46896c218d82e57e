"""Pictures of trained networks in use: what keeps a gradient in them, and what not."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._style import COLOURS, side_by_side, style
from carousel.shapes import ArrayLike

LEAST = -0.6  # exponents below are drawn at the edge
FEW = 2  # lines whose names find a place among them
EARLY = 60  # steps in which a unit that counts falls silent


def exponents(
    rows: Mapping[str, tuple[ArrayLike, ArrayLike]], *, ax: Axes | None = None
) -> Axes:
    """A row a network: leading exponents of its layers, trained and untrained.

    Above, the same as what is left of a gradient after 100 steps at that rate.

    Args:
        rows: by name, the exponents of the trained layers and of untrained ones.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 1.4 + 0.4 * len(rows))).subplots()
        looks = (("trained", "lstm", "o", 42), ("untrained", "quiet", "|", 110))
        for place, (label, meaning, marker, size) in enumerate(looks):
            values = [np.maximum(row[place], LEAST) for row in rows.values()]
            spread = [0.18 * (1 if place else -1)] * len(rows)
            at = np.concatenate([np.full(len(v), k) for k, v in enumerate(values)])
            at = at + np.repeat(spread, [len(v) for v in values])
            ax.scatter(
                np.concatenate(values),
                at,
                s=size,
                marker=marker,
                color=COLOURS[meaning],
                label=label,
                alpha=0.75,
            )
        ax.axvline(0, color=COLOURS["ink"], lw=1.2)
        ax.set_yticks(range(len(rows)), list(rows))
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.set_xlim(LEAST - 0.02, 0.22)
        ax.grid(visible=False, axis="y")
        ax.set_xlabel("leading exponent: natural log of growth per step")
        above = ax.secondary_xaxis("top")
        powers = np.array([-20, -10, -5, 0, 10])
        names = [f"$10^{{{p}}}$" if p else "all" for p in powers]
        above.set_xticks(powers * np.log(10) / 100, names)
        above.set_xlabel("left of a gradient after 100 steps at that rate")
        close = {"handlelength": 0.8, "handletextpad": 0.3, "borderaxespad": 0.1}
        ax.legend(loc="lower right", frameon=False, **close)  # beside the line at 0
    return ax


def by_lag(
    families: Mapping[str, tuple[Sequence[tuple[ArrayLike, ArrayLike]], str]],
    *,
    ylabel: str,
    log_scale: bool = False,
    mark: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """One thin line a layer over the lag, and the median of each family in bold.

    Args:
        families: by name, the lags and values of every layer, and the colour's meaning.
        ylabel: what the values are.
        log_scale: whether they are drawn on a logarithmic axis.
        mark: a value that a horizontal line marks, if any.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.8)).subplots()
        for name, (lines, meaning) in families.items():
            found: dict[float, list[float]] = {}
            for lag, values in lines:
                ax.plot(lag, values, color=COLOURS[meaning], lw=0.8, alpha=0.35)
                for k, value in zip(lag, values, strict=True):
                    found.setdefault(k, []).append(value)
            most = [k for k in sorted(found) if len(found[k]) > len(lines) / 2]
            medians = [np.nanmedian(found[k]) for k in most]
            ax.plot(most, medians, color=COLOURS[meaning], lw=3, label=name)
        if mark is not None:
            ax.axhline(mark, color=COLOURS["ink"], ls="--", lw=1.2)
        ax.set_xscale("symlog", linthresh=2)
        ax.set_xlim(0, 220)
        ticks = [0, 1, 2, 5, 10, 20, 50, 100, 200]
        ax.set_xticks(ticks, [str(k) for k in ticks])
        ax.set_xticks([], minor=True)
        if log_scale:
            ax.set_yscale("log")
        ax.set_xlabel("lag: steps before the one that the loss reads")
        ax.set_ylabel(ylabel)
        beside = {"loc": "center left", "bbox_to_anchor": (1.01, 0.5)}
        where = {"loc": "best"} if len(families) <= FEW else beside
        ax.legend(frameon=False, **where)
    return ax


def half_lives(
    of_bias: ArrayLike,
    of_slowest: ArrayLike,
    long: Sequence[bool],
    named: Mapping[str, tuple[float, float]],
    *,
    ax: Axes | None = None,
) -> Axes:
    """What a layer's largest bias promises, and what its slowest unit keeps.

    Args:
        of_bias: half-lives by the largest bias, one per layer.
        of_slowest: those of the layers' slowest units.
        long: which layers have a long task; the others are drawn as rings.
        named: layers that are named in the picture, by name.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 4.2)).subplots()
        ends = [0.4, 5000]
        ax.plot(ends, ends, color=COLOURS["quiet"], ls="--", lw=1.2)
        ax.text(260, 120, "as the bias says", color=COLOURS["quiet"])
        at, look = np.array([of_bias, of_slowest]), {"color": COLOURS["f"], "ls": ""}
        for kind, label, face in ((True, "long task", None), (False, "short", "none")):
            shown = at[:, np.array(long) == kind]
            ax.plot(*shown, marker="o", mfc=face, label=label, **look)
        ax.legend(loc="lower right", frameon=False)
        for name, (bias, slowest) in named.items():
            ax.annotate(
                name, (bias, slowest), xytext=(8, 4), textcoords="offset points"
            )
        ax.set(xscale="log", yscale="log", ylim=ends, xlim=ends)
        ax.set_xlabel("half-life by the largest forget bias, in steps")
        ax.set_ylabel("half-life of the slowest unit, in steps")
    return ax


def counting(
    step: ArrayLike, c: ArrayLike, without: ArrayLike, lets_out: ArrayLike
) -> list[Axes]:
    r"""A unit whose cell state runs away, the same without peepholes, and its outlet.

    Args:
        step: where the three were taken.
        c: its cell state.
        without: the cell state with the peepholes at 0.
        lets_out: $o (1 - \tanh^2 c)$, the slope between c and h.
    """
    with style():
        left, right = side_by_side(widths=(1.2, 1))
        left.plot(step, c, color=COLOURS["c"])
        left.plot(step, without, color=COLOURS["h"], ls="--")
        left.set(xlabel="step $t$", ylabel="$c_t$ of one unit")
        end, look = step[-1], {"textcoords": "offset points", "ha": "right"}
        look |= {"va": "center"}
        for text, y, off, meaning in (
            ("as it is", c[-1], (-18, 0), "c"),
            ("without peepholes", without[-1], (0, 10), "h"),
        ):
            left.annotate(text, (end, y), off, color=COLOURS[meaning], **look)
        right.plot(step, np.maximum(lets_out, 1e-18), color=COLOURS["o"])
        right.set_yscale("log")
        right.set_xlim(0, EARLY)
        right.set_xlabel("step $t$")
        right.set_ylabel(r"what it lets out: $o_t (1 - \tanh^2 c_t)$")
        right.yaxis.set_label_position("right")
        right.yaxis.tick_right()
    return [left, right]
