"""Which numbers of the worked example does a gate move, forward and backward?"""

from typing import ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel.book import plots
from carousel.book.explorables._explorable import BoundedFloat, Explorable
from carousel.book.explorables.words import say
from carousel.examples import worked

_WORDS = {
    "f": "forget gate",
    "i": "input gate",
    "c_tilde": "candidate",
    "o": "output gate",
}
_UNITS = {"first": [1], "second": [2], "both": [1, 2]}
_SIGNS = {"f": "f", "i": "i", "c_tilde": "c\u0303", "o": "o"}


HEAD = [
    *("step", "unit", *_SIGNS.values(), "c", "h"),
    *("∂L/∂c direct", "∂L/∂c in full", "∂L/∂h"),
]


def _gates(*, step: int, unit: int) -> list[BoundedFloat]:
    """The gates of one step and one unit, in the order of the example's."""
    return [_gate(name, step, unit) for name in worked.GATES]


def _gate(name: str, t: int, unit: int) -> BoundedFloat:
    low = -0.98 if name == "c_tilde" else 0.02
    return BoundedFloat(
        float(worked.GATES[name][t - 1, unit - 1]), min=low, max=0.98
    ).tag(
        sync=True,
        label=f"{_WORDS[name]}, unit {unit}",
        symbol=f"{_SIGNS[name]}{'₀₁₂₃'[t]}",
        step=0.01,
        decimals=2,
        hue=name,
        group=f"step {t}",
    )


class Trace(Explorable):
    r"""Two units, three steps, every number: forward, along the carousel, in full.

    The cell is the LSTM [@gers2000forget] from $c_0 = (0.5, -0.3)$ and
    $h_0 = (0.2, 0.1)$ on; $L$ is the sum of the last h. The gates are given, and the
    biases follow from them, each step its own: $b_{k,t} = \sigma^{-1}(k_t) -
    U_k h_{t-1}$. No trained network has a bias for each step; here they let every gate
    be moved alone. So the forward pass and the gradient along the carousel are the
    same for all recurrent weights $U_k[a, b] = s \cos(1 + 3a + 5b + 2k)$; only the true
    gradient, which also goes through the gates, knows s [@kanuparthi2019]. It is taken
    where the gates put the network, with U and the biases held.

    Attributes:
        scale: s, the size of the recurrent weights; no unit, 0 to 8.
        unit: whose graph is shown: "first", "second" or "both".
        f_1_1: a gate, its step and its unit, and likewise `f_1_2` … `f_3_2`: forget
            gates; no unit, 0.02 to 0.98.
        i_1_1: likewise the input gates, 0.02 to 0.98.
        c_tilde_1_1: likewise the candidates, -0.98 to 0.98.
        o_1_1: likewise the output gates, 0.02 to 0.98.
    """

    constants: ClassVar = {
        "first": {name: v.tolist() for name, v in vars(worked.FIRST).items()},
    }
    words: ClassVar = {"head": HEAD}

    scale = BoundedFloat(1.0, min=0.0, max=8.0).tag(
        sync=True,
        label="scale of the recurrent weights",
        symbol="s",
        step=0.01,
        hue="h",
    )
    unit = traitlets.Enum(list(_UNITS), "first").tag(
        sync=True,
        label="unit",
        options={"first": "unit 1", "second": "unit 2", "both": "both"},
    )
    f_1_1, i_1_1, c_tilde_1_1, o_1_1 = _gates(step=1, unit=1)
    f_1_2, i_1_2, c_tilde_1_2, o_1_2 = _gates(step=1, unit=2)
    f_2_1, i_2_1, c_tilde_2_1, o_2_1 = _gates(step=2, unit=1)
    f_2_2, i_2_2, c_tilde_2_2, o_2_2 = _gates(step=2, unit=2)
    f_3_1, i_3_1, c_tilde_3_1, o_3_1 = _gates(step=3, unit=1)
    f_3_2, i_3_2, c_tilde_3_2, o_3_2 = _gates(step=3, unit=2)

    def trace(self) -> worked.Trace:
        """Every number of the state, as `worked.trace` has it."""
        gates = {
            name: np.array(
                [[getattr(self, f"{name}_{t}_{u}") for u in (1, 2)] for t in (1, 2, 3)]
            )
            for name in worked.GATES
        }
        return worked.trace(gates, scale=self.scale)

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """Every number of the units shown, a row for each step: gates, c, h, gradients.

        No unit; step 0 is before the first step and has no gates.
        """
        found, rows = self.trace(), []
        for u in _UNITS[self.unit]:
            for t in range(worked.STEPS + 1):
                gates = [
                    float(getattr(found.history, name)[t - 1, u - 1]) if t else "–"
                    for name in worked.GATES
                ]
                rest = (found.c, found.h, found.direct, found.dc, found.dh)
                numbers = [float(values[t, u - 1]) for values in rest]
                rows.append([float(t), float(u), *gates, *numbers])
        return self._say("head"), rows

    def static_figure(self, ax: Axes) -> str:
        """Draw every number of both units, and return what they show."""
        found = self.trace()
        ax.figure.set_size_inches(plots.trace.SIZE)
        plots.trace.unrolled(
            {name: getattr(found.history, name) for name in worked.GATES},
            {"c": found.c, "h": found.h},
            {
                ("← ∂L/∂c along the direct path alone", "c"): found.direct,
                ("← ∂L/∂c in full", "ink"): found.dc,
                ("← ∂L/∂h through the gates", "h"): found.dh,
            },
            ax=ax,
        )
        pair = "({:.4f}, {:.4f})".format
        return say(
            "The worked example unrolled over three steps, with every gate, cell "
            "state, output and gradient. With recurrent weights of scale {0} the "
            "gradient of the loss at the first cell state is {1}; along the direct "
            "path alone it is {2}.",
            f"{self.scale:.2f}",
            pair(*found.dc[0]),
            pair(*found.direct[0]),
        )
