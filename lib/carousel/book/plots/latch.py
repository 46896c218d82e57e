"""Pictures of the latch: which steps a gradient is made of, and who holds the bit."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._style import COLOURS, style
from carousel.shapes import ArrayLike


def terms(
    inputs: np.ndarray, sizes: Mapping[str, np.ndarray], *, marked: int
) -> list[Axes]:
    """A sequence, and below it the size of each step's term in a sum.

    Args:
        inputs: one number per step.
        sizes: by name, one number per step, drawn on a logarithmic axis.
        marked: how many of the first steps carry what is to be learned.
    """
    steps = np.arange(1, len(inputs) + 1)
    with style():
        axes = plt.figure(figsize=(5.8, 4.2)).subplots(
            2, 1, sharex=True, height_ratios=(1, 2.4)
        )
        above, below = axes
        colours = [COLOURS["ink"]] * marked + [COLOURS["line"]] * len(steps)
        above.bar(steps, inputs, color=colours[: len(steps)])
        above.set_ylabel("input $x_t$")
        for (name, values), colour in zip(sizes.items(), ("quiet", "f"), strict=False):
            look = {"color": COLOURS[colour], "label": name, "ms": 4}
            below.semilogy(steps, values, "o", **look)
        for ax in axes:
            ax.axvspan(0, marked + 0.5, color=COLOURS["line"], alpha=0.45, lw=0)
        below.set(
            xlabel="step $t$; the loss is at the last one",
            ylabel="size of the term",
            xlim=(0, len(steps) + 1),
        )
        below.legend(loc="lower right", markerscale=2)
    return list(axes)


def scatter(
    ratios: ArrayLike,
    near: ArrayLike,
    far: ArrayLike,
    names: tuple[str, str],
    *,
    ax: Axes | None = None,
) -> Axes:
    """How well each network holds a bit, one row per network.

    Args:
        ratios: first over last, one per network; the smallest is drawn at the top.
        near: the scatter at an early step, drawn hollow, one per network.
        far: the scatter at a late one, drawn full.
        names: of the two steps.
        ax: where to draw; a new picture if None.
    """
    order, colour = np.argsort(ratios), COLOURS["rnn"]
    ratios, near, far = (np.asarray(v)[order] for v in (ratios, near, far))
    rows = np.arange(len(order))
    with style():
        ax = ax or plt.figure(figsize=(5.8, 1.0 + 0.3 * len(order))).subplots()
        ax.hlines(rows, near, far, color=colour, lw=1.6)
        ring = {"mfc": COLOURS["paper"], "mec": colour, "ms": 7, "mew": 1.6}
        ax.plot(near, rows, "o", label=names[0], **ring)
        ax.plot(far, rows, "o", color=colour, ms=7, label=names[1])
        ax.set_yticks(rows, [_told(ratio) for ratio in ratios])
        ax.set(ylim=(len(rows) - 0.5, -0.5), ylabel="first over last")
        ax.set(xlim=(0, None), xlabel="scatter of $h_t$")
        ax.legend(loc="lower left", ncols=2, bbox_to_anchor=(0, 1))
    return ax


def _told(ratio: float) -> str:
    power = round(np.log10(ratio))
    return f"$10^{{{power}}}$" if power < -1 else f"{ratio:.1f}"
