"""How the derivative of c_t by c_0 grows with t: exactly, and in two shorter ways."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel import jacobian
from carousel.cells.slopes import AnyHistory, AnyParams, check_direct, direct_gates
from carousel.shapes import Record

Logs = Float[np.ndarray, " moment"]


@dataclass(frozen=True, eq=False)
class Sensitivity(Record):
    r"""The size of $\partial c_t/\partial c_0$ for t = 0 … T, with $h_0$ held.

    Of a GRU, which has no c, of $\partial h_t/\partial h_0$.

    `exact`, `direct` and `product_of_partials` are natural logarithms of Frobenius
    norms: of the (c, c) block of the product of exact Jacobians, of the direct path's
    diagonal matrix, and of the product of partial Jacobians (None for a GRU, where it
    is exact). `cosine` is that of the angle between direct and exact, both taken as
    long vectors; 0 where one of them is 0. `full_state` is the logarithm of the norm
    of all of $\partial s_T/\partial s_0$.
    """

    exact: Logs
    direct: Logs
    product_of_partials: Logs | None
    cosine: Logs
    full_state: float


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


def sensitivity(params: AnyParams, history: AnyHistory) -> Sensitivity:
    r"""How large $\partial c_t/\partial c_0$ is at every t [@kanuparthi2019].

    The exact derivative, the direct path alone, and the product of partial Jacobians.
    Arrays have T + 1 entries; the first is the identity's, $\ln \sqrt h$.
    Nothing overflows or underflows; what is gone has the logarithm -infinity.

    Args:
        params: weights of any cell with a direct path: not of an RNN.
        history: a run of it.

    Raises:
        ValueError: for an RNN, or a history that these params have not made.
    """
    check_direct("sensitivities are", params, history)
    h, J = params.hidden, jacobian.steps(params, history)
    kept, first = _Product(h), J.shape[1] - h  # where c stands below h
    full, rows = _Product(J.shape[1]), [(0.5 * np.log(h),) * 2 + (1.0,)]
    with np.errstate(divide="ignore", invalid="ignore"):
        for J_t, f_t in zip(J, direct_gates(history), strict=True):
            full.times(J_t)
            kept.times(np.diag(f_t))
            cosine = _cosine(kept.matrix, full.matrix[first:, first:])
            rows.append((full.log_norm(first), kept.log_norm(), cosine))
        exact, direct, cosines = np.array(rows).T
        return Sensitivity(
            exact=exact,
            direct=direct,
            product_of_partials=_of_partials(params, history) if first else None,
            cosine=cosines,
            full_state=full.log_norm(),
        )


def _of_partials(params: AnyParams, history: AnyHistory) -> Logs:
    product = _Product(params.hidden)
    logs = [product.log_norm()]
    for total in jacobian.paths(params, history).total:
        product.times(total)
        logs.append(product.log_norm())
    return np.array(logs)


def _cosine(one: np.ndarray, other: np.ndarray) -> float:
    sizes = np.linalg.norm(one) * np.linalg.norm(other)
    return float(np.vdot(one, other) / sizes) if sizes > 0 else 0.0
