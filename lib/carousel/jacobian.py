"""Exact one-step Jacobians, and their split into the paths of a gradient."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel.cells import rnn
from carousel.cells._gru_slopes import gru_derivatives
from carousel.cells.slopes import (
    FAMILY,
    GRUS,
    AnyHistory,
    AnyParams,
    History,
    Params,
    check,
    check_memory,
    first_dh_dc,
    local_derivatives,
)
from carousel.shapes import ArrayLike, Record, describe

Jacobians = Float[np.ndarray, "time state state"]
Blocks = Float[np.ndarray, "time hidden hidden"]


@dataclass(frozen=True, eq=False)
class Paths(Record):
    r"""The terms of the partial Jacobian from c_{t-1} to c_t, o of before held.

    Each has shape (time, hidden, hidden); a path that the cell does not have is None.
    """

    direct: Blocks
    input: Blocks
    candidate: Blocks
    forget: Blocks | None = None
    peephole: Blocks | None = None

    @property
    def total(self) -> Blocks:
        """The sum of the paths."""
        return sum(path for path in vars(self).values() if path is not None)


def steps(params: AnyParams, history: AnyHistory, *, held: str = "") -> Jacobians:
    r"""Every $\partial s_t/\partial s_{t-1}$: rows new, columns old.

    Shape (time, S, S), so $8 T S^2$ bytes: 3.3 GB for 32 units of an LSTM over 100,000
    steps; `flow.profile` and `bptt.backward` need no such array. For the LSTM family
    $s = (h, c)$, h above c, and S is twice the number of units; with
    $J_{ch} = \sum_k \operatorname{diag}(\partial c/\partial a^k) U_k$ over the gates
    that feed c, $J_{cc} = \operatorname{diag}(d)$,
    $J_{hc} = \operatorname{diag}(v\, d)$ and $J_{hh} = \operatorname{diag}(\tanh c\;
    o(1-o))\, U_o + \operatorname{diag}(v)\, J_{ch}$, where $d = f$ and
    $v = o(1 - \tanh^2 c)$, to which peepholes add their terms. For
    `rnn` and the GRUs $s = h$ [@hochreiter1997; @cho2014].

    Args:
        params: weights of any cell of `carousel.cells`.
        history: a run of it.
        held: letters of an LSTM's gates, c for the candidate, that do not answer
            $h_{t-1}$, as if their $U_k$ were 0 on the way back: "f", "fico", ….

    Raises:
        ValueError: if the history was not made by these params, or a held gate is none
            of theirs.
    """
    check(params, history)
    _check_held(held, params)
    if isinstance(params, rnn.Params):
        return (1 - history.h**2)[:, :, None] * params.U
    if isinstance(params, GRUS):
        return gru_derivatives(params, history).jacobians()
    return _memory(params, history, held)


def _memory(params: Params, history: History, held: str) -> Jacobians:
    s, hidden = local_derivatives(params, history), params.hidden
    v, d = s.dh_dc_full(), s.f + s.through_peepholes()
    U_k = {k: np.zeros_like(U) if k in held else U for k, U in s.U.items()}
    slope = np.stack(list(s.dc_da.values()), axis=-1)
    U = np.stack([U_k[k] for k in s.dc_da], axis=1)
    J = np.empty((len(d), 2 * hidden, 2 * hidden))
    J[:, :, hidden:] = 0.0
    # Row r of a block is a sum over gates of a slope times row r of U: for all steps
    # at once one small matrix product, written where it belongs.
    rows = J.transpose(1, 0, 2)[:, :, :hidden]
    np.matmul(slope.transpose(1, 0, 2), U, out=rows[hidden:])
    dh_da = np.concatenate([s.dh_da_o[:, :, None], v[:, :, None] * slope], axis=-1)
    U_and_o = np.concatenate([U_k["o"][:, None], U], axis=1)
    np.matmul(dh_da.transpose(1, 0, 2), U_and_o, out=rows[:hidden])
    units = np.arange(hidden)
    J[:, units, hidden + units] = v * d
    J[:, hidden + units, hidden + units] = d
    return J


def _check_held(held: str, params: AnyParams) -> None:
    if held and not isinstance(params, FAMILY):
        cell = describe(params).removesuffix(".Params")
        raise ValueError(f"an LSTM's gates can be held, not those of {cell}")
    gates = [name[2:] for name in vars(params) if name.startswith("U_")]
    if not set(held) <= set(gates):
        raise ValueError(f"held must be among {', '.join(gates)}, got {held!r}")


def paths(
    params: AnyParams, history: AnyHistory, *, o_first: ArrayLike | None = None
) -> Paths:
    r"""The paths of one step from $c_{t-1}$ to $c_t$, with $o_{t-1}$ held fixed.

    Direct is $\operatorname{diag}(f_t)$. A gate k contributes
    $\operatorname{diag}(\partial c_t/\partial a^k_t)\, U_k\,
    \operatorname{diag}(o_{t-1} (1 - \tanh^2 c_{t-1}))$ through $h_{t-1}$, and its
    peephole $\operatorname{diag}(p_k\, \partial c_t/\partial a^k_t)$. The sum is the
    partial Jacobian. It is not $\partial c_t/\partial c_{t-1}$ of the whole network
    from the second step on, since $o_{t-1}$ itself depends on $h_{t-2}$
    [@kanuparthi2019].

    Args:
        params: weights of an LSTM, with or without peepholes, or of the 1997 cell.
        history: a run of it.
        o_first: the output gate that made the first state's h. If None, that h does
            not depend on c, and the first step has its direct path only.

    Raises:
        ValueError: for a cell without c, a history that these params have not made, or
            an `o_first` that is no gate of this width.
    """
    check_memory("paths are", params, history)
    s = local_derivatives(params, history)
    dh_dc_prev = np.vstack([first_dh_dc(o_first, history), s.dh_dc[:-1]])
    through = {
        k: s.dc_da[k][:, :, None] * s.U[k] * dh_dc_prev[:, None, :] for k in s.dc_da
    }
    return Paths(
        direct=_diagonal(s.f),
        input=through["i"],
        candidate=through["c"],
        forget=through.get("f"),
        peephole=_diagonal(s.through_peepholes()) if s.p else None,
    )


def _diagonal(rows: np.ndarray) -> Blocks:
    return rows[:, :, None] * np.eye(rows.shape[1])
