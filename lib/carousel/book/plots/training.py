"""Pictures of a network in training."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from carousel.book.plots._style import COLOURS, side_by_side, style

FLOOR, TOP = 1e-12, 1e3  # what the logarithmic axis shows


def profile_and_gates(
    shares: Mapping[str, np.ndarray],
    forget: np.ndarray,
    *,
    before: np.ndarray | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The gradient at every step, and beside it every unit's forget gate.

    Args:
        shares: of "total" and "direct", the norm at each step, the last total as 1.
        forget: (time, hidden), each from 0 to 1.
        before: the total before training, drawn in grey.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        beside, gates = side_by_side(ax, (1.5, 1))
        steps = np.arange(1, len(forget) + 1)
        looks = {"direct": ("direct path", "c"), "total": ("true gradient", "ink")}
        if before is not None:
            grey = {"color": COLOURS["quiet"], "alpha": 0.5, "lw": 2}
            beside.plot(steps, _seen(before), label="before training", **grey)
        for name, (label, meaning) in looks.items():
            beside.plot(steps, _seen(shares[name]), color=COLOURS[meaning], label=label)
        beside.set(yscale="log", ylim=(FLOOR, TOP), xlim=(1, len(steps)))
        beside.set(xlabel="step $t$", ylabel="gradient norm, last step = 1")
        beside.legend(loc="lower right", frameon=False, fontsize=10.5)
        shade = [COLOURS["paper"], COLOURS["f"]]
        gates.imshow(
            forget.T,
            cmap=LinearSegmentedColormap.from_list("forget gate", shade),
            vmin=0,
            vmax=1,
            aspect="auto",
            interpolation="nearest",
            extent=(0.5, len(steps) + 0.5, forget.shape[1] + 0.5, 0.5),
        )
        gates.set(xlabel="step $t$", ylabel="unit")
        gates.grid(visible=False)
    return ax


def _seen(norms: np.ndarray) -> np.ndarray:
    """NaN, which is not drawn, where a norm is 0."""
    return np.where(norms > 0, norms, np.nan)


def before(shares: Mapping[str, np.ndarray], *, ax: Axes | None = None) -> Axes:
    """The gradient at every step of two networks, side by side.

    Args:
        shares: by name, the norm at each step, the last one as 1.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for (name, share), panel in zip(
            shares.items(), side_by_side(ax, (1, 1)), strict=True
        ):
            panel.plot(np.arange(1, len(share) + 1), _seen(share), COLOURS["ink"])
            panel.set(yscale="log", ylim=(FLOOR, TOP), xlim=(1, len(share)))
            panel.set(title=name, xlabel="step $t$", ylabel="norm, last = 1")
    return ax
