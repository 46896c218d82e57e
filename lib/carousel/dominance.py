r"""When the direct path carries the gradient: a measure, and what bounds it.

With $h_0$ held, $\partial c_T/\partial c_0 = R_T (I + E_T)$, where $R_T$ is diagonal
and holds the retention. If g is the gradient of a loss at $c_T$, the direct path brings
$R_T g$ to $c_0$ and the indirect paths, through the gates and the candidate, bring
$E_T^\top R_T g$. So $\|E_T\|$, the spectral norm, is the largest share that they can
have beside the direct path, which dominates for every loss exactly where it is below 1.
Of a GRU the same is said of h and its update gate.

What the direct path carries of one loss, or of losses drawn at random, is asked in
`flow.shares` and `flow.random_shares`: on trained networks the two answers differ much.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel import jacobian
from carousel.cells.slopes import (
    GRUS,
    AnyHistory,
    AnyParams,
    check_direct,
    direct_gates,
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
    $o_t (1 - \tanh^2 c_t)$, from the cell state to the output; `pi` is $\pi_t$, the
    largest that peepholes add beside the forget gate, None without them. One a step, no
    unit. Of a GRU, `gamma` is of all that goes round the update gate, from h to h.
    """

    gamma: PerStep
    omega: PerStep
    beta: PerStep
    pi: PerStep | None = None

    @property
    def rate(self) -> PerStep:
        r"""$\mu = \pi + \beta\gamma/(1 - \omega)$ of the largest so far, (time,).

        The indirect share is at most $(1 + \mu)^T - 1$. Infinite from $\omega = 1$ on.
        """
        pi = np.zeros_like(self.gamma) if self.pi is None else self.pi
        gamma, omega, beta, pi = (
            np.maximum.accumulate(norms)
            for norms in (self.gamma, self.omega, self.beta, pi)
        )
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return np.where(omega < 1, pi + _times(beta, gamma) / (1 - omega), np.inf)


def indirect(
    params: AnyParams, history: AnyHistory, *, o_first: ArrayLike | None = None
) -> Indirect:
    """How strong the indirect paths are at every step of a run.

    Args:
        params: weights of any cell with a direct path: not of an RNN.
        history: a run of it.
        o_first: the gate that made the first h, which then moves with c; held if None.
            A GRU has none.

    Raises:
        ValueError: for an RNN, or if the three do not belong together.
    """
    b = _balanced(params, history, o_first)
    beta = np.abs(b.S).max(axis=1)
    beta[1] = beta[:2].max()  # the first step shows its old cell state and its new
    pi = None if b.Q is None else np.abs(b.Q).max(axis=1)
    return Indirect(gamma=_norms(b.G), omega=_norms(b.O), beta=beta[1:], pi=pi)


def indirect_ratio(
    params: AnyParams, history: AnyHistory, *, o_first: ArrayLike | None = None
) -> PerStep:
    r"""$\|E_t\|$ after every step, exactly: the indirect paths beside the direct one.

    Shape (time,), no unit. At 0.1 the indirect paths bring at most a tenth of what the
    direct path brings, whatever the loss. Infinite where float64 cannot hold it.

    Args:
        params: weights of any cell with a direct path: not of an RNN.
        history: a run of it.
        o_first: the gate that made the first h, which then moves with c; held if None.
            A GRU has none.

    Raises:
        ValueError: for an RNN, or if the three do not belong together.
    """
    b, unit = _balanced(params, history, o_first), np.eye(params.hidden)
    E, h, ratios = np.zeros_like(unit), b.S[0][:, None] * unit, []
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(len(b.G)):
            seen = 0.0 if b.Q is None else b.Q[t][:, None] * (unit + E)
            E = E + b.G[t] @ h + seen
            h = b.S[t + 1][:, None] * (unit + E) + b.O[t] @ h
            ratios.append(E)
    return _norms(np.array(ratios))


