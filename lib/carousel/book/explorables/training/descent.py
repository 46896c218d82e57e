"""What a gradient does to the weights: clipped, then by SGD or Adam."""

import numpy as np

from carousel.book.explorables.training.settings import Settings
from carousel.book.explorables.training.start import in_order

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8


def norm(g: np.ndarray) -> float:
    """The Euclidean length of a row, summed in order; not finite if an entry is not."""
    largest, length = _size(g)
    return largest * length


def clip(g: np.ndarray, settings: Settings, seen: np.ndarray) -> np.ndarray:
    """The row as one kind of clipping leaves it: as `carousel.clipping` does.

    Args:
        g: the gradient.
        settings: `clip` and its `threshold`.
        seen: the norms of all updates so far, this one among them.
    """
    if settings.clip == "norm":
        return _by_norm(g, settings.threshold)
    if settings.clip == "value":
        return np.clip(g, -settings.threshold, settings.threshold)
    if settings.clip == "percentile":
        limit = float(np.percentile(seen, settings.threshold))
        return _by_norm(g, limit) if limit > 0 else g * float(not g.any())
    return g


def step(
    settings: Settings, weights: np.ndarray, g: np.ndarray, memory: tuple
) -> tuple[np.ndarray, tuple]:
    """New weights, and what Adam remembers: two means, how much is not yet filled."""
    if settings.optimizer == "sgd":
        return weights - settings.rate * g, memory
    first, second, left_1, left_2 = memory
    left_1, left_2 = left_1 * BETA_1, left_2 * BETA_2
    first = first + (g - first) * (1 - BETA_1)
    second = BETA_2 * second + (1 - BETA_2) * (g * g)
    size, filled = settings.rate / (1 - left_1), np.sqrt(1 - left_2)
    weights = weights - size * (first / (np.sqrt(second) / filled + EPSILON))
    return weights, (first, second, left_1, left_2)


def _by_norm(g: np.ndarray, threshold: float) -> np.ndarray:
    largest, length = _size(g)
    if largest * length <= threshold:
        return g
    return (g / largest) * (threshold / length)


def _size(g: np.ndarray) -> tuple[float, float]:
    largest = float(np.abs(g).max())
    if largest == 0:
        return 0.0, 0.0
    with np.errstate(invalid="ignore"):
        return largest, float(np.sqrt(in_order((g / largest) * (g / largest))))
