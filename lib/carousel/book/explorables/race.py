"""Where does the gradient of the last step arrive?"""

from typing import ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel import flow
from carousel.book import plots
from carousel.book.claims.formatting import rounded
from carousel.book.explorables import _initialisation, _portable_rng
from carousel.book.explorables._explorable import BoundedFloat, Explorable
from carousel.book.explorables.words import say
from carousel.flow.detached import mean_profile

CELLS = {
    kind: {"label": label, "short": short, "hue": hue}
    for kind, label, short, hue in (
        ("rnn", "RNN", "RNN", "rnn"),
        ("lstm", "LSTM", "LSTM", "lstm"),
        ("peephole", "LSTM with peepholes", "peepholes", "lstm"),
        ("gru", "GRU", "GRU", "gru"),
        ("lstm_1997", "cell of 1997", "1997", "c"),
    )
}
METRICS = ["first / last", "std / mean", "steps above max/10"]
MEMORY = ("lstm", "peephole", "lstm_1997")
MORE = "The draw of the weights"
LEVEL = 1e-12  # a spread below this is the rounding of a level profile
BIASES = {name: f"b_f = {bias:.0f}" for name, bias in _initialisation.BIASES.items()}
INITIALISATIONS = {"default": "default", **BIASES, "chrono": "chrono for T"}


