"""Kinds of answer: a number to round, an option, a verdict, a line of code to mend."""

import math
from dataclasses import dataclass

CLOSE = 0.1  # beside its line, a value decides nothing
LETTERS = "ABCDEF"
WORDS = ("no", "one", "two", "three", "four")
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class UnclearError(ValueError):
    """The numbers that were drawn leave the answer open; others are drawn."""


def shown(value: float, digits: int = 3) -> str:
    """A number with so many significant digits, as the book writes it."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = int(exponent)
    if -4 <= power < 6:
        rounded = round(value, digits - 1 - power)
        return f"{rounded:.{max(0, digits - 1 - power)}f}".replace("-", "−")
    power_of_ten = str(power).translate(_SUPERSCRIPTS)
    return f"{mantissa} × 10{power_of_ten}".replace("-", "−")


@dataclass(frozen=True)
class Number:
    """A number to compute, rounded to decimals or to significant digits.

    Args:
        value: as the library has it.
        decimals: how many are asked for; None if `digits` are.
        digits: how many significant ones are asked for.
        unit: what stands after the number, in the plural.
        within: how far off still counts, where the last digit says too little.

    Raises:
        UnclearError: if the value is not finite, or rounds to 0.
    """

    value: float
    decimals: int | None = None
    digits: int = 3
    unit: str = ""
    within: str = ""

    def __post_init__(self) -> None:
        places = 12 if self.decimals is None else self.decimals
        if not math.isfinite(self.value) or round(self.value, places) == 0:
            raise UnclearError(f"{self.value} is no number to ask for")

    def _rounded(self) -> str:
        if self.decimals is not None:
            return f"{self.value:.{self.decimals}f}".replace("-", "−")
        return shown(self.value, self.digits)

    def asks(self) -> str:
        """What to round to, and what still counts as right."""
        if self.decimals is None:
            wanted = f"{WORDS[self.digits]} significant digits"
        elif self.decimals == 0:
            wanted = "a whole number"
        else:
            ending = "s" if self.decimals > 1 else ""
            wanted = f"{WORDS[self.decimals]} decimal{ending}"
        named = {"%": "percent"}.get(self.unit, self.unit)
        unit = f" of {named}" if named and self.decimals == 0 else ""
        within = self.within or "One more or less in the last digit"
        if self.decimals == 0 and not self.within:
            return f"Give {wanted}{unit}."
        return f"Give {wanted}{unit}. {within} counts as right."

    def told(self) -> str:
        """The number, rounded, with its unit."""
        return f"{self._rounded()} {self.unit}".strip()


@dataclass(frozen=True)
class Choice:
    """One right option among some, each with the reason why it is right or wrong.

    Raises:
        UnclearError: if two options read alike, or the value is not finite.
    """

    options: tuple[str, ...]
    reasons: tuple[str, ...]
    right: int
    value: float

    def __post_init__(self) -> None:
        if len(set(self.options)) < len(self.options) or not math.isfinite(self.value):
            raise UnclearError(f"options read alike: {self.options}")

    def asks(self) -> str:
        """How to answer."""
        return "Choose one."

    def told(self) -> str:
        """The right letter, and what it stands for."""
        return f"{LETTERS[self.right]}: {self.options[self.right]}"


@dataclass(frozen=True)
class Verdict:
    """A claim that a value lies above a line, or below it.

    Raises:
        UnclearError: if the value is not finite or lies within a tenth of the line.
    """

    value: float
    line: float
    above: bool

    def __post_init__(self) -> None:
        near = abs(self.value - self.line) <= CLOSE * abs(self.line)
        if not math.isfinite(self.value) or near:
            raise UnclearError(f"{self.value} is too close to {self.line}")

    @property
    def is_true(self) -> bool:
        """Whether the claim holds."""
        return (self.value > self.line) == self.above

    def asks(self) -> str:
        """How to answer."""
        return "True or false? Give the reason, or the number that decides."

    def told(self) -> str:
        """The verdict."""
        return "True." if self.is_true else "False."


@dataclass(frozen=True)
class Mend:
    """Lines of code of which one is wrong.

    Args:
        lines: as printed, the wrong one among them.
        wrong: the place of the wrong one, counted from 0.
        mended: what it should say.
        value: what the mended code gives.
        printed: what the code gives as it stands.

    Raises:
        UnclearError: if the mistake hardly shows.
    """

    lines: tuple[str, ...]
    wrong: int
    mended: str
    value: float
    printed: float

    def __post_init__(self) -> None:
        if not abs(self.printed - self.value) > 0.02 * abs(self.value) > 0:
            raise UnclearError(f"{self.printed} is too close to {self.value}")

    @property
    def mended_lines(self) -> tuple[str, ...]:
        """The code as it should be."""
        return (*self.lines[: self.wrong], self.mended, *self.lines[self.wrong + 1 :])

    def asks(self) -> str:
        """How to answer."""
        return "One line is wrong. Which one, what should it say, and why?"

    def told(self) -> str:
        """The line, counted from 1, as it should be."""
        return f"Line {self.wrong + 1}: `{self.mended.strip()}`"
