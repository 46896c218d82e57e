"""Numbers as text, for the sentences of a verdict."""

import numpy as np

from carousel.shapes import Real

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def rounded(value: Real, digits: int = 2) -> str:
    """A number rounded to significant digits, as a reader would write it down.

    From 0.001 to below a million it is written out; beyond, as 3.4 × 10⁻⁸.

    Args:
        value: the number.
        digits: significant digits, at least 1.

    Raises:
        ValueError: for NaN or infinity.
    """
    if not np.isfinite(value):
        raise ValueError(f"expected a finite number, got {value}")
    mantissa, exponent = f"{float(value):.{digits - 1}e}".split("e")
    power = int(exponent)
    if value == 0 or -3 <= power < 6:
        places = max(0, digits - 1 - power)
        return f"{float(f'{mantissa}e{power}'):,.{places}f}" if value else "0"
    return f"{mantissa} × 10{str(power).translate(_SUPERSCRIPT)}"
