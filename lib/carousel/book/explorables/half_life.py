"""What does a forget bias mean in steps of memory?"""

from typing import ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel import initial
from carousel.book import plots
from carousel.book.claims.formatting import rounded
from carousel.book.explorables._explorable import BoundedFloat, Explorable
from carousel.book.explorables.words import say
from carousel.cells.base import sigmoid

LOW, HIGH = -2.0, 8.0  # the biases that are shown
HEAD = ["", "b_f", "f", "half-life, steps", "left after T"]
ROWS = ["this bias", "keeps half for T", "chrono's edge"]
USUAL = {"PyTorch, about 0": 0.0, "b_f = 1": 1.0, "b_f = 3": 3.0, "b_f = 5": 5.0}


class HalfLife(Explorable):
    r"""A forget bias, the gate it gives, and how long that gate remembers.

    A gate that stays at $f = \sigma(b_f)$ keeps $f^k$ of the cell state after k steps,
    and as much of the gradient on the direct path; half is gone after
    $k_{1/2} = \ln\frac12 / \ln f$ [@gers2000forget]. Chrono initialisation draws the
    biases for memories of up to T steps from 0 up to its edge $\ln(T - 1)$, where
    $f = 1 - 1/T$ [@tallec2018]. What the weights add to the bias is left out.

    Attributes:
        forget_bias: b_f, no unit, -2 to 8.
        wanted: T, how long a memory should last, 2 to 1000 steps.
        chrono: whether the edge of chrono initialisation and T are drawn.
        log_scale: whether the axis of time is logarithmic.
    """

    constants: ClassVar = {"usual": list(USUAL.values())}
    words: ClassVar = {"head": HEAD, "rows": [*ROWS, *USUAL]}

    forget_bias = BoundedFloat(1.0, min=LOW, max=HIGH).tag(
        sync=True, label="forget bias", symbol="b_f", step=0.01, decimals=2, hue="f"
    )
    wanted = traitlets.Int(100, min=2, max=1000).tag(
        sync=True, label="wanted time", symbol="T", step=1, unit="steps"
    )
    chrono = traitlets.Bool(False).tag(sync=True, label="chrono’s edge and T")
    log_scale = traitlets.Bool(True).tag(sync=True, label="logarithmic time")

    @property
    def half_life(self) -> float:
        """Steps until half is gone; setting it sets the bias that has it."""
        return float(initial.half_life(self.forget_bias))

    @half_life.setter
    def half_life(self, steps: float | int) -> None:
        self.forget_bias = float(initial.bias_for(steps))

    def _span(self) -> tuple[float, float]:
        """The times that the picture shows: e to the bias, or twice the wanted."""
        return (
            (np.exp(LOW), np.exp(HIGH)) if self.log_scale else (0.0, 2.0 * self.wanted)
        )

    def _edge(self) -> float:
        """The largest bias that chrono draws."""
        return float(np.log(self.wanted - 1))

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """Biases, each with its gate, its half-life in steps and what T steps leave."""
        own = (self.forget_bias, float(initial.bias_for(self.wanted)), self._edge())
        names, biases = self._say("rows"), [*own, *USUAL.values()]
        rows = []
        for name, bias in zip(names, biases, strict=True):
            f = _gate(bias)
            half = float(initial.half_life(bias))
            rows.append([name, bias, f, half, f**self.wanted])
        return self._say("head"), rows

    def static_figure(self, ax: Axes) -> str:
        """Draw the gate and what it keeps over time, and return what they show."""
        edge, half = self._edge(), self.half_life
        f = _gate(self.forget_bias)
        biases = np.linspace(LOW, HIGH, 121)
        span = np.geomspace if self.log_scale else np.linspace
        steps = span(*self._span(), 241)
        beside, below = plots.side_by_side(ax)
        plots.memory.gate_by_bias(
            biases, sigmoid(biases), at=(self.forget_bias, f), edge=edge, ax=beside
        )
        plots.memory.retention_by_time(
            steps,
            f**steps,
            (1 - 1 / self.wanted) ** steps,
            half_life=half,
            duration=self.wanted,
            log_scale=self.log_scale,
            ax=below,
        )
        return say(
            "A forget bias of {0} gives a gate of {1}, which loses half {2} and keeps "
            "{3} after {4} steps. Chrono initialisation for {4} steps draws biases up "
            "to {5}, with a half-life {6}.",
            f"{self.forget_bias:.2f}",
            f"{f:.5f}",
            _in_steps(half),
            rounded(f**self.wanted, 3),
            self.wanted,
            f"{edge:.2f}",
            _of_steps(initial.half_life(edge)),
        )


def _in_steps(value: float) -> str:
    number = _number(value)
    return say("in 1 step") if number == "1" else say("in {0} steps", number)


def _of_steps(value: float) -> str:
    number = _number(value)
    return say("of 1 step") if number == "1" else say("of {0} steps", number)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _gate(bias: float) -> float:
    return float(sigmoid(np.array([bias]))[0])
