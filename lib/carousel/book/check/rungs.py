"""The twelve exercises: what is asked, what is right, and what may be turned."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from carousel import bptt, flow, jacobian
from carousel.book.check import _backward, _computed, _forward, _slips, _witness
from carousel.book.check._call import Parts
from carousel.book.check._case import Case
from carousel.book.check._slips import Slip
from carousel.book.check._turns import Turns
from carousel.cells import lstm, peephole


@dataclass(frozen=True)
class Rung:
    """One exercise of the ladder.

    Attributes:
        asks: what the function is called with, by name.
        right: what it should give, by the library.
        turned: what it would give with some places turned.
        slips: what may be turned.
        witness: what central differences say, where there is something to nudge.
        cell: whose run the cases are.
        timed: whether the rows of what it gives are steps.
    """

    asks: Callable[[Case], dict[str, object]]
    right: Callable[[Case], Parts]
    turned: Callable[[Case, Turns], Parts]
    slips: list[Slip]
    witness: Callable[[Case], Parts] | None = None
    cell: ModuleType = lstm
    timed: bool = False

    def instead(self, case: Case, slip: Slip) -> Parts:
        """What a slip makes of a case."""
        if slip.compute is not None:
            return slip.compute(case)
        return self.turned(case, Turns(slip.turned))


def _one_gate(case: Case) -> dict[str, object]:
    params, now = case.params, case.now
    weights = {"W": params.W_f, "U": params.U_f, "b": params.b_f}
    return {**weights, "x_t": now.x_t, "h_prev": now.h_prev}


def _turned_gate(case: Case, turns: Turns) -> Parts:
    W, U, b, *read = _one_gate(case).values()
    return {"gate": _forward.gate(W, U, b, read, turns)}


def _state(pair: tuple[np.ndarray, np.ndarray], names: str) -> Parts:
    return dict(zip(names.split(), pair, strict=True))


def _turned_step(case: Case, turns: Turns) -> Parts:
    now = case.now
    made = _forward.step(case.params, now.x_t, (now.h_prev, now.c_prev), turns)
    return _state(made, "h_t c_t")


def _first(case: Case) -> dict[str, object]:
    return {"h_0": case.history.first.h, "c_0": case.history.first.c}


def _above(case: Case) -> dict[str, object]:
    return {"now": case.now, "dh_t": case.dh[case.t], "dc_t": case.dc_t}


def _at_gates(case: Case, turns: Turns) -> Parts:
    above = case.dh[case.t], case.dc_t
    return _backward.at_gates(case.params, case.now, above, turns)[0]


def _back(case: Case, turns: Turns) -> Parts:
    above = case.dh[case.t], case.dc_t
    return _state(
        _backward.step(case.params, case.now, above, turns), "dh_prev dc_prev"
    )


def _right_back(case: Case) -> Parts:
    """By the library's Jacobian; the gradient is a row on its left."""
    J = jacobian.steps(case.params, case.history)[case.t]
    above = np.concatenate([case.dh[case.t], case.dc_t])
    return _state(np.split(above @ J, 2), "dh_prev dc_prev")


def _right_net_inputs(case: Case) -> Parts:
    """By the library's backward pass of this one step: what its biases get."""
    now, cell = case.now, lstm
    one = cell.run(case.params, now.x_t[None], cell.State(h=now.h_prev, c=now.c_prev))
    # What later steps send, an output can send as well, through the same factor.
    told = case.dh[case.t] + case.dc_t / (now.o_t * (1 - np.tanh(now.c_t) ** 2))
    through_c = bptt.backward(case.params, one, told[None]).params
    at_o = bptt.backward(case.params, one, case.dh[case.t][None]).params.b_o
    return {k: getattr(through_c, f"b_{k}") for k in "ifc"} | {"o": at_o}


