"""The derivatives inside a step that every gradient of the LSTM family is made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from carousel.cells import gru, gru_reset_before, lstm, lstm_1997, peephole, rnn
from carousel.cells.base import HistoryBase, ParamsBase, advance, before, is_run_of
from carousel.shapes import (
    ArrayLike,
    HiddenHistory,
    HiddenVector,
    Record,
    RecurrentWeights,
    as_array,
    describe,
)

Params = lstm.Params | lstm_1997.Params | peephole.Params
History = lstm.History | lstm_1997.History | peephole.History
AnyParams = Params | rnn.Params | gru.Params | gru_reset_before.Params
AnyHistory = History | rnn.History | gru.History | gru_reset_before.History
AnyState = lstm.State | lstm_1997.State | peephole.State | rnn.State | gru.State
CELLS = (lstm, lstm_1997, peephole, rnn, gru, gru_reset_before)
FAMILY = (lstm.Params, lstm_1997.Params, peephole.Params)
GRUS = (gru.Params, gru_reset_before.Params)
SAME = 1e-6  # beside 1 + the largest entry: far above rounding, also in float32


@dataclass(frozen=True, eq=False)
class LocalDerivatives(Record):
    r"""The derivatives inside every step of a run, one row a step.

    `dc_da` holds, by gate, $\partial c_t/\partial a^k_t$, how $c_t$ answers its net
    input: for f it is $c_{t-1} f (1-f)$, for i $\tilde c\, i (1-i)$, for c
    $i (1 - \tilde c^2)$. `dh_dc` is $o (1 - \tanh^2 c)$, how $h_t$ answers $c_t$ with o
    held; `dh_da_o` is $\tanh c\; o (1-o)$, how $h_t$ answers the net input of o.
    """

    f: HiddenHistory
    dc_da: dict[str, HiddenHistory]
    dh_dc: HiddenHistory
    dh_da_o: HiddenHistory
    h_prev: HiddenHistory
    c_prev: HiddenHistory
    U: dict[str, RecurrentWeights]
    p: dict[str, HiddenVector]

    def through_peepholes(self) -> HiddenHistory:
        r"""What the peepholes add to $\partial c_t / \partial c_{t-1}$."""
        if not self.p:
            return 0.0 * self.f
        return sum(self.dc_da[k] * self.p[k] for k in "if")

    def dh_dc_full(self) -> HiddenHistory:
        """How h_t answers c_t when o sees c_t through its peephole."""
        return self.dh_dc + self.dh_da_o * self.p["o"] if self.p else self.dh_dc


def local_derivatives(params: Params, history: History) -> LocalDerivatives:
    """The derivatives inside every step of a run, (time, hidden) each."""
    i, o, c_tilde = history.i, history.o, history.c_tilde
    f = getattr(history, "f", np.ones_like(i))
    c_prev, tanh_c = before(history, "c"), np.tanh(history.c)
    dc_da = {"i": c_tilde * params.sigmoid_slope(i), "c": i * (1 - c_tilde**2)}
    if hasattr(history, "f"):
        dc_da["f"] = c_prev * params.sigmoid_slope(f)
    gates = (*dc_da, "o")
    peeps = isinstance(params, peephole.Params)
    return LocalDerivatives(
        f=f,
        dc_da=dc_da,
        dh_dc=o * (1 - tanh_c**2),
        dh_da_o=tanh_c * params.sigmoid_slope(o),
        h_prev=before(history, "h"),
        c_prev=c_prev,
        U={k: getattr(params, f"U_{k}") for k in gates},
        p={k: getattr(params, f"p_{k}") for k in "ifo"} if peeps else {},
    )


def first_dh_dc(o_first: ArrayLike | None, history: History) -> HiddenVector:
    """How the first state's h answers its c: not at all if o_first is None.

    Raises:
        ValueError: if o_first is not a gate of as many units, between 0 and 1.
    """
    c = history.first.c
    if o_first is None:
        return np.zeros_like(c)
    o_first = as_array("o_first", o_first, c.shape)
    if not ((o_first >= 0) & (o_first <= 1)).all():
        raise ValueError(f"o_first must lie between 0 and 1, got {o_first}")
    return o_first * (1 - np.tanh(c) ** 2)


def check(params: AnyParams, history: AnyHistory) -> None:
    """Refuse a history that another cell, or another network, has made.

    The run of these very params is known. Of any other history one step is taken
    again, the one with the largest input after the first, which tells other weights of
    the same shapes at the cost of a step, whatever the length.
    Differences below 1e-6, beside 1 and the size of a row, pass: rounding, and updates
    too small to matter. A run changed in place, or a copy of it in other steps, passes
    too.

    Raises:
        ValueError: naming what was expected and what came.
    """
    if is_run_of(params, history):
        return
    cell = _cell(params, history)
    if history.h.shape[1] != params.hidden:
        raise ValueError(
            f"the history has {history.h.shape[1]} units, the params {params.hidden}"
        )
    if history.x.shape[1] != params.inputs:
        raise ValueError(
            f"the history read {history.x.shape[1]} inputs, the params {params.inputs}"
        )
    t = int(np.abs(history.x[1:]).sum(axis=1).argmax()) + 1 if len(history.h) > 1 else 0
    prev = history.first
    if t > 0:
        prev = cell.State(*(getattr(history, n)[t - 1] for n in vars(prev)))
    taken = advance(cell.step, params, history.x[t], prev)[1]
    again = np.array(list(taken.values()))
    made = np.array([getattr(history, name)[t] for name in taken])
    scale = 1 + np.abs(again).max(axis=1, keepdims=True)
    differs = (np.abs(again - made) > SAME * scale).any(axis=1)
    if differs.any():
        names = ", ".join(n for n, far in zip(taken, differs, strict=True) if far)
        run = f"{describe(params).removesuffix('.Params')}.run"
        raise ValueError(
            "the history is not a run of these params: taken again, step "
            f"{t + 1} has another {names}; {run} makes the history that fits"
        )


def check_memory(what: str, params: object, history: object) -> None:
    """Refuse cells without a cell state of the kind that h is made of, then `check`.

    Raises:
        ValueError: naming the cell, or as `check` does.
    """
    if isinstance(params, ParamsBase) and not isinstance(params, FAMILY):
        cell = describe(params).split(".")[0]
        raise ValueError(
            f"{what} of cells with a cell state and an output gate, got {cell}"
        )
    check(params, history)


def check_direct(what: str, params: object, history: object) -> None:
    """Refuse an RNN, which has no direct path, then `check`.

    Raises:
        ValueError: naming the cell, or as `check` does.
    """
    if isinstance(params, rnn.Params):
        raise ValueError(f"{what} of cells with a direct path, got rnn")
    check(params, history)


def direct_gates(history: AnyHistory) -> HiddenHistory:
    """The gate of the direct path: f, z of a GRU, and 1 of the 1997 cell."""
    gate = "f" if hasattr(history, "f") else "z"
    return getattr(history, gate, np.ones_like(history.h))


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


def _cell(params: object, history: object) -> ModuleType:
    """The module that both come from."""
    if isinstance(params, HistoryBase) and isinstance(history, ParamsBase):
        raise ValueError("params come first, then the history: they are swapped")
    cell = next((cell for cell in CELLS if isinstance(params, cell.Params)), None)
    if cell is None:
        names = ", ".join(describe(cell.Params) for cell in CELLS)
        raise ValueError(f"params must be one of {names}; got {describe(params)}")
    if not isinstance(history, HistoryBase):
        name = describe(params).split(".")[0]
        raise ValueError(
            f"history must be what {name}.run gives, got {describe(history)}"
        )
    if type(history) is not cell.History:
        made = (describe(value).split(".")[0] for value in (history, params))
        raise ValueError("the history is of {}, the params are of {}".format(*made))
    return cell
