"""What is read out of the last outputs, and what it costs."""

import numpy as np

from carousel.book.explorables.training.functions import decay, log
from carousel.book.explorables.training.passes import Walk, multiply
from carousel.book.explorables.training.start import in_order

NEAR = 0.1  # an answer that is a number is wrong from here on


def read(
    walk: Walk, loss: str, y: np.ndarray, total: int
) -> tuple[float, int, np.ndarray]:
    """The sum of the losses, how many answers are wrong, and the derivatives.

    Those are of the sum divided by `total`, (asked, outputs, batch).

    Args:
        walk: forward.
        loss: "classes" or "squared".
        y: (asked, batch), the answers at the last steps.
        total: how many answers the mean is over.
    """
    read_from = walk.column[-len(y) :, walk.layout.inputs :]
    out = np.stack([multiply(walk.weights["readout"], shown) for shown in read_from])
    if loss == "squared":
        miss = out - y[:, None]
        wrong = int((np.abs(miss) > NEAR).sum())
        return in_order((miss * miss).ravel()), wrong, 2 * miss / total
    most, top = out.argmax(1), out.max(1)
    e = decay(top[:, None] - out)
    sums = np.cumsum(e, axis=1)[:, -1]
    answered = np.take_along_axis(out, y[:, None], axis=1)[:, 0]
    each = log(sums) - (answered - top)
    p = e / sums[:, None]
    p[np.arange(len(y))[:, None], y, np.arange(y.shape[1])] -= 1
    return in_order(each.ravel()), int((most != y).sum()), p / total
