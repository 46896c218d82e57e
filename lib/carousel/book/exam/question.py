"""What a question is: its words, its answer, its key, and its place in the course."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from carousel.book.exam.answers import Choice, Mend, Number, Verdict
from carousel.book.exam.figure import Figure

BY_HAND, FIGURE, CLAIM, CODE, CHOICE = KINDS = (
    "by hand",
    "reading a figure",
    "judge a claim",
    "debug code",
    "multiple choice",
)


@dataclass(frozen=True)
class Asked:
    """What a drawing function gives: a question whose numbers have been drawn.

    `given` holds the numbers as they were drawn, for those who check the answer; `key`
    the steps to it, a sentence each. Words and steps may hold formulas between dollar
    signs and code between backticks.
    """

    text: str
    answer: Number | Choice | Verdict | Mend
    key: Sequence[str]
    given: Mapping[str, Any]
    figure: Figure | None = None


@dataclass(frozen=True)
class Question(Asked):
    """A question of the bank, with its place in the course."""

    name: str = ""
    chapter: int = 0
    kind: str = ""
    minutes: int = 0


Drawing = Callable[[np.random.Generator], Asked]


@dataclass(frozen=True)
class Entry:
    """A question of the bank before its numbers are drawn."""

    name: str
    chapter: int
    kind: str
    minutes: int
    drawing: Drawing = field(repr=False)


def asks(*, chapter: int, kind: str, minutes: int) -> Callable[[Drawing], Entry]:
    """A drawing function as an entry of the bank, under the function's name."""

    def entry(drawing: Drawing) -> Entry:
        name = drawing.__name__.replace("_", "-")
        return Entry(name, chapter, kind, minutes, drawing)

    return entry
