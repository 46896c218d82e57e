"""Gates stacked row by row in one matrix, to Params and back: what all doors share."""

from types import ModuleType
from typing import Any

import numpy as np

from carousel.cells import gru, rnn
from carousel.cells.base import ParamsBase
from carousel.shapes import Real


def unstack(
    cell: ModuleType,
    order: str,
    W: np.ndarray,
    U: np.ndarray,
    b_W: np.ndarray,
    b_U: np.ndarray,
) -> Any:
    """Params of a cell whose rows stand in an order of our letters.

    The two biases are added, but for a GRU's `b_hn`, which stays inside the candidate.

    Raises:
        ValueError: for shapes that do not fit each other.
    """
    if cell is rnn:
        return rnn.Params(W=W, U=U, b=b_W + b_U)
    weights: dict[str, np.ndarray] = {}
    parts = (np.split(rows, len(order)) for rows in (W, U, b_W, b_U))
    for k, W_k, U_k, b_k, b_hk in zip(order, *parts, strict=True):
        weights |= {f"W_{k}": W_k, f"U_{k}": U_k, f"b_{k}": b_k + b_hk}
        if cell is gru and k == "n":
            weights |= {"b_n": b_k, "b_hn": b_hk}
    return cell.Params(**weights)


def stack(
    params: ParamsBase, order: str, share: Real = 1.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The rows of W and of U, and two biases: a share of each, and the rest of it."""
    if isinstance(params, rnn.Params):
        return params.W, params.U, share * params.b, (1 - share) * params.b
    W, U, b = (
        np.concatenate([getattr(params, f"{part}_{k}") for k in order])
        for part in ("W", "U", "b")
    )
    b_W, b_U = share * b, (1 - share) * b
    if isinstance(params, gru.Params):  # the candidate's two are weights, not a sum
        rows = np.arange(params.hidden) + params.hidden * order.index("n")
        b_W[rows], b_U[rows] = params.b_n, params.b_hn
    return W, U, b_W, b_U
