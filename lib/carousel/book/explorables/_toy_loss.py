"""A loss with a cliff: one recurrent unit that has to keep one bit."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel import clipping
from carousel.shapes import ArrayLike, Real

FIRST = 0.5  # how the bit is given: h_0 is +FIRST or -FIRST
UPDATES = 60
KINDS = ("none", "norm", "value")
GRAIN = 1e6  # weights are whole millionths; see _step
CONSTANTS = {"first": FIRST, "updates": UPDATES, "grain": GRAIN}  # for the view

Weights = Float[np.ndarray, "update 2"]
PerUpdate = Float[np.ndarray, " update"]


@dataclass(frozen=True, eq=False)
class Run:
    """Gradient descent from a start: row 0 is the start, row n is after n updates.

    `weights`, `gradient` and `clipped` have the columns (u, b).
    """

    weights: Weights
    loss: PerUpdate
    gradient: Weights
    clipped: Weights

    @property
    def norm(self) -> PerUpdate:
        """The length of every gradient, before clipping."""
        return np.hypot(*self.gradient.T)


def loss(
    u: ArrayLike, b: ArrayLike, num_steps: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    r"""The loss, and its derivatives by the weight u and by the bias b.

    The unit runs $h_t = \tanh(u h_{t-1} + b)$ from $h_0 = +\frac12$ and from
    $h_0 = -\frac12$, and its last output is read as the probability $(1 + h_T)/2$ that
    the start was positive. The loss is the mean over both starts of minus the log
    probability of the right answer, in nats: $\ln 2$ for a unit that knows nothing.
    With the last net input $a_T$ it is half of $\ln(1 + e^{-2 a_T})$ after the positive
    start plus half of $\ln(1 + e^{2 a_T})$ after the negative one.

    Where $u$ is large the unit has two stable outputs, and the loss jumps where a start
    changes from one to the other [@pascanu2013]. In the long run every step more makes
    that wall steeper by the slope at the start, $u (1 - h_0^2)$.
    """
    u, b = np.broadcast_arrays(np.asarray(u, float), np.asarray(b, float))
    total = [np.zeros(u.shape) for _ in range(3)]
    for sign in (1.0, -1.0):
        h, h_by_u, h_by_b = sign * FIRST, 0.0, 0.0
        for _ in range(num_steps):
            a, a_by_u, a_by_b = u * h + b, h + u * h_by_u, 1 + u * h_by_b
            h = np.tanh(a)
            slope = (1 - h) * (1 + h)
            h_by_u, h_by_b = slope * a_by_u, slope * a_by_b
        wrong = -sign * np.exp(-np.logaddexp(0, 2 * sign * a))
        total[0] += np.logaddexp(0, -2 * sign * a) / 2
        total[1] += wrong * a_by_u
        total[2] += wrong * a_by_b
    return total[0], total[1], total[2]


def descend(
    u: Real,
    b: Real,
    *,
    num_steps: int,
    learning_rate: Real,
    kind: str,
    threshold: Real,
) -> Run:
    """Sixty updates of gradient descent, each gradient clipped on its own.

    Args:
        u: the recurrent weight at the start.
        b: the bias at the start.
        num_steps: over how many steps the bit has to be kept.
        learning_rate: what a clipped gradient is multiplied by.
        kind: "none", "norm" or "value", as in `carousel.clipping`.
        threshold: of the clipping.
    """
    weights = np.array([u, b], dtype=float)
    rows = []
    for _ in range(UPDATES + 1):
        value, *gradient = loss(*weights, num_steps)
        gradient = np.array(gradient)
        clipped = clip(gradient, kind, threshold)
        rows.append((weights, float(value), gradient, clipped))
        weights = _step(weights - learning_rate * clipped)
    return Run(*(np.array(column) for column in zip(*rows, strict=True)))


def contours(
    u: np.ndarray, levels: np.ndarray, top: Real, num_steps: int
) -> Float[np.ndarray, "level weight"]:
    """For every level and every u >= 0, the bias b >= 0 at which the loss reaches it.

    At most `top`. The loss is even in b and rises with it, so that below the level is
    what lies between -b and b.
    """
    b = np.linspace(0, top, 801)
    rising = loss(u, b[:, None], num_steps)[0]
    first = np.array([np.searchsorted(column, levels) for column in rising.T])
    return b[np.minimum(first, len(b) - 1)].T


def clip(gradient: np.ndarray, kind: str, threshold: Real) -> np.ndarray:
    """The gradient as one kind of clipping leaves it.

    Raises:
        ValueError: for another kind.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
    if kind == "none":
        return gradient
    how = {"norm": clipping.by_norm, "value": clipping.by_value}[kind]
    return how(gradient, threshold)[0]


def _step(weights: np.ndarray) -> np.ndarray:
    """The weights rounded to a millionth.

    On the wall the last bit of a tanh, in which languages differ, is magnified a
    billion times within a few updates. Rounded, both walk the same way.
    """
    return np.floor(weights * GRAIN + 0.5) / GRAIN
