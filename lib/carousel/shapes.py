"""The words for array shapes, and the door through which arrays come in.

An axis is named by a word: `time`, `hidden`, `input`. jaxtyping checks the names while
the tests run and costs nothing otherwise.
"""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

Number = float | int | np.floating | np.integer
Numbers = Number | ArrayLike | list | tuple  # what `array` takes
InputVector = Float[np.ndarray, " input"]
HiddenVector = Float[np.ndarray, " hidden"]
InputWeights = Float[np.ndarray, "hidden input"]
RecurrentWeights = Float[np.ndarray, "hidden hidden"]
InputHistory = Float[np.ndarray, "time input"]
HiddenHistory = Float[np.ndarray, "time hidden"]


def array(
    name: str, value: object, shape: tuple[int | str, ...], *, own: bool = True
) -> np.ndarray:
    """The value as a float64 array of the wanted shape: a copy that cannot be written.

    Args:
        name: what the value is called, for the error.
        value: anything NumPy can turn into numbers.
        shape: one entry an axis: a number where the length is known, else a word.
        own: False looks at a large array that is only read, without copying it.

    Raises:
        ValueError: if it is not numeric, has another shape, or holds NaN or infinity.
    """
    try:
        found = np.array(value) if own else np.asarray(value)
        if found.dtype.kind not in "biuf":
            raise TypeError
        found = found.astype(np.float64, copy=False)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must be an array of numbers, got {value!r}") from None
    fits = found.ndim == len(shape) and all(
        isinstance(wanted, str) or wanted == length
        for wanted, length in zip(shape, found.shape, strict=True)
    )
    if not fits:
        wanted = ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")
        raise ValueError(f"{name} has shape {found.shape}, expected ({wanted})")
    if not np.isfinite(found).all():
        what = "NaN" if np.isnan(found).any() else "infinity"
        raise ValueError(f"{name} contains {what}, expected finite numbers")
    if own:
        found.flags.writeable = False
    return found
