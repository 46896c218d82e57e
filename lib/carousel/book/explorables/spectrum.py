"""What does the whole network do to a gradient over T steps?"""

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel import flow, jacobian
from carousel.book import plots
from carousel.book.explorables._explorable import BoundedFloat
from carousel.book.explorables._small_network import SmallNetwork

LN10 = np.log(10)


class Spectrum(SmallNetwork):
    r"""The derivative of $c_T$ by $c_0$ of a small LSTM, three ways, and its spectrum.

    The truth is the (c, c) block of the ordered product of the exact 2h x 2h
    Jacobians, with $h_0$ held. Beside it stand the direct product
    $\operatorname{diag}(f_T \cdots f_1)$ and the popular chain of h x h matrices, which
    holds every output gate. The spectrum are the rates at which the whole product
    stretches 2h orthogonal directions (Lyapunov exponents by QR), as factors a step
    [@engelken2023; @vogt2022].

    Attributes:
        forget_bias: added to every forget gate's bias; no unit, -2 to 6.
        recurrent_scale: multiplies every recurrent matrix; no unit, 0 to 8.
        output_scale: multiplies the output gate's recurrent matrix once more; no unit,
            0 to 8.
        horizon: T, how many steps, 2 to 500.
        weights: the learner's own weights, or None; see `SmallNetwork`.
    """

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

    def found(self) -> tuple[flow.Journey, np.ndarray]:
        """How the derivative grows, and the rates of the whole as ln a step."""
        params = self.network(
            forget_bias=self.forget_bias,
            recurrent_scale=self.recurrent_scale,
            output_scale=self.output_scale,
            peephole_scale=0.0,
        )
        history = self.run(params, self.horizon)
        rates = flow.spectrum(jacobian.steps(params, history))
        return flow.journey(params, history), rates

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """The base-10 logarithms of the norms at T, the cosine, three of the rates."""
        seen, rates = self.found()
        return ["over all T steps", "value"], [
            ["log₁₀ norm of dc_T/dc_0, the truth", seen.truth[-1] / LN10],
            ["log₁₀ norm of the direct path", seen.direct[-1] / LN10],
            ["log₁₀ norm of the popular h × h chain", seen.chain[-1] / LN10],
            ["log₁₀ norm of ds_T/ds_0, the whole product", seen.whole / LN10],
            ["cosine between direct and truth", seen.cosine[-1]],
            ["largest factor a step", float(np.exp(rates[0]))],
            ["second factor a step", float(np.exp(rates[1]))],
            ["third factor a step", float(np.exp(rates[2]))],
        ]

    def static_figure(self, ax: Axes) -> str:
        """Draw sizes, angle and factors, and return what they show."""
        seen, rates = self.found()
        curves = {
            "the truth": (seen.truth / LN10, "ink"),
            "popular chain": (seen.chain / LN10, "h"),
            "direct path": (seen.direct / LN10, "c"),
        }
        plots.spectrum.journey_and_angle(curves, seen.cosine, np.exp(rates), ax=ax)
        ends = ", ".join(f"{name} {logs[-1]:.3g}" for name, (logs, _) in curves.items())
        return (
            f"Base-10 logarithm of the norm of dc_T/dc_0 after {self.horizon} steps: "
            f"{ends}. Cosine between direct path and truth: {seen.cosine[-1]:.3g}."
        )
