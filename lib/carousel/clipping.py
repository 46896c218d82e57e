"""Clipping: making a gradient smaller, in length or entry by entry.

Gradients come as an array or a tensor, as a number, or as a dict, list, tuple or
dataclass of those (a cell's Params). They go back as the same kind: a tensor of the
same dtype on the same device, a float32 array as float32. An array of whole numbers
goes back as float64, which is what clipped numbers are.
"""

import copy
import dataclasses
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Any

import numpy as np

from carousel.shapes import ArrayLike, Real, as_array, as_number, describe

Change = Callable[[np.ndarray], np.ndarray]


def by_norm(gradients: Any, threshold: Real) -> tuple[Any, float]:
    r"""Scale to at most a length: $g \leftarrow g\, \theta / \|g\|$ [@pascanu2013].

    The norm is that of all entries together; the direction stays. Gives the clipped
    gradients, of the kind that came, and the norm before.

    A norm of 0 leaves them as they are, and a norm too large for float64 comes back as
    infinity with the gradients clipped all the same. An entry that is NaN or infinite
    cannot be scaled to anything that means something, so it is refused.

    Args:
        gradients: arrays, tensors or numbers: one, or a dict, list, tuple or dataclass.
        threshold: the largest norm to leave, above 0.

    Raises:
        ValueError: if the threshold is not above 0, or a gradient is not finite.
    """
    threshold = _positive("threshold", threshold)
    largest, length = _length(gradients)
    norm = largest * length
    if norm <= threshold:
        return _apply(gradients, lambda g: g), norm
    return _apply(gradients, lambda g: g / largest * (threshold / length)), norm


def by_value(gradients: Any, threshold: Real) -> tuple[Any, float]:
    """Cut every entry to between -threshold and threshold [@mikolov2012].

    The direction changes as soon as one entry is cut. Gives the clipped gradients, of
    the kind that came, and the norm before.

    Args:
        gradients: arrays, tensors or numbers: one, or a dict, list, tuple or dataclass.
        threshold: the largest absolute value to leave, above 0.

    Raises:
        ValueError: if the threshold is not above 0, or a gradient is not finite.
    """
    threshold = _positive("threshold", threshold)
    norm = global_norm(gradients)
    return _apply(gradients, lambda g: np.clip(g, -threshold, threshold)), norm


def by_percentile(
    gradients: Any,
    seen: Sequence[Real] | np.ndarray,
    percentile: Real = 10.0,
) -> tuple[Any, float]:
    """Scale to a percentile of all norms so far, this one among them (AutoClip).

    Gives the clipped gradients, of the kind that came, and the norm before. The caller
    keeps the norms: append what comes back second to `seen` [@seetharaman2020autoclip].

    Args:
        gradients: arrays, tensors or numbers: one, or a dict, list, tuple or dataclass.
        seen: the norms before clipping of all steps so far; may be empty.
        percentile: 0 to 100.

    Raises:
        ValueError: if the percentile is outside, a norm is negative or not finite, or
            a gradient is not finite.
    """
    if not 0 <= as_number("percentile", percentile, finite=False) <= 100:
        raise ValueError(f"percentile must lie between 0 and 100, got {percentile}")
    seen = as_array("seen", seen, ("time",))
    if (seen < 0).any():
        raise ValueError(f"seen holds a negative norm: {seen.min()}")
    norm = global_norm(gradients)
    threshold = float(np.percentile(np.append(seen, norm), percentile))
    if threshold == 0:
        return _apply(gradients, lambda g: g * float(norm == 0)), norm
    return by_norm(gradients, threshold)


def global_norm(gradients: Any) -> float:
    """The Euclidean length of all entries together.

    Args:
        gradients: arrays, tensors or numbers: one, or a dict, list, tuple or dataclass.

    Raises:
        ValueError: if an entry is NaN or infinite, naming where.
    """
    largest, length = _length(gradients)
    return largest * length


def _length(gradients: Any) -> tuple[float, float]:
    """The largest entry, and the norm in units of it."""
    parts = _parts(gradients)
    for name, part in parts.items():
        if dataclasses.is_dataclass(part) or isinstance(part, Mapping):
            raise ValueError(
                f"clip one set at a time: {name} is a set, {describe(part)}"
            )
    arrays = [as_array(name, g) for name, g in parts.items()]
    largest = max((float(np.abs(g).max()) for g in arrays if g.size), default=0.0)
    if largest == 0:
        return 0.0, 0.0
    return largest, float(np.sqrt(sum(np.sum((g / largest) ** 2) for g in arrays)))


def _parts(gradients: Any) -> dict[Any, ArrayLike]:
    if dataclasses.is_dataclass(gradients) and not isinstance(gradients, type):
        return {
            f.name: getattr(gradients, f.name) for f in dataclasses.fields(gradients)
        }
    if isinstance(gradients, Mapping):
        return dict(gradients)
    if isinstance(gradients, list | tuple):
        return {f"gradients[{n}]": g for n, g in enumerate(gradients)}
    return {"gradients": gradients}


def _apply(gradients: Any, change: Change) -> Any:
    """The same container with every part changed, each in the kind it came in."""
    arrays = {name: (g, as_array(name, g)) for name, g in _parts(gradients).items()}
    new = {name: _like(g, np.asarray(change(a))) for name, (g, a) in arrays.items()}
    if dataclasses.is_dataclass(gradients) and not isinstance(gradients, type):
        return dataclasses.replace(gradients, **new)
    if hasattr(gradients, "_fields"):
        return type(gradients)(*new.values())
    if isinstance(gradients, MutableMapping):
        same = copy.copy(gradients)
        same.update(new)
        return same
    if isinstance(gradients, list | tuple):
        return type(gradients)(new.values())
    return new if isinstance(gradients, Mapping) else new["gradients"]


def _like(part: Any, changed: np.ndarray) -> Any:
    """Numbers in the kind of what came: array, tensor, list or number."""
    if hasattr(part, "new_tensor"):  # PyTorch's: the same dtype, on the same device
        part = part if part.is_floating_point() else part.double()
        return part.new_tensor(changed)
    if hasattr(part, "__array_namespace__"):  # NumPy's, and others' of its kind
        floats = np.dtype(str(part.dtype)).kind == "f"
        dtype = part.dtype if floats else np.float64
        like = part.__array_namespace__().asarray(changed, dtype=dtype)
        return like[()] if isinstance(part, np.generic) else like
    if isinstance(part, list | tuple):
        return changed.tolist()
    return changed if changed.ndim else changed.item()


def _positive(name: str, value: Real) -> float:
    number = as_number(name, value, finite=False)
    if not (np.isfinite(number) and number > 0):
        raise ValueError(f"{name} must be a number above 0, got {value}")
    return number
