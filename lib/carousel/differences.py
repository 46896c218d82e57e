"""Derivatives measured by nudging: point it at anything you do not believe."""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float

from carousel.shapes import ArrayLike, Real, as_array, as_number


def central(
    function: Callable[[np.ndarray], ArrayLike], at: ArrayLike, *, nudge: Real = 1e-5
) -> Float[np.ndarray, "..."]:
    r"""The Jacobian of a function at a point, by central differences.

    $\partial y / \partial x_j \approx (y(x + \epsilon e_j) - y(x - \epsilon e_j)) /
    2\epsilon$. Shape: that of the function's value, then that of the point. The error
    is of the order $\epsilon^2$, from the third derivative, plus $10^{-16}/\epsilon$,
    from rounding.

    Args:
        function: takes an array shaped as `at`, gives a number or an array.
        at: the point.
        nudge: $\epsilon$, in the units of the point.

    Raises:
        ValueError: if the nudge is not positive and finite, the point is empty or not
            finite, or the function gives anything but finite numbers.
    """
    if not 0 < as_number("nudge", nudge, finite=False) < np.inf:
        raise ValueError(f"nudge must be positive, got {nudge}")
    at = as_array("at", at)
    if at.size == 0:
        raise ValueError("at is empty, expected a point with at least one entry")
    columns = []
    for place in np.ndindex(at.shape):
        step = np.zeros_like(at)
        step[place] = nudge
        above, below = (
            as_array("the function's value", function(at + s), finite=False)
            for s in (step, -step)
        )
        columns.append((above - below) / (2 * nudge))
    jacobian = np.stack(columns, axis=-1).reshape((*columns[0].shape, *at.shape))
    if not np.isfinite(jacobian).all():
        raise ValueError("the function gave NaN or infinity near the point")
    return jacobian
