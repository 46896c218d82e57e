"""Predict, then see: a question whose answer appears beside the learner's guess."""

import hashlib
import html
import math
import textwrap

import numpy as np
from matplotlib.axes import Axes

from carousel.book import plots
from carousel.book.explorables._explorable import Explorable
from carousel.book.explorables.words import say, with_unit
from carousel.shapes import Real


class Predict(Explorable):
    """A guess is marked on an axis, then the answer appears beside it.

    Until then, what follows is covered; the key S skips. The guess stays in the
    browser. On paper and without scripts the answer stands open. Predicting first,
    right or wrong, makes what follows easier to see and to keep [@crouch2004].

    Args:
        question: what is asked, a sentence.
        answer: the number, computed by the page.
        low: where the axis starts.
        high: where the axis ends.
        why: what explains the answer, a sentence or two.
        log_scale: whether the axis counts powers of ten; then all numbers are above 0.
        unit: what stands after a number, such as `" steps"`.
        figure: the class of the live figure below that shows the guess as a line, if
            it has the quantity.

    Raises:
        ValueError: if the answer is not a number on the axis, or the axis is empty.
    """

    static_size = (6.4, 1.9)

    def __init__(
        self,
        question: str,
        *,
        answer: Real,
        low: Real,
        high: Real,
        why: str = "",
        log_scale: bool = False,
        unit: str = "",
        figure: str = "",
    ) -> None:
        super().__init__()
        numbers = {"low": low, "answer": answer, "high": high}
        if not all(math.isfinite(value) for value in numbers.values()):
            raise ValueError(f"low, answer and high must be finite, got {numbers}")
        if not low <= answer <= high or low == high:
            raise ValueError(
                f"expected low <= answer <= high, low < high; got {numbers}"
            )
        if log_scale and low <= 0:
            raise ValueError(f"a logarithmic axis needs low above 0, got {low}")
        place = math.log10 if log_scale else float
        told = {name: place(value) for name, value in numbers.items()}
        words = {"question": question, "why": why, "unit": unit, "figure": figure}
        words["key"] = hashlib.sha256(question.encode()).hexdigest()[:8]
        self._data = {**told, **words, "log_scale": log_scale}

    def __repr__(self) -> str:
        return f"Predict({self._data['question']!r})"

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """The question and its answer."""
        return [say("question"), say("answer")], [
            [self._data["question"], self._answer()]
        ]

    def _answer(self) -> float:
        return (
            10 ** self._data["answer"]
            if self._data["log_scale"]
            else self._data["answer"]
        )

    def static_figure(self, ax: Axes) -> str:
        """Draw the axis with the answer on it, and return both in words."""
        told = self._data
        ends = np.array([told["low"], told["high"]])
        if told["log_scale"]:
            ends = 10**ends
        asked = "\n".join(textwrap.wrap(told["question"], 70))
        plots.answer.on_an_axis(
            self._answer(), ends, log_scale=told["log_scale"], ax=ax
        )
        ax.set_title(asked, loc="left", fontsize=10)
        return f"{told['question']} {self._told()}"

    def _told(self) -> str:
        told = self._data
        shown = with_unit(f"{self._answer():.3g}", told["unit"])
        return f"{say('The answer: {0}.', shown)} {told['why']}"

    def _still(self, svg: str, shown: str) -> str:
        question, answer = map(html.escape, (self._data["question"], self._told()))
        return (
            f"<p><strong>{say('Predict.')}</strong> {question}</p>"
            f"<details><summary>{say('The answer')}</summary><p>{answer}</p></details>"
        )