def _gradients(case: Case, mode: str) -> Parts:
    given = bptt.backward(case.params, case.history, case.dh, mode=mode)
    return {**vars(given.params), "h_0": given.first.h, "c_0": given.first.c}


def _backward_asks(case: Case) -> dict[str, object]:
    return {"params": case.params, "history": case.history, "dh": case.dh}


def _cut(case: Case, turns: Turns) -> Parts:
    return _backward.weights(case, Turns({"cut": "yes", **turns.turned}))


RUNGS = {
    "gate": Rung(
        asks=_one_gate,
        right=lambda case: {"gate": case.now.f_t},
        turned=_turned_gate,
        slips=_slips.GATE,
    ),
    "step": Rung(
        asks=lambda case: {
            "params": case.params,
            "x_t": case.now.x_t,
            "h_prev": case.now.h_prev,
            "c_prev": case.now.c_prev,
        },
        right=lambda case: {"h_t": case.now.h_t, "c_t": case.now.c_t},
        turned=_turned_step,
        slips=_slips.STEP,
    ),
    "run": Rung(
        asks=lambda case: {"params": case.params, "x": case.history.x, **_first(case)},
        right=lambda case: {"h": case.history.h, "c": case.history.c},
        turned=lambda case, turns: _state(_forward.run(case, turns), "h c"),
        slips=_slips.RUN,
        timed=True,
    ),
    "retention": Rung(
        asks=lambda case: {"f": case.history.f},
        right=lambda case: {"kept": flow.retention(case.history)},
        turned=lambda case, turns: {},
        slips=_computed.RETENTION,
        timed=True,
    ),
    "net_inputs": Rung(
        asks=_above,
        right=_right_net_inputs,
        turned=_at_gates,
        slips=_slips.NET_INPUTS,
        witness=_witness.net_inputs,
    ),
    "backward_step": Rung(
        asks=lambda case: {"params": case.params, **_above(case)},
        right=_right_back,
        turned=_back,
        slips=_slips.BACK + _slips.NET_INPUTS,
        witness=_witness.step,
    ),
    "jacobian": Rung(
        asks=lambda case: {"params": case.params, "now": case.now},
        right=lambda case: {"J": jacobian.steps(case.params, case.history)[case.t]},
        turned=lambda case, turns: {
            "J": _backward.jacobian(case.params, case.now, turns)
        },
        slips=_slips.JACOBIAN + _slips.NET_INPUTS,
        witness=_witness.jacobian,
    ),
    "backward": Rung(
        asks=_backward_asks,
        right=lambda case: _gradients(case, "full"),
        turned=_backward.weights,
        slips=_slips.PATHS + _slips.WEIGHTS + _slips.NET_INPUTS,
        witness=_witness.weights,
    ),
    "truncated": Rung(
        asks=_backward_asks,
        right=lambda case: _gradients(case, "truncated"),
        turned=_cut,
        slips=_slips.CUT + _slips.WEIGHTS + _slips.NET_INPUTS,
    ),
    "peephole_step": Rung(
        asks=lambda case: {"params": case.params, **_above(case)},
        right=_right_back,
        turned=_back,
        slips=_slips.PEEPHOLES + _slips.BACK + _slips.NET_INPUTS,
        witness=_witness.step,
        cell=peephole,
    ),
    "clip": Rung(
        asks=lambda case: {
            "gradients": dict(case.gradients),
            "threshold": case.threshold,
        },
        right=_computed.clipped,
        turned=lambda case, turns: {},
        slips=_computed.CLIP,
    ),
    "profile": Rung(
        asks=lambda case: {
            "params": case.params,
            "history": case.history,
            "dh_last": case.dh[-1],
        },
        right=lambda case: {
            "norms": flow.profile(case.params, case.history, case.dh[-1]).c
        },
        turned=lambda case, turns: {"norms": _backward.profile(case, turns)},
        slips=_slips.PROFILE + _slips.NET_INPUTS,
        witness=_witness.profile,
        timed=True,
    ),
}