class Race(Explorable):
    r"""The norm of the last step's loss gradient at every earlier step, cell by cell.

    Every network has 8 units and reads 4 random inputs a step; the loss is the sum of
    the last output. What is drawn is the norm of dL/dc_t, for the RNN and the GRU of
    dL/dh_t, divided by that at the last step. The weights are those of
    `_initialisation.network`; nothing is trained. For the cells with a c, each step's
    routes from the gates and the candidate to the last output, and through peepholes,
    are closed with a probability: 0 is the full gradient, 1 the truncated one of 1997,
    and between them stands the mean over all draws of h-detach, which is exact
    [@hochreiter1997; @kanuparthi2019].

    Attributes:
        rnn: whether the plain recurrent network runs.
        lstm: whether the LSTM runs.
        peephole: whether the LSTM with peepholes runs.
        gru: whether the gated recurrent unit runs.
        lstm_1997: whether the cell without a forget gate runs.
        initialisation: of the weights: "default" (all biases 0), "bias_1", "bias_3",
            "bias_5" or "chrono" [@tallec2018]; it leaves the RNN alone.
        orthogonal: whether the RNN's matrix is orthogonal [@saxe2014].
        detach: the probability that a step is closed, 0 to 1.
        horizon: T, how many steps, 2 to 200.
        scale: what multiplies every recurrent matrix, 0.5 to 2.
        seed: of the weights and the inputs, 0 to 19.
        log_scale: whether the vertical axis is logarithmic.
    """

    constants: ClassVar = {**_initialisation.SIZE, "level": LEVEL}
    words: ClassVar = {"metrics": METRICS}

    rnn = traitlets.Bool(True).tag(sync=True, **CELLS["rnn"])
    lstm = traitlets.Bool(True).tag(sync=True, **CELLS["lstm"])
    peephole = traitlets.Bool(False).tag(sync=True, dashed=True, **CELLS["peephole"])
    gru = traitlets.Bool(False).tag(sync=True, **CELLS["gru"])
    lstm_1997 = traitlets.Bool(False).tag(sync=True, **CELLS["lstm_1997"])
    initialisation = traitlets.Enum(list(INITIALISATIONS), "default").tag(
        sync=True, label="start of the weights", options=INITIALISATIONS
    )
    detach = BoundedFloat(0.0, min=0.0, max=1.0).tag(
        sync=True,
        label="routes through gates closed",
        symbol="p",
        step=0.05,
        decimals=2,
        hue="c",
    )
    horizon = traitlets.Int(50, min=2, max=200).tag(
        sync=True, label="steps", symbol="T", step=1, unit="steps"
    )
    scale = BoundedFloat(1.0, min=0.5, max=2.0).tag(
        sync=True, label="recurrent weights times", step=0.05, decimals=2, group=MORE
    )
    orthogonal = traitlets.Bool(False).tag(
        sync=True, label="orthogonal RNN", hue="rnn", group=MORE
    )
    seed = traitlets.Int(0, min=0, max=19).tag(
        sync=True, label="seed", step=1, group=MORE
    )
    log_scale = traitlets.Bool(True).tag(sync=True, label="logarithmic axis")

    def profiles(self) -> dict[str, np.ndarray]:
        """The gradient's norm at every step by curve, with that of the last step as 1.

        A cell with a c that is partly closed has a second curve, its full gradient.
        """
        x = _portable_rng.inputs_of(self.seed, self.horizon, _initialisation.INPUTS)
        found = {}
        for kind in [kind for kind in CELLS if getattr(self, kind)]:
            params = _initialisation.network(
                kind,
                self._start(kind),
                seed=self.seed,
                longest=self.horizon,
                scale=self.scale,
            )
            history = _portable_rng.CELLS[kind].run(params, x)
            dh_last = np.ones(params.hidden)
            name = CELLS[kind]["short"]
            if kind in MEMORY and self.detach > 0:
                cut = mean_profile(params, history, dh_last, self.detach)
                found[f"{name}, {self._mode()}"] = cut.c / cut.c[-1]
                name = f"{name}, full"
            full = flow.profile(params, history, dh_last)
            norms = full.h if full.c is None else full.c
            found[name] = norms / norms[-1]
        return found

    def _start(self, kind: str) -> str:
        if kind == "rnn":
            return "orthogonal" if self.orthogonal else "default"
        return self.initialisation

    def _mode(self) -> str:
        return "truncated" if self.detach == 1 else f"p = {self.detach:.2f}"

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """Norms at a few steps, with the last step's as 1, and the three metrics."""
        profiles, last = self.profiles(), self.horizon
        steps = sorted({1, *(max(1, last * part // 4) for part in (1, 2, 3)), last})
        rows = [
            [f"t = {t}", *(float(n[t - 1]) for n in profiles.values())] for t in steps
        ]
        found = [flow.metrics(norms) for norms in profiles.values()]
        scores = [
            [one.first_last for one in found],
            [one.variation * (one.variation > LEVEL) for one in found],
            [float(one.effective_range) for one in found],
        ]
        names = self._say("metrics")
        rows += [[name, *row] for name, row in zip(names, scores, strict=True)]
        return ["", *map(_said, profiles)], rows

    def static_figure(self, ax: Axes) -> str:
        """Draw the curves and their metrics, and return what they show."""
        profiles = self.profiles()
        metrics = [vars(flow.metrics(norms)).values() for norms in profiles.values()]
        hues = {cell["short"]: cell["hue"] for cell in CELLS.values()}
        looks = {name: hues[name.partition(",")[0]] for name in profiles}
        beside, below = plots.side_by_side(ax, (1.1, 1))
        plots.race.gradient_norms(profiles, looks, log_scale=self.log_scale, ax=beside)
        plots.race.metrics_table(
            dict(zip(profiles, metrics, strict=True)), looks, ax=below
        )
        shares = ", ".join(
            f"{_said(name)} {rounded(norms[0])}" for name, norms in profiles.items()
        )
        return say(
            "Norm of the loss gradient at every step, that of the last step as 1. "
            "At step 1 of {0}, start {1}: {2}.",
            self.horizon,
            say(INITIALISATIONS[self.initialisation]),
            shares or say("no cell is chosen"),
        )


def _said(name: str) -> str:
    """The name of a curve in the figures' language."""
    cell, _, mode = name.partition(", ")
    if mode == "truncated":
        return say("{0}, truncated", say(cell))
    if mode == "full":
        return say("{0}, full", say(cell))
    return f"{say(cell)}, {mode}" if mode else say(cell)
