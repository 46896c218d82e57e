r"""When the direct path carries the gradient: a measure, and what bounds it.

With $h_0$ held, $\partial c_T/\partial c_0 = R_T (I + E_T)$, where $R_T$ is diagonal
and holds the retention. If g is the gradient of a loss at $c_T$, the direct path brings
$R_T g$ to $c_0$ and the indirect paths, through the gates and the candidate, bring
$E_T^\top R_T g$. So $\|E_T\|$, the spectral norm, is the largest share that they can
have beside the direct path, which dominates for every loss exactly where it is below 1.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel.cells import peephole
from carousel.cells.slopes import (
    AnyHistory,
    AnyParams,
    check_memory,
    first_dh_dc,
    local_derivatives,
)
from carousel.shapes import ArrayLike, Real, Record, as_number

Matrices = Float[np.ndarray, "time hidden hidden"]
PerStep = Float[np.ndarray, " time"]


@dataclass(frozen=True, eq=False)
class Indirect(Record):
    r"""How strong the indirect paths of each step are, beside the direct one.

    `gamma` is $\gamma_t = \|R_t^{-1} G_t R_{t-1}\|$, from the last output into the cell
    state; `omega` is $\omega_t = \|R_t^{-1} O_t R_{t-1}\|$, from the last output
    through the output gate into the next; `beta` is $\beta_t$, the largest
    $o_t (1 - \tanh^2 c_t)$, from the cell state to the output. One a step, no unit.
    """

    gamma: PerStep
    omega: PerStep
    beta: PerStep

    @property
    def rate(self) -> PerStep:
        r"""$\mu = \beta\gamma/(1 - \omega)$ of the largest up to each step, (time,).

        The indirect share is at most $(1 + \mu)^T - 1$. Infinite from $\omega = 1$ on.
        """
        gamma, omega, beta = (
            np.maximum.accumulate(norms)
            for norms in (self.gamma, self.omega, self.beta)
        )
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return np.where(omega < 1, beta * gamma / (1 - omega), np.inf)


def indirect(
    params: AnyParams, history: AnyHistory, *, o_first: ArrayLike | None = None
) -> Indirect:
    """How strong the indirect paths are at every step of a run.

    Args:
        params: weights of an LSTM without peepholes, or of the 1997 cell.
        history: a run of it.
        o_first: the gate that made the first h, which then moves with c; held if None.

    Raises:
        ValueError: for another cell, or if the three do not belong together.
    """
    G, O, S = _balanced(params, history, o_first)
    beta = S.max(axis=1)
    beta[1] = beta[:2].max()  # the first step shows its old cell state and its new
    return Indirect(gamma=_norms(G), omega=_norms(O), beta=beta[1:])


def indirect_ratio(
    params: AnyParams, history: AnyHistory, *, o_first: ArrayLike | None = None
) -> PerStep:
    r"""$\|E_t\|$ after every step, exactly: the indirect paths beside the direct one.

    Shape (time,), no unit. At 0.1 the indirect paths bring at most a tenth of what the
    direct path brings, whatever the loss. Infinite where float64 cannot hold it.

    Args:
        params: weights of an LSTM without peepholes, or of the 1997 cell.
        history: a run of it.
        o_first: the gate that made the first h, which then moves with c; held if None.

    Raises:
        ValueError: for another cell, or if the three do not belong together.
    """
    G, O, S = _balanced(params, history, o_first)
    unit = np.eye(params.hidden)
    E, h, ratios = np.zeros_like(unit), S[0][:, None] * unit, []
    with np.errstate(over="ignore", invalid="ignore"):
        for G_t, O_t, S_t in zip(G, O, S[1:], strict=True):
            E = E + G_t @ h
            h = S_t[:, None] * (unit + E) + O_t @ h
            ratios.append(E)
    return _norms(np.array(ratios))


def bound(
    params: AnyParams, history: AnyHistory, *, o_first: ArrayLike | None = None
) -> PerStep:
    r"""What $\|E_t\|$ cannot exceed, from gamma, omega and beta of every step alone.

    $a_t - 1$, where $a_t = a_{t-1} + \gamma_t \eta_{t-1}$ and $\eta_t = \beta_t a_t +
    \omega_t \eta_{t-1}$, from $a_0 = 1$ and $\eta_0 = 0$ ($\beta_0$ with `o_first`).
    Never above $(1 + \mu)^t - 1$. Shape (time,), no unit.

    Args:
        params: weights of an LSTM without peepholes, or of the 1997 cell.
        history: a run of it.
        o_first: the gate that made the first h, which then moves with c; held if None.

    Raises:
        ValueError: for another cell, or if the three do not belong together.
    """
    G, O, S = _balanced(params, history, o_first)
    excess, eta, bounds = 0.0, S[0].max(), []
    with np.errstate(over="ignore"):
        norms = _norms(G), _norms(O), S[1:].max(axis=1)
        for gamma, omega, beta in zip(*norms, strict=True):
            excess = excess + (gamma * eta if eta > 0 else 0.0)
            eta = beta * (1 + excess) + (omega * eta if eta > 0 else 0.0)
            bounds.append(excess)
    return np.array(bounds)


def horizon(rate: Real) -> float:
    r"""For how many steps the direct path dominates for sure: $\ln 2 / \ln(1 + \mu)$.

    Infinite for a rate of 0; 0 for an infinite one.

    Raises:
        ValueError: if the rate is not a number of 0 or above.
    """
    rate = as_number("rate", rate, finite=False)
    if not rate >= 0:
        raise ValueError(f"a rate must be 0 or above, got {rate}")
    with np.errstate(divide="ignore"):
        return float(np.log(2) / np.log1p(np.float64(rate)))


def _balanced(
    params: AnyParams, history: AnyHistory, o_first: ArrayLike | None
) -> tuple[Matrices, Matrices, Float[np.ndarray, "moment hidden"]]:
    """G and O of every step beside the direct path, and S from before the first on."""
    if isinstance(params, peephole.Params):
        raise ValueError("dominance is of an LSTM without peepholes, got peephole")
    check_memory("dominance is", params, history)
    s, hidden = local_derivatives(params, history), params.hidden
    least = np.finfo(float).tiny  # a gate is 0 in float64 only, never in mathematics
    R = np.cumsum(np.log(np.maximum(s.f, least)), axis=0)  # as a logarithm
    R_prev = np.vstack([np.zeros(hidden), R[:-1]])
    G = sum(s.dc_da[k][:, :, None] * s.U[k] for k in s.dc_da)
    O = s.dh_da_o[:, :, None] * s.U["o"]
    with np.errstate(over="ignore", invalid="ignore"):
        beside = np.exp(R_prev[:, None, :] - R[:, :, None])
        G, O = (np.where(M == 0, 0.0, beside * M) for M in (G, O))
    return G, O, np.vstack([first_dh_dc(o_first, history), s.dh_dc])


def _norms(matrices: Matrices) -> PerStep:
    """The largest singular value of each; infinite where a matrix is not finite."""
    finite = np.isfinite(matrices).all(axis=(1, 2))
    norms = np.full(len(matrices), np.inf)
    norms[finite] = np.linalg.norm(matrices[finite], 2, axis=(1, 2))
    return norms
