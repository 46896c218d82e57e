"""What does each edge of the graph do to a gradient on its way back?"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel.book import longhand, plots
from carousel.book.explorables._explorable import BoundedFloat, Explorable
from carousel.book.explorables.words import say
from carousel.examples import worked

_T = worked.STEPS
_NETS = {
    "i": "dc_{t} * c_tilde_{t} * i_{t} * (1 - i_{t})",
    "f": "dc_{t} * c_{p} * f_{t} * (1 - f_{t})",
    "c": "dc_{t} * i_{t} * (1 - c_tilde_{t}**2)",
    "o": "dh_{t} * tanh(c_{t}) * o_{t} * (1 - o_{t})",
}
_GATES = {"i": "i", "f": "f", "c": "c_tilde", "o": "o"}  # whose net input is whose
HEAD = [
    *("edge", "from", "to", "by"),
    *("unit 1", "unit 2", "so far, unit 1", "so far, unit 2"),
]


@dataclass(frozen=True)
class Edge:
    """One edge on the way back: from a number, by a factor or a gate, to another.

    `formula` is what it brings, as `longhand` reads it, and `name` what that is called.
    """

    source: str
    target: str
    by: str
    name: str
    formula: str


def _edges() -> tuple[Edge, ...]:
    shown = "o_{t} * (1 - tanh(c_{t})**2) * dh_{t}"
    edges = [
        Edge("L", f"h_{_T}", "", "start", f"ones_{_T}"),
        Edge(f"h_{_T}", f"c_{_T}", f"o_{_T}", f"out_{_T}", shown.format(t=_T)),
    ]
    for t in range(_T, 1, -1):
        c, h, p = f"c_{t}", f"h_{t}", t - 1
        edges.append(Edge(c, f"c_{p}", f"f_{t}", f"kept_{t}", f"f_{t} * dc_{t}"))
        for k, gate in _GATES.items():
            source, net = h if k == "o" else c, _NETS[k].format(t=t, p=p)
            by, through = f"{gate}_{t}", f"U_{k}.T @ ({net})"
            edges.append(Edge(source, f"h_{p}", by, f"by_{k}_{t}", through))
        edges.append(Edge(f"h_{p}", f"c_{p}", f"o_{p}", f"out_{p}", shown.format(t=p)))
    return *edges, Edge("c_1", "c_0", "f_1", "kept_1", "f_1 * dc_1")


EDGES = _edges()


def _lines() -> list[str]:
    """The formulas of all edges in order, and of what has come to every number."""
    lines, brought = [], {}
    for place, edge in enumerate(EDGES):
        lines.append(f"{edge.name} = {edge.formula}")
        brought.setdefault(edge.target, []).append(edge.name)
        if edge.target not in {later.target for later in EDGES[place + 1 :]}:
            lines.append(f"d{edge.target} = {' + '.join(brought[edge.target])}")
    return lines


def _printed(name: str) -> str:
    """c_tilde_3 as c̃₃; nothing as a dash."""
    letter, _, step = name.replace("c_tilde", "c\u0303").rpartition("_")
    return letter + "₀₁₂₃"[int(step)] if letter else name or "–"


class Stepper(Explorable):
    r"""The gradient of the worked example, sent back one edge at a press.

    The network and the loss L are those of `examples.worked` [@gers2000forget]. An edge
    brings a gradient from a number to another one before it: from $h_t$ to $c_t$ times
    $o_t (1 - \tanh^2 c_t)$, from $c_t$ to $c_{t-1}$ along the carousel times $f_t$,
    and to $h_{t-1}$ through each of i, f, the candidate and o of step t, times
    the gate's slope and its recurrent weights [@kanuparthi2019]. What comes to a
    number by several edges adds up. $h_0$ is held, so that no edge leads there.

    Attributes:
        edge: how many edges the gradient has gone; 0 (at the loss) to 15 (at c_0).
        scale: s, the size of the recurrent weights; no unit, 0 to 8.
        unit: whose numbers are shown: "first" or "second".
    """

    static_size = plots.stepper.SIZE
    constants: ClassVar = {
        "first": {name: v.tolist() for name, v in vars(worked.FIRST).items()},
        "gates": {name: v.tolist() for name, v in worked.GATES.items()},
        "edges": [[e.source, e.target, e.by] for e in EDGES],
    }
    words: ClassVar = {"head": HEAD}

    edge = traitlets.Int(0, min=0, max=len(EDGES)).tag(
        sync=True,
        label="edges back",
        presses=["‹ Back one edge", "Undo ›"],
    )
    scale = BoundedFloat(1.0, min=0.0, max=8.0).tag(
        sync=True,
        label="scale of the recurrent weights",
        short="scale",
        symbol="s",
        step=0.01,
        hue="h",
    )
    unit = traitlets.Enum(["first", "second"], "first").tag(
        sync=True,
        label="unit",
        options={"first": "unit 1", "second": "unit 2"},
    )

    def numbers(self) -> tuple[np.ndarray, np.ndarray]:
        """What every edge brings, and what has come to its end by then.

        Gradients of L, one row an edge and one column a unit; no unit.
        """
        known = longhand.substitute(*_lines(), **self._given()).known
        brought = np.array([known[edge.name] for edge in EDGES])
        so_far, sums = {}, []
        for edge, part in zip(EDGES, brought, strict=True):
            so_far[edge.target] = so_far.get(edge.target, 0) + part
            sums.append(so_far[edge.target])
        return brought, np.array(sums)

    def _given(self) -> dict[str, np.ndarray]:
        """Every number of the forward pass, by its name in the formulas."""
        found = worked.trace(scale=self.scale)
        given = {f"U_{k}": U for k, U in worked.recurrent(self.scale).items()}
        given[f"ones_{_T}"] = np.ones(worked.UNITS)
        for t in range(_T + 1):
            given |= {f"c_{t}": found.c[t], f"h_{t}": found.h[t]}
        for name, rows in worked.GATES.items():
            given |= {f"{name}_{t}": row for t, row in enumerate(rows, start=1)}
        return given

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """Every edge in order: its ends, its factor, what it brings, what has come.

        Gradients of L; no unit.
        """
        numbers = np.hstack(self.numbers()).tolist()
        rows = [
            [float(place), *map(_printed, (edge.source, edge.target, edge.by)), *row]
            for place, (edge, row) in enumerate(
                zip(EDGES, numbers, strict=True), start=1
            )
        ]
        return self._say("head"), rows

    def static_figure(self, ax: Axes) -> str:
        """Draw the graph once for every edge, and return what the pictures show."""
        brought, so_far = self.numbers()
        u = 0 if self.unit == "first" else 1
        named = [(edge.source, edge.target, edge.by) for edge in EDGES]
        plots.stepper.stages(named, brought[:, u], so_far[:, u], ax=ax)
        return say(
            "The gradient of unit {0} of the worked example goes back edge by edge in "
            "{1} pictures, from the loss to the first cell state. With recurrent "
            "weights of scale {2} it is {3} at c_3, {4} at c_2, {5} at c_1 and {6} at "
            "c_0.",
            u + 1,
            len(EDGES),
            f"{self.scale:.2f}",
            *(longhand.format_fixed(so_far[place, u]) for place in (1, 7, 13, 14)),
        )
