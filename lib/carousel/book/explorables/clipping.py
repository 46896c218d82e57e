"""What does clipping do to a step, and to a run?"""

import json
from typing import ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel.book import plots
from carousel.book.claims.formatting import rounded
from carousel.book.explorables import _recorded_norms, _toy_loss
from carousel.book.explorables._explorable import BoundedFloat, Explorable
from carousel.book.explorables.words import say

MOST, TOP = 4.0, 2.0  # the map: u from 0 to MOST, and b from -TOP to TOP
WEIGHTS = np.linspace(0.0, MOST, 49)
LEVELS = np.array([0.1, 0.3, 0.6, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0])
HEAD = ["update", "u", "b", "loss", "gradient norm", "step", "loss, not clipped"]
ROWS = (0, 1, 2, 5, 10, 20, 40, _toy_loss.UPDATES)
BY = {"none": "not clipped", "norm": "clipped by norm", "value": "clipped by value"}


def measured() -> dict[str, np.ndarray]:
    """Of every update of a training run: `norm`, `largest` entry, and `loss`.

    An LSTM of 8 units that learns to keep one bit for 30 steps, by `_recorded_norms`.
    """
    kept = json.loads(_recorded_norms.KEPT.read_text(encoding="utf-8"))
    return {name: np.array(column) for name, column in kept.items()}


class Clipping(Explorable):
    r"""One step and a whole run of gradient descent on a cliff, clipped or not.

    The loss is that of one recurrent unit $h_t = \tanh(u h_{t-1} + b)$ that must keep
    one bit, $h_0 = \pm\frac12$, for T steps: between two walls both answers survive,
    beyond them one answer wins whatever the bit was. A gradient on a wall is as large
    as a product of T slopes [@pascanu2013]. Clipping by norm shortens a gradient and
    keeps its direction [@pascanu2013]; by value it cuts every entry on its own
    [@mikolov2012]. The histogram shows gradients of an LSTM, measured while it learned
    the same task with 8 units and 30 steps.

    Attributes:
        kind: "none", "norm" or "value".
        threshold: the largest norm, or entry, that is left; 0.05 to 10.
        learning_rate: what the clipped gradient is multiplied by; 0.01 to 0.5.
        recurrent_weight: u at the start; no unit, 0 to 4.
        bias: b at the start; no unit, -2 to 2.
        num_steps: T, over how many steps the bit must be kept; 2 to 20.
        update: the update whose step is looked at, 0 (the first) to 60.
    """

    constants: ClassVar = {
        **_toy_loss.CONSTANTS,
        "levels": LEVELS.tolist(),
        "points": len(WEIGHTS),
        "rows": ROWS,
    }
    words: ClassVar = {"head": HEAD, "by": BY}

    kind = traitlets.Enum(list(_toy_loss.KINDS), "norm").tag(
        sync=True,
        label="clip",
        options={"none": "not at all", "norm": "by norm", "value": "by value"},
    )
    threshold = BoundedFloat(1.0, min=0.05, max=10.0).tag(
        sync=True, label="threshold", symbol="θ", step=0.05, decimals=2
    )
    learning_rate = BoundedFloat(0.15, min=0.01, max=0.5).tag(
        sync=True, label="learning rate", symbol="η", step=0.01, decimals=2
    )
    update = traitlets.Int(10, min=0, max=_toy_loss.UPDATES).tag(
        sync=True, label="look at update", step=1
    )
    recurrent_weight = BoundedFloat(2.8, min=0.0, max=MOST).tag(
        sync=True, label="recurrent weight at the start", symbol="u", step=0.02
    )
    bias = BoundedFloat(-1.4, min=-TOP, max=TOP).tag(
        sync=True, label="bias at the start", symbol="b", step=0.02
    )
    num_steps = traitlets.Int(10, min=2, max=20).tag(
        sync=True, label="steps to keep the bit", symbol="T", step=1, unit="steps"
    )

    @traitlets.default("_data")
    def _default_data(self) -> dict[str, list[float]]:
        found = measured()
        return {name: np.sort(found[name]).tolist() for name in ("norm", "largest")}

    def run(self, kind: str | None = None) -> _toy_loss.Run:
        """The run from the figure's start, clipped as the figure says or another way.

        Args:
            kind: "none", "norm" or "value"; the figure's own if None.
        """
        return _toy_loss.descend(
            self.recurrent_weight,
            self.bias,
            num_steps=self.num_steps,
            learning_rate=self.learning_rate,
            kind=self.kind if kind is None else kind,
            threshold=self.threshold,
        )

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """Some updates of the run: weights, loss, gradient norm, length of the step.

        The last column is the loss of the run that is not clipped, in nats.
        """
        run, free = self.run(), self.run("none")
        lengths = self.learning_rate * np.hypot(*run.clipped.T)
        columns = (*run.weights.T, run.loss, run.norm, lengths, free.loss)
        rows = sorted({*ROWS, self.update})
        cells = [[float(n), *(float(c[n]) for c in columns)] for n in rows]
        return self._say("head"), cells

    def static_figure(self, ax: Axes) -> str:
        """Draw the map with the run, and the measured norms; return what they show."""
        run, free = self.run(), self.run("none")
        left, right = ax.get_subplotspec().subgridspec(1, 2).subplots()
        ax.set_axis_off()
        runs = {BY[self.kind]: (run.weights, "-")}
        if self.kind != "none":
            runs[BY["none"]] = (free.weights, "--")
        edges = _toy_loss.contours(WEIGHTS, LEVELS, TOP, self.num_steps)
        plots.clipping.cliff(WEIGHTS, edges, TOP, runs, ax=left)
        by_value = self.kind == "value"
        sizes = measured()["largest" if by_value else "norm"]
        what = "largest entry of a gradient" if by_value else "gradient norm"
        plots.clipping.norm_histogram(sizes, self.threshold, name=what, ax=right)
        limit, loss = f"{self.threshold:.2f}", rounded(run.loss[-1])
        if self.kind == "none":
            what_came = say(
                "Gradient descent on a loss with two cliffs, not clipped: after {0} "
                "updates the loss is {1}.",
                _toy_loss.UPDATES,
                loss,
            )
        else:
            what_came = say(
                "Gradient descent on a loss with two cliffs, {0} at {1}: after {2} "
                "updates the loss is {3}, not clipped {4}.",
                self._say("by")[self.kind],
                limit,
                _toy_loss.UPDATES,
                loss,
                rounded(free.loss[-1]),
            )
        more = say(
            "The largest gradient on the way has norm {0}. Of {1} gradients measured "
            "in an LSTM, {2} % lie above {3}.",
            rounded(run.norm.max(), 3),
            len(sizes),
            f"{100 * np.mean(sizes > self.threshold):.1f}",
            limit,
        )
        return f"{what_came} {more}"
