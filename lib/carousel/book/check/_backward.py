"""The backward pass with places that can be turned: for the diagnosis alone.

The right answers are the library's; a test holds that without turns both are equal, and
that a closed route is the library's own Jacobian with that gate held.
"""

import numpy as np

from carousel.book.check._case import Case, Moment, moments
from carousel.book.check._turns import GATES, Turns
from carousel.cells.slopes import Params

Pair = tuple[np.ndarray, np.ndarray]


def at_gates(
    params: Params, now: Moment, above: Pair, turns: Turns
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The gradients at the net inputs, by gate, and the whole one at c_t."""
    dh_t, dc_t = above
    i, f, o, c_tilde = now.i_t, now.f_t, now.o_t, now.c_tilde_t
    tanh_c = turns.pick(
        "tanh c", np.tanh(now.c_t), missing=now.c_t, late=np.tanh(now.c_prev)
    )
    slope_c = turns.pick("readout slope", 1 - np.tanh(now.c_t) ** 2, missing=1.0)
    dc = turns("later", dc_t) + turns("readout", dh_t * o * slope_c)
    slope = {k: g * (1 - g) for k, g in {"i": i, "f": f, "o": o}.items()}
    slope["c"] = 1 - c_tilde**2
    tanhs = {"i": 1 - i**2, "f": 1 - f**2, "o": 1 - o**2, "c": c_tilde * (1 - c_tilde)}
    for k in GATES:
        slope[k] = turns.pick(f"slope {k}", slope[k], missing=1.0, other=tanhs[k])
    da_o = dh_t * turns.pick("seen o", tanh_c, missing=1.0) * slope["o"]
    if (hasattr(params, "p_o") and not turns.how("cut")) or turns.how("p_o") == "open":
        dc = dc + turns("p_o", da_o * params.p_o)
    da = {
        "i": dc
        * turns.pick("seen i", c_tilde, missing=1.0, c_prev=now.c_prev)
        * slope["i"],
        "f": dc
        * turns.pick("seen f", now.c_prev, missing=1.0, late=now.c_t)
        * slope["f"],
        "c": dc * turns.pick("seen c", i, missing=1.0) * slope["c"],
        "o": da_o,
    }
    return da, dc


def step(params: Params, now: Moment, above: Pair, turns: Turns) -> Pair:
    """The gradients one step back, (dh_prev, dc_prev)."""
    da, dc = at_gates(params, now, above, turns)
    dh_prev = np.zeros_like(dc)
    for k, name in GATES.items():
        if turns.how("cut") and turns.how(name) != "open":
            continue
        U = getattr(params, f"U_{k}")
        U = turns.pick(name, U, transposed=U.T)
        dh_prev = dh_prev + turns(name, da[k] @ U)
    dc_prev = turns("direct", turns.pick("direct of", dc, later=above[1]) * now.f_t)
    for k in "if" if hasattr(params, "p_i") else "":
        if not turns.how("cut") or turns.how(f"p_{k}") == "open":
            dc_prev = dc_prev + turns(f"p_{k}", da[k] * getattr(params, f"p_{k}"))
    return (dc_prev, dh_prev) if turns.how("order") else (dh_prev, dc_prev)


def jacobian(params: Params, now: Moment, turns: Turns) -> np.ndarray:
    """The derivative of (h_t, c_t) by (h_prev, c_prev), rows new."""
    eye, hidden = np.eye(2 * len(now.c_t)), len(now.c_t)
    rows = [step(params, now, np.split(row, 2), turns) for row in eye]
    J = np.array([np.concatenate(row) for row in rows])
    for block, (row, column) in {
        "hh": (0, 0),
        "hc": (0, 1),
        "ch": (1, 0),
        "cc": (1, 1),
    }.items():
        if turns.how(block) == "missing":
            at_ = (slice(p * hidden, (p + 1) * hidden) for p in (row, column))
            J[tuple(at_)] = 0.0
    J = turns.pick("columns", J, c_first=np.roll(J, hidden, axis=1))
    J = turns.pick("blocks", J, c_first=np.roll(J, hidden, axis=(0, 1)))
    return turns.pick("whole", J, transposed=J.T)


def weights(case: Case, turns: Turns) -> dict[str, np.ndarray]:
    """The gradients of all weights and of the first state, by name."""
    steps, told = moments(case.history), case.dh
    last, late = np.zeros_like(told), np.zeros_like(told)
    last[-1], late[1:] = told[-1], told[:-1]
    told = turns.pick("told", told, last=last, late=late)
    dh_t = dc_t = np.zeros(case.params.hidden)
    rows = []
    for now, outside in zip(reversed(steps), told[::-1], strict=True):
        dh_t = dh_t + outside
        da = at_gates(case.params, now, (dh_t, dc_t), turns)[0]
        rows.append(_outer(case.params, now, da, turns))
        dh_t, dc_t = step(case.params, now, (dh_t, dc_t), turns)
    rows = _first_held(case, rows, turns)
    kept = turns.pick("sum", rows, last=rows[:1], first=rows[-1:])
    total = {name: sum(row[name] for row in kept) for name in rows[0]}
    share = turns.pick("sum", 1.0, mean=1 / len(rows))
    total = {name: share * value for name, value in total.items()}
    return total | {"h_0": dh_t, "c_0": dc_t}


def _outer(
    params: Params, now: Moment, da: dict, turns: Turns
) -> dict[str, np.ndarray]:
    h_prev = turns.pick("h in dU", now.h_prev, late=now.h_t)
    row = {}
    for k in GATES:
        told = da[k] * (turns.how("trained") != "no gate" or k == "c")
        row |= {f"W_{k}": np.outer(told, now.x_t), f"b_{k}": told}
        dU = np.outer(told, h_prev)
        row[f"U_{k}"] = turns.pick("dU", dU, transposed=dU.T)
    for k in "ifo" if hasattr(params, "p_i") else "":
        seen = now.c_t if k == "o" else now.c_prev
        other = now.c_prev if k == "o" else now.c_t
        row[f"p_{k}"] = da[k] * turns.pick(f"dp_{k}", seen, late=other)
    return row


def _first_held(case: Case, rows: list[dict], turns: Turns) -> list[dict]:
    """The rows, of which the first step's does not read h_0 where that is held."""
    if turns.how("h_0") != "held":
        return rows
    first = {name: 0 * v if name[0] == "U" else v for name, v in rows[-1].items()}
    return [*rows[:-1], first]


def profile(case: Case, turns: Turns) -> np.ndarray:
    """The norm of the gradient at every c_t, of a loss that reads the last output."""
    dh_t, dc_t = case.dh[-1], np.zeros(case.params.hidden)
    norms = []
    for now in reversed(moments(case.history)):
        dc = at_gates(case.params, now, (dh_t, dc_t), turns)[1]
        seen = turns.pick("asked", dc, h=dh_t, later=dc_t)
        norms.append(np.linalg.norm(seen))
        dh_t, dc_t = step(case.params, now, (dh_t, dc_t), turns)
    norms = np.array(norms[::-1])
    return turns.pick("norm", norms, squared=norms**2)
