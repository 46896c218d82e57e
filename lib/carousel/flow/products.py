"""Products of one-step Jacobians, at any length: their size, their directions."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel.cells.base import HistoryBase
from carousel.cells.slopes import AnyHistory
from carousel.jacobian import Jacobians
from carousel.shapes import (
    ArrayLike,
    HiddenHistory,
    Record,
    as_array,
    as_count,
    describe,
)

ROUNDING = 1e-15  # a column that is shorter, beside what it was made of, is lost


@dataclass(frozen=True, eq=False)
class Transport(Record):
    """A product of Jacobians: a matrix of norm 1, and the natural log of its size.

    Of a product that is 0, `unit` is 0 too and `log_norm` -infinity.
    """

    unit: Float[np.ndarray, "state state"]
    log_norm: float

    @property
    def matrix(self) -> Float[np.ndarray, "state state"]:
        """Both together; 0 or infinite where a float64 cannot hold the size."""
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            size = np.exp(np.log(np.abs(self.unit)) + self.log_norm)
        return np.where(self.unit == 0, 0.0, np.sign(self.unit) * size)


def retention(history: AnyHistory) -> HiddenHistory:
    r"""What the direct path keeps of the state before the first step [@gers2000forget].

    Row t is $f_1 \odot \dots \odot f_{t+1}$, shape (time, hidden), no unit; between 0
    and 1, and never growing with time. The cell of 1997 keeps everything: ones.

    Raises:
        ValueError: for a cell without a cell state, or what is no history.
    """
    if not isinstance(history, HistoryBase):
        came = describe(history)
        raise ValueError(f"history must be what a cell's run gives, got {came}")
    if not hasattr(history, "c"):
        cell = describe(history).split(".")[0]
        raise ValueError(f"retention is of cells with a cell state, got {cell}")
    return np.cumprod(getattr(history, "f", np.ones_like(history.c)), axis=0)


def transport(J: ArrayLike, start: int = 0, end: int | None = None) -> Transport:
    r"""The ordered product $J_{end-1} \cdots J_{start}$: the last step stands left.

    With J from `jacobian.steps` it is $\partial s_{end}/\partial s_{start}$, counted so
    that $s_0$ is the state before the first step. Its size is kept as a natural
    logarithm, so 100,000 steps neither overflow nor underflow. The norm is Frobenius'.

    Args:
        J: (time, S, S), one matrix a step.
        start: how many steps come before the first factor.
        end: how many steps come up to and with the last one; all if None.

    Raises:
        ValueError: if J is not (time, S, S), or the range is not inside it.
    """
    J = _square(J)
    start = as_count("start", start)
    end = len(J) if end is None else as_count("end", end)
    if not 0 <= start <= end <= len(J):
        raise ValueError(
            f"expected 0 <= start <= end <= {len(J)}, got {start} and {end}"
        )
    unit, log_norm = np.eye(J.shape[1]), 0.0
    for J_t in J[start:end]:
        unit = J_t @ unit
        size = np.abs(unit).max()
        if size == 0:
            return Transport(unit=unit, log_norm=-np.inf)
        unit /= size
        log_norm += np.log(size)
    size = np.linalg.norm(unit)
    return Transport(unit=unit / size, log_norm=float(log_norm + np.log(size)))


def spectrum(J: ArrayLike) -> Float[np.ndarray, " state"]:
    r"""Lyapunov exponents: natural logarithms of growth a step, (S,), largest first.

    By QR at every step (Benettin's method), so that directions stay apart over any
    length; for long products the rates tend to $\frac1T \ln \sigma_j$ of the singular
    values [@engelken2023; @vogt2022]. A direction that is lost has the rate -infinity.

    Raises:
        ValueError: if J is not (time, S, S) with at least one step.
    """
    J = _square(J)
    if len(J) == 0:
        raise ValueError("a spectrum needs at least one step, got none")
    Q, logs = np.eye(J.shape[1]), np.zeros(J.shape[1])
    for J_t in J:
        Q, stretched = _orthogonal(J_t @ Q)
        logs = logs[stretched > 0] + np.log(stretched[stretched > 0])
    lost = np.full(J.shape[1] - len(logs), -np.inf)
    return np.concatenate([np.sort(logs / len(J))[::-1], lost])


def _orthogonal(A: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Q of A's columns, and how long each is outside of those before; 0 if it is not.

    What stands in for a lost column must not take from later ones, so it is left out.
    """
    Q, R = np.linalg.qr(A)
    stretched = np.abs(np.diagonal(R))
    kept = stretched > ROUNDING * np.linalg.norm(A, axis=0)
    if not kept.all():
        Q, rest = _orthogonal(A[:, kept]) if kept.any() else (A[:, kept], kept[kept])
        stretched = np.zeros(len(kept))
        stretched[kept] = rest
    return Q, stretched


def product_of_partials(totals: ArrayLike) -> Transport:
    """The product of the partial Jacobians, (h, h), which is not dc_T/dc_0.

    It is what one gets by multiplying `jacobian.paths(...).total`: each factor holds
    the output gate of the step before, so from two steps on routes are missing.

    Raises:
        ValueError: if the matrices are not (time, hidden, hidden).
    """
    return transport(totals)


def _square(J: ArrayLike) -> Jacobians:
    J = as_array("J", J, ("time", "state", "state"), own=False)
    if J.shape[1] != J.shape[2] or J.shape[1] == 0:
        raise ValueError(f"J has shape {J.shape}, expected (time, state, state)")
    return J
