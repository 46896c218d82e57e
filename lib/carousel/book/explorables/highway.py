"""How much gradient is left after k steps, in an RNN and on the carousel?"""

from typing import ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel.book import plots
from carousel.book.claims.formatting import rounded
from carousel.book.explorables._explorable import BoundedFloat, Explorable
from carousel.book.explorables.words import each, say

STEPS = [0, 1, 2, 5, 10, 20, 50, 100, 200]  # the table's
# What the figure calls its steps and its three curves: over time, and over depth.
WORDS = {
    "time": {
        "back": "steps back",
        "unit": "steps",
        "factor": "RNN factor per step",
        "direct": ["LSTM, direct path", "LSTM"],
        "other": "RNN",
        "level": "1997",
        "head": ["steps back k", "direct path, fᵏ", "RNN, rᵏ", "1997, 1ᵏ"],
    },
    "depth": {
        "back": "layers back",
        "unit": "layers",
        "factor": "stack factor per layer",
        "direct": ["highway, direct path", "highway"],
        "other": "stack",
        "level": "residual",
        "head": ["layers back k", "direct path, fᵏ", "stack, rᵏ", "residual, 1ᵏ"],
    },
}


class Highway(Explorable):
    """The share of a gradient that is left after k steps back, on three routes.

    The direct path of an LSTM keeps $f^k$; an RNN whose every step multiplies by a
    factor $r$ keeps $r^k$; the carousel of 1997 keeps everything
    [@hochreiter1997; @gers2000forget]. Over depth the same three curves are those of a
    highway network, of a stack of layers, and of a residual network's identity
    [@srivastava2015highway; @he2016identity].

    Attributes:
        forget_gate: f, held constant over all steps; no unit, 0 to 1.
        rnn_factor: r, what one step of the recurrent network multiplies a gradient by;
            no unit, 0 to 1.5.
        horizon: how many steps back the picture reaches, 1 to 200.
        log_scale: whether the vertical axis is logarithmic, where a decay is a line.
        target: the step at which half should be left, marked in the picture; 0 marks
            none.
        over: "time" or "depth", which the words of the figure follow.
    """

    constants: ClassVar = {"steps": STEPS}
    words: ClassVar = WORDS

    target = traitlets.Int(0, min=0, max=200)
    over = traitlets.Enum(list(WORDS), "time")

    forget_gate = BoundedFloat(0.9, min=0.0, max=1.0).tag(
        sync=True, label="forget gate", symbol="f", step=0.001, decimals=3, hue="f"
    )
    rnn_factor = BoundedFloat(0.53, min=0.0, max=1.5).tag(
        sync=True,
        label="RNN factor per step",
        symbol="r",
        step=0.01,
        decimals=2,
        hue="rnn",
    )
    horizon = traitlets.Int(50, min=1, max=200).tag(
        sync=True, label="steps back", symbol="k", step=1, unit="steps"
    )
    log_scale = traitlets.Bool(True).tag(sync=True, label="logarithmic axis")

    @traitlets.default("_spec")
    def _default_spec(self) -> dict:
        """The controls and the constants, in the words of time or of depth."""
        spec, words = super()._default_spec(), WORDS[self.over]
        factor, horizon = (spec["controls"][n] for n in ("rnn_factor", "horizon"))
        factor["label"] = words["factor"]
        horizon |= {"label": words["back"], "unit": words["unit"]}
        constants = {**self.constants, "over": self.over}
        return {**spec, "constants": constants, "words": words}

    def __repr__(self) -> str:
        said = super().__repr__()
        return said if self.over == "time" else f"{said[:-1]}, over={self.over!r})"

    @traitlets.default("_data")
    def _default_data(self) -> dict:
        return {"target": self.target}

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """What is left after a few steps: the direct path, the RNN, the cell of 1997.

        Shares of the gradient, no unit.
        """
        f, r, last = self.forget_gate, self.rnn_factor, self.horizon
        steps = [k for k in STEPS if k < last]
        rows = [[float(k), f**k, r**k, 1.0] for k in [*steps, last]]
        return each(WORDS[self.over]["head"]), rows

    def static_figure(self, ax: Axes) -> str:
        """Draw the three curves, and return what they show."""
        steps, words = np.arange(self.horizon + 1), WORDS[self.over]
        curves = {
            f"{words['level']}: f = 1": (np.ones(len(steps)), "c"),
            f"{words['direct'][0]}: f = {self.forget_gate:.3f}": (
                self.forget_gate**steps,
                "c",
            ),
            f"{words['other']}: factor {self.rnn_factor:.2f}": (
                self.rnn_factor**steps,
                "rnn",
            ),
        }
        plots.flow.decay(curves, log_scale=self.log_scale, ax=ax)
        ax.set_xlabel(f"{words['back']}, $k$")
        kept, rest = self.forget_gate**self.horizon, self.rnn_factor**self.horizon
        numbers = (
            self._after(),
            f"{self.forget_gate:.3f}",
            rounded(kept),
            f"{self.rnn_factor:.2f}",
            rounded(rest),
        )
        if self.over == "time":
            return say(
                "Share of the gradient left after k steps back. {0} the "
                "direct path with f = {1} keeps {2}, an RNN with factor {3} {4}, the "
                "carousel of 1997 all of it.",
                *numbers,
            )
        return say(
            "Share of the gradient left after k layers back. {0} the "
            "direct path with f = {1} keeps {2}, a stack with factor {3} {4}, the "
            "identity of a residual network all of it.",
            *numbers,
        )

    def _after(self) -> str:
        k, in_time = self.horizon, self.over == "time"
        if k == 1:
            return say("After 1 step") if in_time else say("After 1 layer")
        return say("After {0} steps", k) if in_time else say("After {0} layers", k)
