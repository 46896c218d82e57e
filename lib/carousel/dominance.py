r"""When the direct path carries the gradient: a measure, and what bounds it.

With $h_0$ held, $\partial c_T/\partial c_0 = R_T (I + E_T)$, where $R_T$ is diagonal
and holds the retention. If g is the gradient of a loss at $c_T$, the direct path brings
$R_T g$ to $c_0$ and all other routes bring $E_T^\top R_T g$. So $\|E_T\|$, the spectral
norm, is the largest share that the others can have beside the direct path, which
dominates for every loss exactly where it is below 1.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel.cells.slopes import FAMILY, AnyHistory, AnyParams, check, slopes
from carousel.shapes import Number, Numbers, array

Matrices = Float[np.ndarray, "time hidden hidden"]
PerStep = Float[np.ndarray, " time"]


@dataclass(frozen=True, eq=False)
class Doors:
    r"""How wide the side doors of each step are, beside the direct path.

    `into` is $\gamma_t = \|R_t^{-1} G_t R_{t-1}\|$, from the last output into the cell
    state; `around` is $\omega_t = \|R_t^{-1} O_t R_{t-1}\|$, from the last output
    through the output gate into the next; `shown` is $\beta_t$, the largest
    $o_t (1 - \tanh^2 c_t)$, from the cell state to the output. One a step, no unit.
    """

    into: PerStep
    around: PerStep
    shown: PerStep

    @property
    def rate(self) -> PerStep:
        r"""$\mu = \beta\gamma/(1 - \omega)$ of the widest doors up to each step.

        The others' share is at most $(1 + \mu)^T - 1$. Infinite from $\omega = 1$ on.
        """
        gamma, omega, beta = (
            np.maximum.accumulate(doors)
            for doors in (self.into, self.around, self.shown)
        )
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return np.where(omega < 1, beta * gamma / (1 - omega), np.inf)


def doors(
    params: AnyParams, history: AnyHistory, *, o_first: Numbers | None = None
) -> Doors:
    """How wide the side doors are at every step of a run.

    Args:
        params: weights of an LSTM without peepholes, or of the 1997 cell.
        history: a run of it.
        o_first: the output gate that made the first state's h. If None, that h is held;
            else it moves along with c.

    Raises:
        ValueError: for another cell, or if the shapes do not fit.
    """
    G, O, S = _balanced(params, history, o_first)
    shown = S.max(axis=1)
    shown[1] = shown[:2].max()  # the first step shows its old cell state and its new
    return Doors(into=_norms(G), around=_norms(O), shown=shown[1:])


def missed(
    params: AnyParams, history: AnyHistory, *, o_first: Numbers | None = None
) -> PerStep:
    r"""$\|E_t\|$ after every step, exactly: what the direct path misses, beside itself.

    Shape (time,), no unit. At 0.1 all other routes bring at most a tenth of what the
    direct path brings, whatever the loss. Infinite where float64 cannot hold it.
    Arguments and errors are those of `doors`.
    """
    G, O, S = _balanced(params, history, o_first)
    unit = np.eye(params.hidden)
    E, h, found = np.zeros_like(unit), S[0][:, None] * unit, []
    with np.errstate(over="ignore", invalid="ignore"):
        for G_t, O_t, S_t in zip(G, O, S[1:], strict=True):
            E = E + G_t @ h
            h = S_t[:, None] * (unit + E) + O_t @ h
            found.append(E)
    return _norms(np.array(found))


def bound(
    params: AnyParams, history: AnyHistory, *, o_first: Numbers | None = None
) -> PerStep:
    r"""What `missed` cannot exceed, from the widths of the doors alone.

    $a_t - 1$, where $a_t = a_{t-1} + \gamma_t \eta_{t-1}$ and $\eta_t = \beta_t a_t +
    \omega_t \eta_{t-1}$, from $a_0 = 1$ and $\eta_0 = 0$ ($\beta_0$ with `o_first`).
    Never above $(1 + \mu)^t - 1$. Shape, arguments and errors are those of `missed`.
    """
    G, O, S = _balanced(params, history, o_first)
    excess, eta, found = 0.0, S[0].max(), []
    with np.errstate(over="ignore"):
        widths = _norms(G), _norms(O), S[1:].max(axis=1)
        for gamma, omega, beta in zip(*widths, strict=True):
            excess = excess + (gamma * eta if eta > 0 else 0.0)
            eta = beta * (1 + excess) + (omega * eta if eta > 0 else 0.0)
            found.append(excess)
    return np.array(found)


def horizon(rate: Number) -> float:
    r"""For how many steps the direct path dominates for sure: $\ln 2 / \ln(1 + \mu)$.

    Infinite for a rate of 0; 0 for an infinite one.

    Raises:
        ValueError: if the rate is below 0 or NaN.
    """
    if not rate >= 0:
        raise ValueError(f"a rate must be 0 or above, got {rate}")
    with np.errstate(divide="ignore"):
        return float(np.log(2) / np.log1p(np.float64(rate)))


def _balanced(
    params: AnyParams, history: AnyHistory, o_first: Numbers | None
) -> tuple[Matrices, Matrices, Float[np.ndarray, "moment hidden"]]:
    """G and O of every step beside the direct path, and S from before the first on."""
    if not isinstance(params, FAMILY) or hasattr(params, "p_i"):
        made = type(params).__module__.rpartition(".")[2]
        raise ValueError(f"dominance is of an LSTM without peepholes, got {made}")
    check(params, history)
    s, hidden = slopes(params, history), params.hidden
    o = array("o_first", np.zeros(hidden) if o_first is None else o_first, (hidden,))
    least = np.finfo(float).tiny  # a gate is 0 in float64 only, never in mathematics
    R = np.cumsum(np.log(np.maximum(s.f, least)), axis=0)  # as a logarithm
    R_prev = np.vstack([np.zeros(hidden), R[:-1]])
    G = sum(s.net[k][:, :, None] * s.U[k] for k in s.net)
    O = s.opened[:, :, None] * s.U["o"]
    with np.errstate(over="ignore", invalid="ignore"):
        beside = np.exp(R_prev[:, None, :] - R[:, :, None])
        G, O = (np.where(M == 0, 0.0, beside * M) for M in (G, O))
    return G, O, np.vstack([o * (1 - np.tanh(history.first.c) ** 2), s.shown])


def _norms(matrices: Matrices) -> PerStep:
    """The largest singular value of each; infinite where a matrix is not finite."""
    finite = np.isfinite(matrices).all(axis=(1, 2))
    found = np.full(len(matrices), np.inf)
    found[finite] = np.linalg.norm(matrices[finite], 2, axis=(1, 2))
    return found
