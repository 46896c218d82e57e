"""Pictures of what is left of a gradient on its way back."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.plots._look import COLOURS, style

FLOOR = 1e-12  # what a logarithmic axis shows at the least


def decay(
    curves: Mapping[str, tuple[np.ndarray, str]],
    *,
    log_scale: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """One line a curve, named where it ends: the share left after k steps back.

    Args:
        curves: by name, the share after 0, 1, 2, … steps, and the colour's meaning.
        log_scale: whether the share is drawn on a logarithmic axis.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure().subplots()
        for name, (share, meaning) in curves.items():
            ax.plot(share, color=COLOURS[meaning], label=name)
        ax.set_xlabel("steps back, $k$")
        ax.set_ylabel("share of the gradient left")
        ax.set_xlim(0, max(len(share) for share, _ in curves.values()) - 1)
        if log_scale:
            ax.set_yscale("log")
            ax.set_ylim(FLOOR, max(3.0, *(share.max() for share, _ in curves.values())))
        else:
            ax.set_ylim(0, 1.05)
        ax.legend(loc="lower left")
    return ax
