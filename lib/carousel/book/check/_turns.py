"""The ways in which a computation can be turned from the right one, and their words.

A turn names a place of the computation, such as the forget path, and what is done there
instead: it is missing, transposed, …. The computation reads its turns as it goes.
"""

from collections.abc import Mapping

import numpy as np

GATES = {"i": "input", "f": "forget", "c": "candidate", "o": "output"}
ROUTES = ("forget", "input", "candidate", "output")


class Turns:
    """What is turned; without anything, the right computation."""

    def __init__(self, turned: Mapping[str, str] | None = None) -> None:
        self.turned = dict(turned or {})

    def how(self, place: str) -> str:
        """What is done at a place instead of the right thing; empty if nothing is."""
        return self.turned.get(place, "")

    def pick(self, place: str, right: object, **instead: object) -> object:
        """The right thing, or what stands for it."""
        return instead.get(self.how(place), right)

    def __call__(self, place: str, value: np.ndarray) -> np.ndarray:
        """The value, unless it is missing, turned in its sign, or counted twice."""
        return {"missing": 0.0, "sign": -1.0, "twice": 2.0}.get(
            self.how(place), 1.0
        ) * value
