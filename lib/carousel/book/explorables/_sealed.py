"""Numbers sealed so that a page can check them and does not hold them.

What is kept of a number is where it lies between two multiples of twice its tolerance,
and a fingerprint of which two. `mathematics/sealed.js` opens the seals.
"""

import math

PRIME = 0x01000193  # of FNV-1a
STARTS = (0x811C9DC5, 0x01234567)


def seal(value: float, tolerance: float, salt: str) -> dict[str, str | float]:
    """What a page needs in order to tell a number within the tolerance of a value."""
    step = 2 * tolerance
    offset = math.fmod(value - tolerance, step)
    place = math.floor((value - offset) / step)
    print_ = fingerprint(f"{salt}:{place}")
    return {"salt": salt, "step": step, "offset": offset, "print": print_}


def opens(sealed: dict[str, str | float], value: float) -> bool:
    """Whether a number lies within the tolerance of the one that was sealed."""
    place = math.floor((value - sealed["offset"]) / sealed["step"])
    return fingerprint(f"{sealed['salt']}:{place}") == sealed["print"]


def fingerprint(text: str) -> str:
    """Sixteen hexadecimal digits of a text: FNV-1a of its bytes, from two starts."""
    digits = []
    for number in STARTS:
        for byte in text.encode():
            number = (number ^ byte) * PRIME & 0xFFFFFFFF
        digits.append(f"{number:08x}")
    return "".join(digits)
