"""Derivatives measured by nudging: point it at anything you do not believe."""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float

from carousel.shapes import Number, Numbers


def central(
    function: Callable[[np.ndarray], Numbers], at: Numbers, *, nudge: Number = 1e-5
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
        ValueError: if the nudge is not positive, or the function gives NaN or infinity.
    """
    if not nudge > 0:
        raise ValueError(f"nudge must be positive, got {nudge}")
    at = np.asarray(at, dtype=np.float64)
    columns = []
    for place in np.ndindex(at.shape):
        step = np.zeros_like(at)
        step[place] = nudge
        above, below = (
            np.asarray(function(at + s), dtype=float) for s in (step, -step)
        )
        columns.append((above - below) / (2 * nudge))
    jacobian = np.stack(columns, axis=-1).reshape((*columns[0].shape, *at.shape))
    if not np.isfinite(jacobian).all():
        raise ValueError("the function gave NaN or infinity near the point")
    return jacobian
