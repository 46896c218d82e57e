"""An exercise that answers: a field for a number, checked without a kernel."""

import math
import textwrap
from collections.abc import Mapping

import traitlets
from matplotlib.axes import Axes

from carousel.book.explorables._explorable import Explorable
from carousel.book.explorables._sealed import fingerprint, opens, seal
from carousel.book.explorables.words import say, with_unit
from carousel.shapes import Real


class Answer(Explorable):
    """A question whose answer is a number that the page can check and does not hold.

    A wrong number that a usual wrong route gives is told that route. Numbers are sealed
    when the page is built (`_sealed`); those of a figure are computed by the figure's
    own mathematics from the state that it is in when one asks.

    Args:
        question: what is asked, a sentence.
        answer: the number, computed by the page; none with a figure.
        tolerance: how far off still counts, in the answer's unit; with a figure, as a
            share of the right number.
        wrong: what the wrong routes give, by the words that a learner is told.
        unit: what stands after the number, such as `" steps"`.
        figure: the figure whose state is asked about; the first of its kind on a page.
        measure: a name of `mathematics/measures.js`, what is asked of the figure.

    Raises:
        ValueError: if a number is not finite, the tolerance is not above 0, a wrong
            route gives the right answer, or there is not either an answer or a figure.
    """

    static_size = (6.4, 1.1)

    _state = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        question: str,
        *,
        answer: Real | None = None,
        tolerance: Real,
        wrong: Mapping[str, Real] | None = None,
        unit: str = "",
        figure: Explorable | None = None,
        measure: str = "",
    ) -> None:
        super().__init__()
        if not (math.isfinite(tolerance) and tolerance > 0):
            raise ValueError(f"tolerance must be above 0, got {tolerance}")
        if (answer is None) == (figure is None) or (figure is None) == bool(measure):
            raise ValueError("expected either an answer, or a figure and its measure")
        told = {"question": question, "unit": unit}
        if figure is None:
            told |= _sealed(question, float(answer), float(tolerance), wrong or {})
            told["within"] = with_unit(f"{tolerance:g}", unit)
        else:
            told |= {"figure": figure.stem(), "measure": measure}
            told["tolerance"] = float(tolerance)
            told["within"] = f"{tolerance:.0%}"
            self._follow(figure)
        self._data = told

    def _follow(self, figure: Explorable) -> None:
        def follow(_: object = None) -> None:
            self._state = figure.state()

        figure.observe(follow, names=list(figure.state()))
        follow()

    def __repr__(self) -> str:
        return f"Answer({self._data['question']!r})"

    def says(self, value: Real) -> str:
        """What the page would say of a number, if it asks of no figure.

        Raises:
            ValueError: if the question is about a figure, which the browser computes.
        """
        if "right" not in self._data:
            raise ValueError("a figure's numbers are computed in the browser")
        if opens(self._data["right"], value):
            return say("Right.")
        told = (w["says"] for w in self._data["wrong"] if opens(w["seal"], value))
        return say(
            "Not yet: {0}.", next(told, say("by none of the usual wrong routes"))
        )

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """The question; its answer stays sealed."""
        return [say("question")], [[self._data["question"]]]

    def static_figure(self, ax: Axes) -> str:
        """Draw a line to write on, and return the question."""
        asked = "\n".join(textwrap.wrap(self._data["question"], 78))
        ax.set_axis_off()
        ax.set_title(asked, loc="left", fontsize=10)
        ax.set(xlim=(0, 10), ylim=(0, 1))
        ax.plot([1.8, 4.5], [0.2, 0.2], color="0.5", linewidth=1)
        ax.text(0, 0.25, say("Your answer:"), fontsize=10)
        ax.text(4.6, 0.25, self._data["unit"].strip(), fontsize=10)
        line = f"{say('Your answer:')} ______"
        return f"{self._data['question']} {line}{self._data['unit']}"


def _sealed(
    question: str, answer: float, tolerance: float, wrong: Mapping[str, Real]
) -> dict[str, object]:
    for words, value in {"the answer": answer, **wrong}.items():
        if not math.isfinite(value):
            raise ValueError(f"{words} must be finite, got {value}")
    for words, value in wrong.items():
        if abs(value - answer) <= 2 * tolerance:
            raise ValueError(f"a wrong route gives the right answer: {words}")
    salt = fingerprint(question)
    return {
        "right": seal(answer, tolerance, salt),
        "wrong": [
            {"says": words, "seal": seal(float(v), tolerance, f"{salt}{n}")}
            for n, (words, v) in enumerate(wrong.items())
        ],
    }
