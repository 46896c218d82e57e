"""What happens to a gradient on its way back through time."""

import numpy as np

from carousel.cells import lstm
from carousel.shapes import HiddenHistory


def retention(history: lstm.History) -> HiddenHistory:
    r"""What the direct path keeps of the state before the first step [@gers2000forget].

    Row t is $f_1 \odot \dots \odot f_{t+1}$, shape (time, hidden), no unit; between 0
    and 1, and never growing with time.
    """
    return np.cumprod(history.f, axis=0)
