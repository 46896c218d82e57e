"""Pictures of how differently a product of Jacobians treats directions."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots._look import COLOURS, style


def ranked(
    named: Mapping[str, tuple[np.ndarray, str]],
    *,
    floor: float = 1e-12,
    ax: Axes | None = None,
) -> Axes:
    """The singular values of matrices from the largest down, one line a matrix.

    Args:
        named: by name, singular values, and the colour's meaning.
        floor: what the logarithmic axis shows at the least.
        ax: where to draw; a new picture if None.
    """
    with style():
        ax = ax or plt.figure(figsize=(5.8, 3.6)).subplots()
        for name, (values, meaning) in named.items():
            rank = np.arange(1, len(values) + 1)
            drawn = np.maximum(np.sort(values)[::-1], floor)
            ax.plot(rank, drawn, "o-", ms=4, color=COLOURS[meaning], label=name)
        ax.axhline(1, color=COLOURS["quiet"], ls="--", lw=1.2)
        ax.set_yscale("log")
        ax.set_xlabel("direction, from the most to the least stretched")
        ax.set_ylabel("singular value")
        ax.legend(loc="lower left")
    return ax
