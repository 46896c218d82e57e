"""What pictures of gradient norms along a sequence have in common."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._look import COLOURS


def lines(ax: Axes, norms: Mapping[str, tuple[np.ndarray, str]]) -> None:
    """A labelled line a profile, from step 1 on, over a logarithmic axis of norms."""
    for name, (values, meaning) in norms.items():
        steps = range(1, len(values) + 1)
        ax.plot(steps, values, color=COLOURS[meaning], label=name)
    ax.set_yscale("log")
    ax.set_xlim(1, max(len(values) for values, _ in norms.values()))
    ax.set_ylabel("norm of the gradient")
