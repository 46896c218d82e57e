"""The derivatives inside a step that every gradient of the LSTM family is made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from carousel.cells import gru, lstm, lstm_1997, peephole, rnn
from carousel.shapes import HiddenHistory, HiddenVector, RecurrentWeights

Params = lstm.Params | lstm_1997.Params | peephole.Params
History = lstm.History | lstm_1997.History | peephole.History
AnyParams = Params | rnn.Params | gru.Params
AnyHistory = History | rnn.History | gru.History
AnyState = lstm.State | lstm_1997.State | peephole.State | rnn.State | gru.State
FAMILY = (lstm.Params, lstm_1997.Params, peephole.Params)


@dataclass(frozen=True, eq=False)
class Slopes:
    r"""The derivatives of a step, one row a step.

    `net` holds, by gate, how $c_t$ answers its net input: for f it is
    $c_{t-1} f (1-f)$, for i $\tilde c\, i (1-i)$, for c $i (1 - \tilde c^2)$. `shown`
    is $o (1 - \tanh^2 c)$, how $h_t$ answers $c_t$ with o held; `opened` is
    $\tanh c\; o (1-o)$, how $h_t$ answers the net input of o.
    """

    f: HiddenHistory
    net: dict[str, HiddenHistory]
    shown: HiddenHistory
    opened: HiddenHistory
    h_prev: HiddenHistory
    c_prev: HiddenHistory
    U: dict[str, RecurrentWeights]
    p: dict[str, HiddenVector]

    def through_peepholes(self) -> HiddenHistory:
        r"""What the peepholes add to $\partial c_t / \partial c_{t-1}$."""
        return sum(self.net[k] * self.p[k] for k in "if") if self.p else 0.0 * self.f

    def shown_in_full(self) -> HiddenHistory:
        """How h_t answers c_t when o may see c_t through its peephole."""
        return self.shown + self.opened * self.p["o"] if self.p else self.shown


def before(history: AnyHistory, name: str) -> HiddenHistory:
    """A column of the history one step earlier: row t holds the value of t - 1."""
    first = getattr(history.first, name)
    return np.vstack([first, getattr(history, name)[:-1]])


def slopes(params: Params, history: History) -> Slopes:
    """The derivatives inside every step of a run."""
    i, o, c_tilde = history.i, history.o, history.c_tilde
    f = getattr(history, "f", np.ones_like(i))
    c_prev, tanh_c = before(history, "c"), np.tanh(history.c)
    net = {"i": c_tilde * i * (1 - i), "c": i * (1 - c_tilde**2)}
    if hasattr(history, "f"):
        net["f"] = c_prev * f * (1 - f)
    gates = (*net, "o")
    peeps = isinstance(params, peephole.Params)
    return Slopes(
        f=f,
        net=net,
        shown=o * (1 - tanh_c**2),
        opened=tanh_c * o * (1 - o),
        h_prev=before(history, "h"),
        c_prev=c_prev,
        U={k: getattr(params, f"U_{k}") for k in gates},
        p={k: getattr(params, f"p_{k}") for k in "ifo"} if peeps else {},
    )


def check(params: AnyParams, history: AnyHistory) -> None:
    """Refuse a history that another cell, or another network, has made.

    Raises:
        ValueError: naming both.
    """
    made = type(history).__module__, type(params).__module__
    if made[0] != made[1]:
        cells = [name.rpartition(".")[2] for name in made]
        raise ValueError(f"the history is of {cells[0]}, the params are of {cells[1]}")
    if history.h.shape[1] != params.hidden:
        raise ValueError(
            f"the history has {history.h.shape[1]} units, the params {params.hidden}"
        )
    if history.x.shape[1] != params.inputs:
        raise ValueError(
            f"the history read {history.x.shape[1]} inputs, the params {params.inputs}"
        )


@contextmanager
def in_range() -> Iterator[None]:
    """Refuse to go on with a gradient that float64 cannot hold.

    Raises:
        ValueError: in the place of infinity.
    """
    try:
        with np.errstate(over="raise", invalid="raise"):
            yield
    except FloatingPointError:
        raise ValueError(
            "the gradient grew beyond what float64 can hold (about 1e308); "
            "flow.transport keeps its size as a logarithm"
        ) from None
