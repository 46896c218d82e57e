"""The words for array shapes, and the check of every array and number that comes in.

An axis is named by a word: `time`, `hidden`, `input`. jaxtyping checks the names while
the tests run and costs nothing otherwise.
"""

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy import typing

Real = float | int | np.floating | np.integer
ArrayLike = Real | typing.ArrayLike | list | tuple  # what `as_array` takes
InputVector = Float[np.ndarray, " input"]
HiddenVector = Float[np.ndarray, " hidden"]
InputWeights = Float[np.ndarray, "hidden input"]
RecurrentWeights = Float[np.ndarray, "hidden hidden"]
InputHistory = Float[np.ndarray, "time input"]
HiddenHistory = Float[np.ndarray, "time hidden"]

SHOWN = 4  # an array with more entries is shown by its shape
LONGEST = 80  # characters of what a message quotes


class Record:
    """A frozen dataclass of arrays that is shown in one line."""

    def __init_subclass__(cls) -> None:
        """Put the short repr where `dataclass` looks before it writes its own."""
        cls.__repr__ = cls.__repr__

    def __repr__(self) -> str:
        parts = {n: v for n, v in vars(self).items() if v is not None}
        inside = ", ".join(f"{name}={_short(value)}" for name, value in parts.items())
        return f"{describe(self)}({inside})"


def describe(value: object) -> str:
    """How a message names what came: the library's own by class, an array by shape."""
    made = value if isinstance(value, type) else type(value)
    if issubclass(made, Record):
        rooms = made.__module__.split(".")
        return f"{'flow' if 'flow' in rooms else rooms[-1]}.{made.__qualname__}"
    if getattr(value, "ndim", 0) and hasattr(value, "dtype"):
        return f"an array of {value.dtype} with shape {tuple(value.shape)}"
    text = " ".join(repr(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def expect(name: str, value: object, wanted: type) -> None:
    """Refuse what is not of the wanted class.

    Raises:
        ValueError: naming the class, and what came.
    """
    if not isinstance(value, wanted):
        raise ValueError(f"{name} must be {describe(wanted)}, got {describe(value)}")


def as_array(
    name: str,
    value: object,
    shape: Sequence[int | str] | None = None,
    *,
    own: bool = True,
    finite: bool = True,
) -> np.ndarray:
    """The value as a float64 array of the wanted shape: a copy that cannot be written.

    Args:
        name: what the value is called, for the error.
        value: anything NumPy can turn into numbers, or a tensor of PyTorch: on any
            device, with any real dtype, detached from its graph.
        shape: one entry an axis: a number where the length is known, else a word. Any
            shape if None.
        own: False looks at a large array that is only read, without copying it.
        finite: False lets NaN and infinity in.

    Raises:
        ValueError: if it is not numeric, has masked entries, has another shape, or
            holds NaN or infinity.
    """
    found = _numeric(name, value, copy=own)
    if found is None:
        raise ValueError(f"{name} must be an array of numbers, got {describe(value)}")
    found = found.astype(np.float64, copy=False)
    fits = shape is None or (
        found.ndim == len(shape)
        and all(
            isinstance(wanted, str) or wanted == length
            for wanted, length in zip(shape, found.shape, strict=True)
        )
    )
    if not fits:
        wanted = ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")
        raise ValueError(f"{name} has shape {found.shape}, expected ({wanted})")
    if finite and not np.isfinite(found).all():
        what = "NaN" if np.isnan(found).any() else "infinity"
        raise ValueError(f"{name} contains {what}, expected finite numbers")
    if own:
        found.flags.writeable = False
    return found


def as_number(name: str, value: object, *, finite: bool = True) -> float:
    """The value as a float.

    Args:
        name: what the value is called, for the error.
        value: a number, of Python, NumPy or PyTorch.
        finite: False lets NaN and infinity in, for a caller that knows a better word.

    Raises:
        ValueError: if it is not a single real number, or not finite.
    """
    number = _numeric(name, value, copy=False)
    if number is None or number.ndim:
        raise ValueError(f"{name} must be a number, got {describe(value)}")
    if finite and not np.isfinite(number):
        raise ValueError(f"{name} must be a finite number, got {value}")
    return float(number)


def as_share(name: str, value: object) -> float:
    """The value as a float between 0 and 1.

    Raises:
        ValueError: if it is not, or is no number.
    """
    number = _numeric(name, value, copy=False)
    if number is None or number.ndim or not 0 <= number <= 1:
        raise ValueError(f"{name} must lie between 0 and 1, got {describe(value)}")
    return float(number)


def as_count(name: str, value: object) -> int:
    """The value as an int.

    Raises:
        ValueError: if it is not a whole number.
    """
    try:
        return operator.index(value)
    except TypeError:
        came = describe(value)
        raise ValueError(f"{name} must be a whole number, got {came}") from None


def check_rng(rng: object) -> None:
    """Refuse what is not a generator, a seed for one.

    Raises:
        ValueError: saying how to make one.
    """
    if not isinstance(rng, np.random.Generator):
        wanted = "a generator such as np.random.default_rng(0)"
        raise ValueError(f"rng must be {wanted}, got {describe(rng)}")


def _numeric(name: str, value: Any, *, copy: bool) -> np.ndarray | None:
    """An array of real numbers, or None where there is none."""
    if type(value) is np.ndarray and value.dtype == np.float64:  # most that come
        return value.copy() if copy else value
    if hasattr(value, "detach") and hasattr(value, "is_complex"):  # PyTorch's tensors
        if value.is_complex():
            return None
        try:
            value = value.detach().cpu().double().numpy()
        except (RuntimeError, TypeError):
            what = f"{value.dtype} on the device {value.device}"
            raise ValueError(f"{name} cannot be read by NumPy: {what}") from None
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        raise ValueError(f"{name} has masked entries, expected a number in each")
    try:
        found = np.array(value) if copy else np.asarray(value)
    except (TypeError, ValueError, OverflowError, RuntimeError):
        return None
    return found if found.dtype.kind in "biuf" else None


def _short(value: object) -> str:
    if not isinstance(value, np.ndarray):
        return f"{value:.4g}" if isinstance(value, float) else repr(value)
    if value.size <= SHOWN:
        return np.array2string(value, precision=4, separator=", ").replace("\n", "")
    return f"<{' x '.join(map(str, value.shape))}>"
