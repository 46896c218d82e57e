"""Which path carries the gradient of one step?"""

from typing import ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel import jacobian
from carousel.book import plots
from carousel.book.claims.formatting import rounded
from carousel.book.explorables._explorable import BoundedFloat
from carousel.book.explorables._small_network import SmallNetwork
from carousel.book.explorables.words import say

STEPS = 20
NAMES = ("direct", "forget", "input", "candidate", "peephole")
HEAD = ["path", "norm", "spectral radius", "largest entry"]


class Paths(SmallNetwork):
    r"""The partial Jacobian from c_{t-1} to c_t of a small network, path by path.

    Six heat maps of one step of a run: the direct path $\operatorname{diag}(f_t)$, the
    paths through the forget gate, the input gate, the candidate and the peepholes, and
    the sum of those that are switched on, with its norm (the largest singular value)
    and its spectral radius. The output gate of the step before is held fixed, as
    is usual [@gers2000forget; @kanuparthi2019].

    Attributes:
        forget_bias: added to every forget gate's bias; no unit, -2 to 6.
        recurrent_scale: multiplies every recurrent matrix; no unit, 0 to 8.
        output_bias: added to every output gate's bias; no unit, -4 to 4.
        peephole_scale: multiplies the peephole weights; no unit, 0 (none) to 8.
        step: which step of the run is shown, 1 to 20. Before step 1 the output does not
            depend on the cell state, so only the direct path and peepholes are there.
        use_direct: whether the direct path is part of the total.
        use_forget: whether the path through the forget gate is.
        use_input: whether the path through the input gate is.
        use_candidate: whether the path through the candidate is.
        use_peephole: whether the paths through the peepholes are.
        weights: the learner's own weights, or None; see `SmallNetwork`.
    """

    words: ClassVar = {"head": HEAD, "rows": {name: name for name in (*NAMES, "total")}}
    static_size = (6.4, 5.0)

    forget_bias = BoundedFloat(0.0, min=-2.0, max=6.0).tag(
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
    output_bias = BoundedFloat(0.0, min=-4.0, max=4.0).tag(
        sync=True, label="output bias", symbol="b_o", step=0.05, decimals=2, hue="o"
    )
    peephole_scale = BoundedFloat(0.0, min=0.0, max=8.0).tag(
        sync=True,
        label="peephole weights, times",
        symbol="p",
        step=0.05,
        decimals=2,
    )
    step = traitlets.Int(12, min=1, max=STEPS).tag(
        sync=True, label="step of the run", symbol="t", step=1
    )
    use_direct = traitlets.Bool(True).tag(sync=True, label="direct", hue="c")
    use_forget = traitlets.Bool(True).tag(sync=True, label="forget gate", hue="f")
    use_input = traitlets.Bool(True).tag(sync=True, label="input gate", hue="i")
    use_candidate = traitlets.Bool(True).tag(
        sync=True, label="candidate", hue="c_tilde"
    )
    use_peephole = traitlets.Bool(True).tag(sync=True, label="peepholes", hue="quiet")

    def found(self) -> dict[str, np.ndarray]:
        """The five terms of the chosen step and the total of those switched on."""
        params = self.network(
            forget_bias=self.forget_bias,
            output_bias=self.output_bias,
            recurrent_scale=self.recurrent_scale,
            peephole_scale=self.peephole_scale,
        )
        paths = jacobian.paths(params, self.run(params, self.step))
        terms = {name: getattr(paths, name)[-1] for name in NAMES}
        chosen = [terms[name] for name in NAMES if getattr(self, f"use_{name}")]
        return terms | {"total": sum(chosen, np.zeros_like(terms["direct"]))}

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """Norm, spectral radius and largest entry of every term and of the total."""
        names = self._say("rows")
        return self._say("head"), [
            [
                names[name],
                float(np.linalg.norm(term, 2)),
                float(np.abs(np.linalg.eigvals(term)).max()),
                float(np.abs(term).max()),
            ]
            for name, term in self.found().items()
        ]

    def static_figure(self, ax: Axes) -> str:
        """Draw the six heat maps, and return what they show."""
        plots.heat.matrices(self.found(), columns=3, ax=ax)
        norms = {row[0]: row[1] for row in self.table()[1]}
        return say(
            "Six heat maps of the terms of dc_t/dc_(t-1) at step {0}. Norms: {1}.",
            self.step,
            ", ".join(f"{name} {rounded(size, 3)}" for name, size in norms.items()),
        )
