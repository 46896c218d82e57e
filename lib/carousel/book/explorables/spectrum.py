"""What does the whole network do to a gradient over T steps?"""

from typing import ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel import flow, jacobian
from carousel.book import plots
from carousel.book.explorables._explorable import BoundedFloat
from carousel.book.explorables._small_network import SmallNetwork
from carousel.book.explorables.words import say

LN10 = np.log(10)
HEAD = ["over all T steps", "value"]
ROWS = [
    "log₁₀ norm of dc_T/dc_0, the true derivative",
    "log₁₀ norm of the direct path",
    "log₁₀ norm of the product of partial Jacobians",
    "log₁₀ norm of ds_T/ds_0, the whole product",
    "cosine of direct path and true derivative",
    "largest factor per step",
    "second factor per step",
    "third factor per step",
]
HUES = {"exact": "ink", "productOfPartials": "rnn", "direct": "c"}
CURVES = {
    "exact": {"label": "true derivative", "short": "true"},
    "productOfPartials": {"label": "partial Jacobians", "short": "partial"},
    "direct": {"label": "direct path", "short": "direct"},
}


class Spectrum(SmallNetwork):
    r"""The derivative of $c_T$ by $c_0$ of a small LSTM, three ways, and its spectrum.

    The true derivative is the (c, c) block of the ordered product of the exact 2h x 2h
    Jacobians, with $h_0$ held. Beside it stand the direct product
    $\operatorname{diag}(f_T \cdots f_1)$ and the product of the h x h partial
    Jacobians, which holds every output gate. The spectrum is the rates at which the
    whole product stretches 2h orthogonal directions (Lyapunov exponents by QR), as
    factors per step [@engelken2023; @vogt2022].

    Attributes:
        forget_bias: added to every forget gate's bias; no unit, -2 to 6.
        recurrent_scale: multiplies every recurrent matrix; no unit, 0 to 8.
        output_scale: multiplies the output gate's recurrent matrix once more; no unit,
            0 to 8.
        horizon: T, how many steps, 2 to 500.
        weights: the learner's own weights, or None; see `SmallNetwork`.
    """

    constants: ClassVar = {**SmallNetwork.constants, "hues": HUES}
    words: ClassVar = {"head": HEAD, "rows": ROWS, "curves": CURVES}
    static_size = (6.8, 5.4)

    forget_bias = BoundedFloat(1.0, min=-2.0, max=6.0).tag(
        sync=True, label="forget bias", symbol="b_f", step=0.05, decimals=2, hue="f"
    )
    recurrent_scale = BoundedFloat(1.0, min=0.0, max=8.0).tag(
        sync=True,
        label="recurrent weights, times",
        symbol="U",
        step=0.05,
        decimals=2,
        hue="h",
    )
    output_scale = BoundedFloat(1.0, min=0.0, max=8.0).tag(
        sync=True,
        label="those of the output gate, times",
        symbol="U_o",
        step=0.05,
        decimals=2,
        hue="o",
    )
    horizon = traitlets.Int(100, min=2, max=500).tag(
        sync=True, label="steps", symbol="T", step=1, unit="steps"
    )

    def found(self) -> tuple[flow.Sensitivity, np.ndarray]:
        """How the derivative grows, and the rates of the whole as ln a step."""
        params = self.network(
            forget_bias=self.forget_bias,
            recurrent_scale=self.recurrent_scale,
            output_scale=self.output_scale,
            peephole_scale=0.0,
        )
        history = self.run(params, self.horizon)
        rates = flow.spectrum(jacobian.steps(params, history))
        return flow.sensitivity(params, history), rates

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """The base-10 logarithms of the norms at T, the cosine, three of the rates."""
        seen, rates = self.found()
        values = [
            seen.exact[-1] / LN10,
            seen.direct[-1] / LN10,
            seen.product_of_partials[-1] / LN10,
            seen.full_state / LN10,
            seen.cosine[-1],
            *np.exp(rates[:3]),
        ]
        rows = zip(self._say("rows"), map(float, values), strict=True)
        return self._say("head"), [list(row) for row in rows]

    def static_figure(self, ax: Axes) -> str:
        """Draw sizes, angle and factors, and return what they show."""
        seen, rates = self.found()
        logs = (seen.exact, seen.product_of_partials, seen.direct)
        curves = {
            CURVES[name]["label"]: (log / LN10, hue)
            for (name, hue), log in zip(HUES.items(), logs, strict=True)
        }
        plots.spectrum.sensitivity_and_angle(curves, seen.cosine, np.exp(rates), ax=ax)
        return say(
            "Base-10 logarithm of the norm of dc_T/dc_0 after {0} steps: {1}. Cosine "
            "between direct path and truth: {2}.",
            self.horizon,
            ", ".join(f"{say(n)} {logs[-1]:.3g}" for n, (logs, _) in curves.items()),
            f"{seen.cosine[-1]:.3g}",
        )
