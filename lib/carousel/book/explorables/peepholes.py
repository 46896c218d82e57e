"""What does a gate see, and what does it add to the derivative?"""

from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes

from carousel.book import plots
from carousel.book.claims.formatting import rounded
from carousel.book.explorables import _one_unit
from carousel.book.explorables._explorable import BoundedFloat, Explorable
from carousel.book.explorables.words import say

REACH = 6.0  # the pictures show states from -REACH to REACH; a step adds less than 1
STATES = np.linspace(-REACH, REACH, 97)
HEAD = ["what", "with peepholes", "without"]
OFF = "inputs of the gates from elsewhere"
WORDS = {"i": "input", "f": "forget", "o": "output"}


def _peephole(gate: str, start: float) -> BoundedFloat:
    label = f"peephole of the {WORDS[gate]} gate"
    return BoundedFloat(start, min=-4.0, max=4.0).tag(
        sync=True, label=label, symbol=f"p_{gate}", step=0.1, decimals=1, hue=gate
    )


def _bias(gate: str, start: float) -> BoundedFloat:
    label = f"net input of the {WORDS[gate]} gate without its peephole"
    look = {"symbol": f"b_{gate}", "step": 0.1, "decimals": 1, "hue": gate}
    return BoundedFloat(start, min=-10.0, max=10.0).tag(
        sync=True,
        label=label,
        short=f"net input, {WORDS[gate]} gate",
        group=OFF,
        **look,
    )


class Peepholes(Explorable):
    r"""One unit whose gates see the cell state through peepholes.

    The input and the forget gate see the old state, $i = \sigma(b_i + p_i c_{t-1})$ and
    $f = \sigma(b_f + p_f c_{t-1})$; the output gate sees the new one,
    $o = \sigma(b_o + p_o c_t)$ [@gers2000count; @gers2002]. So

    $\partial c_t/\partial c_{t-1} = f + c_{t-1} f(1-f) p_f + \tilde c\, i(1-i) p_i$,

    $\partial h_t/\partial c_t = o(1 - \tanh^2 c_t) + o(1-o) p_o \tanh c_t$.

    All terms are those of the full gradient; in 2000 and 2002 no error flowed back
    through peepholes. The candidate is held, and nothing comes in from other units.

    Attributes:
        p_i: peephole of the input gate; no unit, -4 to 4.
        p_f: peephole of the forget gate; no unit, -4 to 4.
        p_o: peephole of the output gate; no unit, -4 to 4.
        c_prev: the old cell state; no unit, -5 to 5.
        b_i: net input of the input gate apart from its peephole; no unit, -10 to 10.
        b_f: the same of the forget gate.
        b_o: the same of the output gate.
        c_tilde: the candidate after its tanh; no unit, -0.99 to 0.99.
    """

    constants: ClassVar = {
        "reach": REACH,
        "points": len(STATES),
        "rows": list(_one_unit.ROWS.values()),
    }
    words: ClassVar = {"head": HEAD, "rows": list(_one_unit.ROWS)}

    p_i = _peephole("i", 1.0)
    p_f = _peephole("f", 1.5)
    p_o = _peephole("o", 2.0)
    c_prev = BoundedFloat(1.6, min=-5.0, max=5.0).tag(
        sync=True, label="old cell state", symbol="c", step=0.05, decimals=2, hue="c"
    )
    b_i = _bias("i", -1.0)
    b_f = _bias("f", -2.0)
    b_o = _bias("o", -3.0)
    c_tilde = BoundedFloat(0.8, min=-0.99, max=0.99).tag(
        sync=True, label="candidate", symbol="c̃", step=0.01, hue="c_tilde", group=OFF
    )

    def response(
        self, c_prev: float | np.ndarray | None = None, *, peepholes: bool = True
    ) -> _one_unit.Response:
        """Gates, new state and slopes, for one old cell state or for many.

        Args:
            c_prev: the figure's own if None.
            peepholes: False shuts all three.
        """
        p = {k: getattr(self, f"p_{k}") * peepholes for k in "ifo"}
        b = {k: getattr(self, f"b_{k}") for k in "ifo"}
        b["c"] = float(np.arctanh(self.c_tilde))
        return _one_unit.response(p, b, self.c_prev if c_prev is None else c_prev)

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """Gates, states and slopes, with the peepholes and without; no units."""
        both = [self.response(), self.response(peepholes=False)]
        rows = [
            [name, *(float(getattr(u, key)[0]) for u in both)]
            for name, key in zip(
                self._say("rows"), _one_unit.ROWS.values(), strict=True
            )
        ]
        return self._say("head"), rows

    def static_figure(self, ax: Axes) -> str:
        """Draw the gates, the new state and its slope; return what they show."""
        panels = ax.get_subplotspec().subgridspec(1, 3).subplots()
        ax.set_axis_off()
        for panel, (name, curves) in zip(panels, self._curves().items(), strict=True):
            where = {"xlabel": "old state $c_{t-1}$", "ylabel": name}
            plots.peepholes.curves_by_state(
                STATES, curves, at=self.c_prev, ax=panel, **where
            )
        return self._said()

    def _curves(self) -> dict[str, dict[str, tuple[np.ndarray, str, str]]]:
        """What the still picture draws: by panel and name, values and their look."""
        seen, bare = self.response(STATES), self.response(STATES, peepholes=False)
        return {
            "gates": {
                "$i$": (seen.i, "i", "-"),
                "$f$": (seen.f, "f", "-"),
                "_i": (bare.i, "i", "--"),
                "_f": (bare.f, "f", "--"),
            },
            "new state $c_t$": {
                "$c_t$": (seen.c, "c", "-"),
                "no peepholes": (bare.c, "c", "--"),
            },
            "slope $dc_t/dc_{t-1}$": {
                "sum": (seen.slope, "ink", "-"),
                "direct": (seen.direct, "c", "-"),
                "by $p_f$": (seen.through_f, "f", "-"),
                "by $p_i$": (seen.through_i, "i", "-"),
                "_bare": (bare.slope, "ink", "--"),
            },
        }

    def _said(self) -> str:
        now, bare = self.response(), self.response(peepholes=False)
        names = ("c", "slope", "direct", "through_f", "through_i")
        out = ("dh_dc_full", "dh_dc", "through_o")
        return say(
            "One unit with peepholes. From an old cell state of {0} the new one is "
            "{1}. The slope of that step is {2}: {3} directly, {4} through p_f, {5} "
            "through p_i; without peepholes it would be {6}. The output answers the "
            "new state with a slope of {7}: {8} through the tanh, {9} through p_o.",
            f"{self.c_prev:.2f}",
            *(rounded(getattr(now, name)[0], 3) for name in names),
            rounded(bare.slope[0], 3),
            *(rounded(getattr(now, name)[0], 3) for name in out),
        )
