"""A language that nobody speaks: every text of the figures in brackets."""

import re

from carousel.book.explorables.words import PLACE, found

KEPT = {"tanh", "ln", "XX", "XY", "YX", "YY"}  # functions, and symbols of a task


def catalogue() -> dict[str, str]:
    """Each text with its words in brackets, and what is put in outside of them."""
    return {text: _bracketed(text) for text in found.texts()}


def _bracketed(text: str) -> str:
    parts = re.split(f"({PLACE.pattern.replace('(', '').replace(')', '')})", text)
    return "".join(
        f"⟦{part}⟧" if found.has_words(part) or part == text else part for part in parts
    )


def unspoken(text: str) -> list[str]:
    """The words that stand outside of brackets."""
    rest = re.sub(r"⟦[^⟧]*⟧", " ", text)
    return [word for word in found.words_of(rest) if word not in KEPT]