def bound(
    params: AnyParams, history: AnyHistory, *, o_first: ArrayLike | None = None
) -> PerStep:
    r"""What $\|E_t\|$ cannot exceed, from gamma, omega and beta of every step alone.

    $a_t - 1$, where $a_t = (1 + \pi_t) a_{t-1} + \gamma_t \eta_{t-1}$ and $\eta_t =
    \beta_t a_t + \omega_t \eta_{t-1}$, from $a_0 = 1$ and $\eta_0 = 0$ ($\beta_0$ with
    `o_first`). Without peepholes $\pi$ is 0; of a GRU $\eta$ is a.
    Never above $(1 + \mu)^t - 1$. Shape (time,), no unit.

    Args:
        params: weights of any cell with a direct path: not of an RNN.
        history: a run of it.
        o_first: the gate that made the first h, which then moves with c; held if None.
            A GRU has none.

    Raises:
        ValueError: for an RNN, or if the three do not belong together.
    """
    b = _balanced(params, history, o_first)
    beta_of = np.abs(b.S).max(axis=1)
    excess, eta, bounds = 0.0, beta_of[0], []
    pis = np.zeros(len(b.G)) if b.Q is None else np.abs(b.Q).max(axis=1)
    with np.errstate(over="ignore"):
        norms = _norms(b.G), _norms(b.O), beta_of[1:], pis
        for gamma, omega, beta, pi in zip(*norms, strict=True):
            excess = excess + _times(gamma, eta) + _times(pi, 1 + excess)
            eta = _times(beta, 1 + excess) + _times(omega, eta)
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


@dataclass(frozen=True, eq=False)
class _Balanced(Record):
    """What a step has beside the direct path, between retentions.

    G leads from the last output into the memory, O into the next output, S from the
    memory to the output (from before the first step on), Q through peepholes.
    """

    G: Matrices
    O: Matrices
    S: Float[np.ndarray, "moment hidden"]
    Q: Float[np.ndarray, "time hidden"] | None = None


def _balanced(
    params: AnyParams, history: AnyHistory, o_first: ArrayLike | None
) -> _Balanced:
    check_direct("dominance is", params, history)
    gates, units = direct_gates(history), np.arange(params.hidden)
    least = np.finfo(float).tiny  # a gate is 0 in float64 only, never in mathematics
    R = np.cumsum(np.log(np.maximum(gates, least)), axis=0)  # as a logarithm
    R_prev = np.vstack([np.zeros(params.hidden), R[:-1]])

    def beside(M: Matrices) -> Matrices:
        with np.errstate(over="ignore", invalid="ignore"):
            factors = np.exp(R_prev[:, None, :] - R[:, :, None])
            return np.where(M == 0, 0.0, factors * M)

    if isinstance(params, GRUS):
        if o_first is not None:
            raise ValueError("a GRU has no output gate, leave o_first out")
        G = jacobian.steps(params, history)
        G[:, units, units] -= gates
        shown = np.ones((len(G) + 1, params.hidden))
        return _Balanced(G=beside(G), O=np.zeros_like(G), S=shown)
    s = local_derivatives(params, history)
    with np.errstate(over="ignore"):
        Q = s.through_peepholes() * np.exp(R_prev - R) if s.p else None
    return _Balanced(
        G=beside(sum(s.dc_da[k][:, :, None] * s.U[k] for k in s.dc_da)),
        O=beside(s.dh_da_o[:, :, None] * s.U["o"]),
        S=np.vstack([first_dh_dc(o_first, history), s.dh_dc_full()]),
        Q=Q,
    )


def _times(one: np.ndarray | float, other: np.ndarray | float) -> np.ndarray | float:
    """The product, 0 where one of them is 0 and the other may be infinite."""
    with np.errstate(invalid="ignore", over="ignore"):
        return np.where((one == 0) | (other == 0), 0.0, np.multiply(one, other))


def _norms(matrices: Matrices) -> PerStep:
    """The largest singular value of each; infinite where a matrix is not finite."""
    finite = np.isfinite(matrices).all(axis=(1, 2))
    norms = np.full(len(matrices), np.inf)
    norms[finite] = np.linalg.norm(matrices[finite], 2, axis=(1, 2))
    return norms
