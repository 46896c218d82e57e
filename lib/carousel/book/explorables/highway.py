"""How much gradient is left after k steps, in an RNN and on the carousel?"""

from typing import ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel.book import plots
from carousel.book.claims.formatting import rounded
from carousel.book.explorables._explorable import BoundedFloat, Explorable

STEPS = [0, 1, 2, 5, 10, 20, 50, 100, 200]  # the table's
HEAD = ["steps back k", "direct path, fᵏ", "RNN, rᵏ", "1997, 1ᵏ"]


class Highway(Explorable):
    """The share of a gradient that is left after k steps back, on three routes.

    The direct path of an LSTM keeps $f^k$; an RNN whose every step multiplies by a
    factor $r$ keeps $r^k$; the carousel of 1997 keeps everything
    [@hochreiter1997; @gers2000forget].

    Attributes:
        forget_gate: f, held constant over all steps; no unit, 0 to 1.
        rnn_factor: r, what one step of the recurrent network multiplies a gradient by;
            no unit, 0 to 1.5.
        horizon: how many steps back the picture reaches, 1 to 200.
        log_scale: whether the vertical axis is logarithmic, where a decay is a line.
        target: the step at which half should be left, marked in the picture; 0 marks
            none.
    """

    constants: ClassVar = {"steps": STEPS, "head": HEAD}

    target = traitlets.Int(0, min=0, max=200)

    forget_gate = BoundedFloat(0.9, min=0.0, max=1.0).tag(
        sync=True, label="forget gate", symbol="f", step=0.001, decimals=3, hue="f"
    )
    rnn_factor = BoundedFloat(0.53, min=0.0, max=1.5).tag(
        sync=True,
        label="RNN factor a step",
        symbol="r",
        step=0.01,
        decimals=2,
        hue="rnn",
    )
    horizon = traitlets.Int(50, min=1, max=200).tag(
        sync=True, label="steps back", symbol="k", step=1, unit="steps"
    )
    log_scale = traitlets.Bool(True).tag(sync=True, label="logarithmic axis")

    @traitlets.default("_data")
    def _default_data(self) -> dict:
        return {"target": self.target}

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """What is left after a few steps: the direct path, the RNN, the cell of 1997.

        Shares of the gradient, no unit.
        """
        f, r, last = self.forget_gate, self.rnn_factor, self.horizon
        steps = [k for k in STEPS if k < last]
        return HEAD, [[float(k), f**k, r**k, 1.0] for k in [*steps, last]]

    def static_figure(self, ax: Axes) -> str:
        """Draw the three curves, and return what they show."""
        steps = np.arange(self.horizon + 1)
        curves = {
            "1997: f = 1": (np.ones(len(steps)), "c"),
            f"LSTM, direct path: f = {self.forget_gate:.3f}": (
                self.forget_gate**steps,
                "c",
            ),
            f"RNN: factor {self.rnn_factor:.2f}": (self.rnn_factor**steps, "rnn"),
        }
        plots.flow.decay(curves, log_scale=self.log_scale, ax=ax)
        kept, rest = self.forget_gate**self.horizon, self.rnn_factor**self.horizon
        return (
            "Share of the gradient left after k steps back. After "
            f"{self.horizon} steps the direct path with f = {self.forget_gate:.3f} "
            f"keeps {rounded(kept)}, "
            f"an RNN with factor {self.rnn_factor:.2f} {rounded(rest)}, "
            "the carousel of 1997 all of it."
        )
