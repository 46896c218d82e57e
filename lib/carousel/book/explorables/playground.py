"""A network learns before your eyes, and its gradient with it."""

import json
from dataclasses import asdict
from functools import lru_cache
from numbers import Real
from typing import Any, ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel import interop
from carousel.book import plots
from carousel.book.explorables import training
from carousel.book.explorables._explorable import BoundedFloat, Explorable
from carousel.book.explorables.training.presets import PRESETS, TEST_EVERY, Preset
from carousel.book.explorables.words import say

TASKS = {
    "latch": "keep one bit",
    "order": "temporal order",
    "xor": "delayed XOR",
    "adding": "adding",
    "copy": "copy",
}
CELLS = {
    "rnn": "RNN",
    "lstm": "LSTM",
    "peephole": "peephole LSTM",
    "gru": "GRU",
    "lstm_1997": "cell of 1997",
}
STARTS = {
    "default": "as in PyTorch",
    "bias_0": "b_f = 0",
    "bias_1": "b_f = 1",
    "bias_3": "b_f = 3",
    "bias_5": "b_f = 5",
    "chrono": "chrono for T",
    "closed": "b_i = −1",
    "orthogonal": "orthogonal",
}
GRADIENTS = {"full": "full", "truncated": "truncated", "h-detach": "h-detach"}
CLIPS = {
    "norm": "by norm",
    "value": "by value",
    "percentile": "by percentile",
    "none": "not at all",
}
OPTIMIZERS = {"adam": "Adam", "sgd": "plain SGD"}
RATES = ("0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "1.5", "3", "10")
THRESHOLDS = ("0.01", "0.03", "0.05", "0.1", "0.3", "1", "3", "10", "50", "90")
PACES = {"slow": "10 a second", "watch": "60 a second", "fast": "as fast as it can"}
HINTS = {
    "steps": "T is how many steps a sequence has.",
    "cell": "1997: no forget gate; peephole: gates read c.",
    "start": "b_f, b_i: gate biases; chrono: biases made for T.",
    "gradient": "truncated: direct path alone; h-detach: at random.",
    "clip": "norm: the whole gradient; value: each entry.",
    "threshold": "The largest norm or entry, or a percentile.",
    "probability": "p is how often h-detach closes a step.",
    "limit": "Play stops there; once more, it goes on.",
}
HEAD = ["step", "true gradient", "direct path", "cosine", "mean forget gate"]
SHOWN = [preset for preset in PRESETS.values() if preset.label]  # with a button
SHORTEST = {"order": 20, "copy": 10}  # steps; other tasks run from 10 as well
RECALLED = 4  # steps of copy that are not its lag
MORE = "More"
FORGETS, GATED = ("lstm", "peephole"), ("lstm", "peephole", "lstm_1997")


class Listed(traitlets.Enum):
    """A number of a list, kept as it is written; numbers may be set."""

    def validate(self, obj: object, value: object) -> str:
        """The number as it stands in the list."""
        is_number = isinstance(value, Real) and not isinstance(value, bool)
        return super().validate(obj, f"{value:g}" if is_number else value)


def _list(values: dict | tuple, default: str, **words: object) -> traitlets.TraitType:
    kind = traitlets.Enum if isinstance(values, dict) else Listed
    named = values if isinstance(values, dict) else {v: v for v in values}
    return kind(list(named), default).tag(sync=True, options=named, list=True, **words)


class Playground(Explorable):
    r"""A recurrent network that trains in the page, and the way of its gradient.

    A batch has 16 sequences, the test set 256. Drawn are, at every step, the norm of
    the loss gradient of the state that carries (dL/dc_t, of an RNN or a GRU dL/dh_t)
    on the test set's first 32 sequences, the share of it that runs along the direct
    path alone, both divided by the norm at the last step, and the mean of every unit's
    forget gate (of a GRU its z). What the page trains, `run` trains to the last bit.

    Attributes:
        task: "latch", "order", "xor", "adding" or "copy", as `carousel.lab.tasks` has
            them.
        steps: T, how long a sequence is, 10 to 100; of order at least 20.
        cell: "rnn", "lstm", "peephole", "gru" or "lstm_1997".
        hidden: how many units, 2 to 16.
        start: of the weights: "default", "bias_0" to "bias_5" and "chrono" for cells
            with a forget gate, "closed" (an input bias of -1) for cells with an input
            gate, "orthogonal" for recurrent matrices; on other cells they do nothing.
        gradient: "full", "truncated" or "h-detach".
        clip: "norm", "value", "percentile" or "none".
        threshold: the largest norm or entry, or the percentile.
        optimizer: "adam" or "sgd".
        rate: of learning.
        probability: that h-detach closes a step, 0 to 1.
        scale: what multiplies every recurrent matrix at the start, 0.5 to 4.
        limit: after so many updates Play stops, 100 to 3000; pressed again, it goes on
            for as many.
        seed: of weights, data and tests, 0 to 99.
        pace: "slow", "watch" or "fast"; reduced motion draws every 50 updates.
        updates: how many the run has behind it; a page that is told a number runs to
            it from the start.
        hide: names of controls that the page leaves out, joined by +.
    """

    constants: ClassVar = {
        "every": TEST_EVERY,
        "shortest": SHORTEST,
        "recalled": RECALLED,
    }
    words: ClassVar = {
        "head": HEAD,
        "presets": {p.label: p.label for p in SHOWN},
        "short": {p.label: p.short for p in SHOWN if p.short},
        "asked": [p.asked for p in SHOWN],
        "hints": HINTS,
    }

    task = _list(TASKS, "order", label="task")
    steps = traitlets.Int(30, min=10, max=100).tag(
        sync=True, label="steps", symbol="T", step=5, unit="steps"
    )
    cell = _list(CELLS, "lstm", label="cell")
    hidden = traitlets.Int(8, min=2, max=16).tag(
        sync=True, label="units", step=1, unit="units"
    )
    start = _list(STARTS, "bias_1", label="start")
    gradient = _list(GRADIENTS, "full", label="gradient", live=True)
    optimizer = _list(OPTIMIZERS, "adam", label="optimizer", live=True)
    rate = _list(RATES, "0.01", label="learning rate", live=True)
    clip = _list(CLIPS, "norm", label="clip", live=True)
    threshold = _list(THRESHOLDS, "1", label="clip at", live=True)
    pace = _list(PACES, "watch", label="pace", live=True)
    seed = traitlets.Int(0, min=0, max=99).tag(
        sync=True, label="seed", step=1, group=MORE
    )
    probability = BoundedFloat(0.5, min=0.0, max=1.0).tag(
        sync=True,
        label="h-detach closes",
        symbol="p",
        step=0.05,
        decimals=2,
        group=MORE,
        live=True,
    )
    scale = BoundedFloat(1.0, min=0.5, max=4.0).tag(
        sync=True, label="recurrent weights times", step=0.05, decimals=2, group=MORE
    )
    limit = traitlets.Int(700, min=100, max=3000).tag(
        sync=True, label="stop after", step=100, unit="updates", group=MORE, live=True
    )
    updates = traitlets.Int(0, min=0, max=3000).tag(sync=True)
    hide = traitlets.Unicode("").tag(sync=True)
    _weights = traitlets.List().tag(sync=True)

    @traitlets.default("_spec")
    def _default_spec(self) -> dict:
        most = type(self).updates.max
        count = {"kind": "integer", "min": 0, "max": most, "default": 0}
        presets = {p.label: _state_of(p) for p in SHOWN}
        return {
            **super()._default_spec(),
            "constants": {**self.constants, "presets": presets},
            "also": {"updates": count, "hide": {"kind": "text", "default": ""}},
        }

    def settings(self) -> training.Settings:
        """What the engine is told; see `training.Settings`."""
        told = {
            "task": self.task,
            "options": {"lag": self.length - RECALLED}
            if self.task == "copy"
            else {"steps": self.length},
            "cell": self.cell,
            "hidden": self.hidden,
            "orthogonal": self.start == "orthogonal",
            "scale": self.scale,
            "gradient": self.gradient,
            "probability": self.probability,
            "clip": self.clip,
            "threshold": float(self.threshold),
            "optimizer": self.optimizer,
            "rate": float(self.rate),
            "seed": self.seed,
        }
        if self.cell in FORGETS and self.start == "chrono":
            told["forget_bias"] = "chrono"
        elif self.cell in FORGETS and self.start.startswith("bias_"):
            told["forget_bias"] = float(self.start.removeprefix("bias_"))
        if self.cell in GATED and self.start == "closed":
            told["input_bias"] = -1.0
        return training.Settings(**told)

    @property
    def length(self) -> int:
        """How many steps a sequence has: T, or the shortest that the task can have."""
        return max(self.steps, SHORTEST.get(self.task, 0))

    def run(self, updates: int) -> np.ndarray:
        """Train from the start: the loss of every update's batch, as on the page.

        The figure then shows that many updates. After a number that is not finite the
        losses end.

        Args:
            updates: how many, from 0; one takes Python a few hundredths of a second.
        """
        settings, losses = self.settings(), []
        state = training.begin(settings)
        for _ in range(updates):
            state, now = training.update(settings, state)
            losses.append(now.loss)
            if now.exploded:
                break
        self._trained = (settings, len(losses), state.weights)
        self.updates = len(losses)
        return np.array(losses)

    def to_torch(self) -> dict[str, Any]:
        """The trained network as `cell` and `readout`, two PyTorch modules in float64.

        `readout(cell(x)[0])` answers at every step; x is (time, batch, input). What a
        page has trained is taken as it is; without one, Python trains the updates.

        Raises:
            ValueError: for a cell that PyTorch does not have.
        """
        params, V, d = self.network()
        cell, readout = interop.to_torch(params), interop.linear_to_torch(V, d)
        return {"cell": cell, "readout": readout}

    def network(self) -> tuple:
        """The trained cell's Params, and V (hidden, outputs) and d of the readout."""
        settings = self.settings()
        shape = training.layout(settings, settings.make_task())
        return shape.params(self._found())

    def _found(self) -> np.ndarray:
        """The weights after the updates: the page's, or those of a run in Python."""
        settings = self.settings()
        if len(self._weights) == training.begin(settings).weights.size:
            return np.array(self._weights, float)
        known, updates, weights = getattr(self, "_trained", (None, 0, None))
        if (known, updates) != (settings, self.updates) and self.updates > 0:
            self.run(self.updates)
            weights = self._trained[2]
        return training.begin(settings).weights if self.updates == 0 else weights

    @traitlets.observe("task", "steps", "cell", "hidden", "start", "scale", "seed")
    def _anew(self, _change: object) -> None:
        self._weights = []

    def profile(self) -> dict[str, np.ndarray]:
        """By step, after the updates: `total`, `direct`, `cosine` and `forget`.

        See `training.measure`.
        """
        settings = self.settings()
        if self.updates == 0:
            return _before(settings)
        now = training.State(self._found(), (), np.empty(0))
        return training.measure(settings, now)

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """At a few steps, both norms with the true one of the last step as 1."""
        found, last = self.profile(), self.length
        size = found["total"][-1] or 1.0
        steps = sorted({1, *(last * part // 4 for part in (1, 2, 3)), last})
        rows = [
            [
                f"t = {t}",
                float(found["total"][t - 1] / size),
                float(found["direct"][t - 1] / size),
                float(found["cosine"][t - 1]),
                float(found["forget"][t - 1].mean()),
            ]
            for t in steps
        ]
        return self._say("head"), rows

    def static_figure(self, ax: Axes) -> str:
        """Draw the gradient by step, and return what is seen."""
        found, last = self.profile(), self.length
        size = found["total"][-1] or 1.0
        shares = {name: found[name] / size for name in ("total", "direct")}
        plots.training.profile_and_gates(shares, found["forget"], ax=ax)
        done = self.updates
        after = say("After {0} updates", done) if done else say("Before training")
        if done == 1:
            after = say("After 1 update")
        return say(
            "{0}, {1} with {2} units, {3} steps, task {4}: the gradient at step 1 is "
            "{5} times the last one’s, on the direct path alone {6} times. In a "
            "browser with scripts the network trains.",
            after,
            say(CELLS[self.cell]),
            self.hidden,
            last,
            say(TASKS[self.task]),
            f"{shares['total'][0]:.2g}",
            f"{shares['direct'][0]:.2g}",
        )


def _state_of(preset: Preset) -> dict:
    """What a preset sets; all other controls but seed and pace are as they began."""
    made = dict(preset.made)
    bias, closed = made.pop("forget_bias", None), made.pop("input_bias", None)
    start = "default" if closed is None else "closed"
    if bias is not None:
        start = bias if isinstance(bias, str) else f"bias_{bias:.0f}"
    lists = {n: f"{made[n]:g}" for n in ("rate", "threshold") if n in made}
    steps = made.pop("options")["steps"]
    return {**made, **lists, "steps": steps, "start": start, "limit": preset.updates}


def _before(settings: training.Settings) -> dict[str, np.ndarray]:
    """The profile before training, found once for all that begin alike."""
    made = {k: v for k, v in asdict(settings).items() if k not in training.LIVE}
    return _measured(json.dumps(made))


@lru_cache(maxsize=64)
def _measured(made: str) -> dict[str, np.ndarray]:
    settings = training.Settings(**json.loads(made))
    return training.measure(settings, training.begin(settings))
