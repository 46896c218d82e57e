"""How much of a gradient comes back along the carousel, and how much in all?"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import traitlets
from matplotlib.axes import Axes

from carousel import flow, jacobian
from carousel.book import plots
from carousel.book.claims.formatting import rounded
from carousel.book.explorables import _portable_rng
from carousel.book.explorables._explorable import BoundedFloat, Explorable
from carousel.book.explorables.words import say
from carousel.cells import logit, lstm

HIDDEN, STEPS, SEED = 8, 12, 317  # a seed whose shares are near the median of many
GATE, WRITTEN = 0.5, 0.5  # the gates i and o; the candidates lie within ± WRITTEN
SATURATED = {0.0: -750.0, 1.0: 40.0}  # net inputs whose sigmoid is 0 and 1 exactly
GATES = {"i": "input", "f": "forget", "o": "output", "c_tilde": "candidate"}
HEAD = ["step", "carousel alone", "whole network", "by i", "by f", "by o", "by c\u0303"]


@dataclass(frozen=True, eq=False)
class Found:
    """Shares of the norm of dL/dc at the last step, one a step; no unit."""

    direct: np.ndarray
    whole: np.ndarray
    through: dict[str, np.ndarray]


class Routes(Explorable):
    r"""A gradient on its way back over twelve cells: on the carousel, and in all.

    The loss is the sum of the last output of one LSTM [@gers2000forget] of 8 units. At
    every step every forget gate is f, the gates i and o are 0.5, and the candidates
    are drawn from ±0.5; biases of each step make up for what the recurrent weights
    bring in, so that f moves nothing else. Those weights are uniform in $\pm1/\sqrt 8$,
    as in PyTorch. What is shown at step t is $\lVert\partial L/\partial c_t\rVert$ as
    a share of $\lVert\partial L/\partial c_{12}\rVert$: on the carousel alone it is
    $f^{12-t}$ [@hochreiter1997], and in the whole network the exact derivative of
    backpropagation. A thread is what one gate brings from step t + 1 to $c_t$, as the
    same share. Threads and carousel add up as vectors, so their norms do not.

    Attributes:
        forget_gate: f of every unit at every step; no unit, 0 to 1.
        closed: whether the gates' routes are closed, as with recurrent weights of 0.
    """

    constants: ClassVar = {
        **{"hidden": HIDDEN, "steps": STEPS, "seed": SEED},
        **{"gate": GATE, "written": WRITTEN},
    }
    words: ClassVar = {"head": HEAD, "gates": GATES}

    forget_gate = BoundedFloat(0.9, min=0.0, max=1.0).tag(
        sync=True, label="forget gate", symbol="f", step=0.01, decimals=2, hue="f"
    )
    closed = traitlets.Bool(False).tag(
        sync=True, label="close the gates’ routes", hue="h"
    )

    def network(self) -> lstm.Params:
        """The network, which reads unit vectors: a column of W is a step's biases."""
        drawn = _portable_rng.network("lstm", HIDDEN, 1, SEED)
        f = self.forget_gate
        shape = (STEPS, HIDDEN)
        c_tilde = WRITTEN * _portable_rng.inputs_of(SEED, *shape)
        c, h_prev = np.zeros(HIDDEN), np.zeros(shape)
        for t in range(STEPS - 1):
            c = f * c + GATE * c_tilde[t]
            h_prev[t + 1] = GATE * np.tanh(c)
        net = SATURATED[f] if f in SATURATED else float(logit(f))
        nets = {"i": np.full(shape, logit(GATE)), "f": np.full(shape, net)}
        nets |= {"o": nets["i"], "c": np.arctanh(c_tilde)}
        weights = {}
        for k, a in nets.items():
            U = getattr(drawn, f"U_{k}") * (not self.closed)
            weights |= {f"U_{k}": U, f"W_{k}": (a - h_prev @ U.T).T}
            weights[f"b_{k}"] = np.zeros(HIDDEN)
        return lstm.Params(**weights)

    def found(self) -> Found:
        """What every step gets of the gradient, and by which route."""
        params = self.network()
        history = lstm.run(params, np.eye(STEPS))
        profile = flow.profile(params, history, np.ones(HIDDEN))
        J, paths = jacobian.steps(params, history), jacobian.paths(params, history)
        shown = history.o * (1 - np.tanh(history.c) ** 2)
        through = {name: np.zeros(STEPS) for name in GATES}
        dh, dc = np.ones(HIDDEN), shown[-1]
        for t in range(STEPS - 1, 0, -1):
            o, opened = history.o[t], np.tanh(history.c[t])
            by = {"i": dc @ paths.input[t], "f": dc @ paths.forget[t]}
            by["o"] = (dh * opened * o * (1 - o)) @ params.U_o * shown[t - 1]
            by["c_tilde"] = dc @ paths.candidate[t]
            for name, brought in by.items():
                through[name][t - 1] = np.linalg.norm(brought)
            dh, dc = np.split(np.concatenate([dh, dc - dh * shown[t]]) @ J[t], 2)
            dc = dc + dh * shown[t - 1]
        last = profile.c[-1]
        through = {name: norms / last for name, norms in through.items()}
        return Found(profile.direct / last, profile.c / last, through)

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """Every step's share of the gradient, from the last step back to the first."""
        found = self.found()
        rows = np.column_stack([found.direct, found.whole, *found.through.values()])
        numbered = enumerate(rows.tolist(), start=1)
        return self._say("head"), [[float(t), *row] for t, row in numbered][::-1]

    def static_figure(self, ax: Axes) -> str:
        """Draw both shares over the steps, and return what they show."""
        found = self.found()
        plots.routes.shares(found.direct, found.whole, ax=ax)
        numbers = (
            STEPS,
            f"{self.forget_gate:.2f}",
            rounded(100 * found.direct[0], 3),
            rounded(100 * found.whole[0], 3),
        )
        if self.closed:
            return say(
                "A gradient runs back over {0} LSTM cells whose forget gates are {1}. "
                "Step 1 gets {2} % of it on the carousel alone, and {3} % in the whole "
                "network, through the gates as well, whose routes are closed.",
                *numbers,
            )
        return say(
            "A gradient runs back over {0} LSTM cells whose forget gates are {1}. Step "
            "1 gets {2} % of it on the carousel alone, and {3} % in the whole network, "
            "through the gates as well.",
            *numbers,
        )
