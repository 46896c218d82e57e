"""Journeys: how the derivative of c_t by c_0 grows with t, told three ways."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel import jacobian
from carousel.cells.slopes import FAMILY, AnyHistory, AnyParams, check

Logs = Float[np.ndarray, " moment"]


@dataclass(frozen=True, eq=False)
class Journey:
    r"""The size of $\partial c_t/\partial c_0$ for t = 0 … T, with $h_0$ held.

    `truth`, `direct` and `chain` are natural logarithms of Frobenius norms: of the
    (c, c) block of the product of exact Jacobians, of the direct path's diagonal
    matrix, and of the popular chain of h x h matrices. `cosine` is that of the angle
    between direct and truth, both taken as long vectors; 0 where one of them is 0.
    `whole` is the logarithm of the norm of all of $\partial s_T/\partial s_0$.
    """

    truth: Logs
    direct: Logs
    chain: Logs
    cosine: Logs
    whole: float


class _Product:
    """A product of matrices of moderate size, and the logarithm of its scale."""

    def __init__(self, size: int) -> None:
        self.matrix, self.log_scale = np.eye(size), 0.0

    def times(self, J: np.ndarray) -> None:
        self.matrix = J @ self.matrix
        most = np.abs(self.matrix).max()
        if most > 0:
            self.matrix /= most
        self.log_scale += np.log(most)

    def log_norm(self, first: int = 0) -> float:
        block = self.matrix[first:, first:]
        return float(self.log_scale + np.log(np.linalg.norm(block)))


def journey(params: AnyParams, history: AnyHistory) -> Journey:
    r"""The truth, the direct path and the popular chain, at every t [@kanuparthi2019].

    Arrays have T + 1 entries; the first is the identity's, $\ln \sqrt h$. Nothing
    overflows or underflows; what is gone has the logarithm -infinity.

    Raises:
        ValueError: for a cell without a cell state, or a history of another cell.
    """
    if not isinstance(params, FAMILY):
        raise ValueError(
            f"a journey is of cells with a cell state, got {type(params).__module__}"
        )
    check(params, history)
    h, J = params.hidden, jacobian.steps(params, history)
    totals = jacobian.paths(params, history).total
    f = getattr(history, "f", np.ones_like(history.c))
    whole, chain, kept = _Product(2 * h), _Product(h), _Product(h)
    rows = [(0.5 * np.log(h),) * 3 + (1.0,)]
    with np.errstate(divide="ignore", invalid="ignore"):
        for J_t, total, f_t in zip(J, totals, f, strict=True):
            whole.times(J_t)
            chain.times(total)
            kept.times(np.diag(f_t))
            norms = whole.log_norm(h), kept.log_norm(), chain.log_norm()
            rows.append((*norms, _cosine(kept.matrix, whole.matrix[h:, h:])))
    truth, direct, popular, cosine = np.array(rows).T
    return Journey(
        truth=truth,
        direct=direct,
        chain=popular,
        cosine=cosine,
        whole=whole.log_norm(),
    )


def _cosine(one: np.ndarray, other: np.ndarray) -> float:
    sizes = np.linalg.norm(one) * np.linalg.norm(other)
    return float(np.vdot(one, other) / sizes) if sizes > 0 else 0.0
