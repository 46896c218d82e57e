"""Numbers that come in from outside: whole, finite, or refused by name."""

import numbers
from typing import Any

import numpy as np

from carousel.shapes import Real


def is_finite(value: Any) -> bool:
    """Whether it is one real number, neither infinite nor NaN."""
    return isinstance(value, numbers.Real) and bool(np.isfinite(float(value)))


def whole(name: str, value: Any, least: int) -> int:
    """A whole number that is large enough.

    Args:
        name: what it is called, for the error.
        value: what came; 3.0 is whole.
        least: the smallest that is allowed.

    Raises:
        ValueError: naming the number, the least it may be and what came.
    """
    if not (is_finite(value) and value == int(value) and value >= least):
        raise ValueError(f"{name} must be a whole number from {least}, got {value!r}")
    return int(value)


def variance(name: str, value: Real) -> float:
    """A variance that a normal distribution can have.

    Args:
        name: what it is called, for the error.
        value: what came.

    Raises:
        ValueError: naming the number and what came.
    """
    if not (is_finite(value) and value >= 0):
        raise ValueError(
            f"{name} must be finite and must not be negative, got {value!r}"
        )
    return float(value)
