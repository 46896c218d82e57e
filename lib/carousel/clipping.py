"""Clipping: making a gradient smaller, in length or entry by entry."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np

from carousel.shapes import Number, Numbers, array


def by_norm(gradients: Any, threshold: Number) -> tuple[Any, float]:
    r"""Scale to at most a length: $g \leftarrow g\, \theta / \|g\|$ [@pascanu2013].

    The norm is that of all entries together; the direction stays. Gives the clipped
    gradients, of the kind that came, and the norm before.

    A norm of 0 leaves them as they are, and a norm too large for float64 comes back as
    infinity with the gradients clipped all the same. An entry that is NaN or infinite
    cannot be scaled to anything that means something, so it is refused.

    Args:
        gradients: an array, or a dict, list or dataclass of arrays (a cell's Params).
        threshold: the largest norm to leave, above 0.

    Raises:
        ValueError: if the threshold is not above 0, or a gradient is not finite.
    """
    _positive("threshold", threshold)
    largest, length = _length(gradients)
    norm = largest * length
    if norm <= threshold:
        return _apply(gradients, lambda g: g), norm
    return _apply(gradients, lambda g: g / largest * (threshold / length)), norm


def by_value(gradients: Any, threshold: Number) -> tuple[Any, float]:
    """Cut every entry to between -threshold and threshold [@mikolov2012].

    The direction changes as soon as one entry is cut. Gives the clipped gradients and
    the norm before.

    Raises:
        ValueError: if the threshold is not above 0, or a gradient is not finite.
    """
    _positive("threshold", threshold)
    norm = global_norm(gradients)
    return _apply(gradients, lambda g: np.clip(g, -threshold, threshold)), norm


def by_percentile(
    gradients: Any,
    seen: Sequence[Number] | np.ndarray,
    percentile: Number = 10.0,
) -> tuple[Any, float]:
    """Scale to a percentile of all norms so far, this one among them (AutoClip).

    The caller keeps the norms: append what comes back second to `seen`
    [@seetharaman2020autoclip].

    Args:
        gradients: as in `by_norm`.
        seen: the norms before clipping of all steps so far; may be empty.
        percentile: 0 to 100.

    Raises:
        ValueError: if the percentile is outside, a norm is negative or not finite, or
            a gradient is not finite.
    """
    if not 0 <= percentile <= 100:
        raise ValueError(f"percentile must lie between 0 and 100, got {percentile}")
    seen = array("seen", seen, ("time",))
    if (seen < 0).any():
        raise ValueError(f"seen holds a negative norm: {seen.min()}")
    norm = global_norm(gradients)
    threshold = float(np.percentile(np.append(seen, norm), percentile))
    if threshold == 0:
        return _apply(gradients, lambda g: g * float(norm == 0)), norm
    return by_norm(gradients, threshold)


def global_norm(gradients: Any) -> float:
    """The Euclidean length of all entries together.

    Raises:
        ValueError: if an entry is NaN or infinite, naming where.
    """
    largest, length = _length(gradients)
    return largest * length


def _length(gradients: Any) -> tuple[float, float]:
    """The largest entry, and the norm in units of it."""
    parts = _parts(gradients)
    arrays = [array(name, g, np.shape(g)) for name, g in parts.items()]
    largest = max((float(np.abs(g).max()) for g in arrays if g.size), default=0.0)
    if largest == 0:
        return 0.0, 0.0
    return largest, float(np.sqrt(sum(np.sum((g / largest) ** 2) for g in arrays)))


def _parts(gradients: Any) -> dict[str, Numbers]:
    if dataclasses.is_dataclass(gradients):
        return vars(gradients)
    if isinstance(gradients, dict):
        return gradients
    if isinstance(gradients, list | tuple):
        return {f"gradients[{n}]": g for n, g in enumerate(gradients)}
    return {"gradients": gradients}


def _apply(gradients: Any, change: Any) -> Any:
    changed = {n: change(np.asarray(g, float)) for n, g in _parts(gradients).items()}
    if dataclasses.is_dataclass(gradients):
        return dataclasses.replace(gradients, **changed)
    if isinstance(gradients, dict):
        return changed
    if isinstance(gradients, list | tuple):
        return type(gradients)(changed.values())
    return changed["gradients"]


def _positive(name: str, value: Number) -> None:
    if not (np.isfinite(value) and value > 0):
        raise ValueError(f"{name} must be a number above 0, got {value}")
