"""How fast nudges grow or fade in many LSTMs at once, before training."""

from collections.abc import Sequence

import numpy as np

from carousel.cells import lstm, sigmoid
from carousel.shapes import Real

PARTS = "ifoc"


def factors(
    networks: Sequence[lstm.Params],
    *,
    rng: np.random.Generator,
    steps: Real = 1000,
    settled: Real = 500,
) -> np.ndarray:
    r"""By how much each network lengthens a nudge of its state per step, on average.

    $\exp$ of the mean of $\ln (\lVert J_t v \rVert / \lVert v \rVert)$, where $J_t$ is
    the full Jacobian of the step, over all routes, and $v$ the nudge that has come so
    far. Below 1 nudges and gradients fade, above 1 they grow. It estimates the largest
    Lyapunov exponent [@engelken2023].

    Args:
        networks: all of one size; each reads an input of its own, standard normal.
        rng: draws the inputs and the first nudges.
        steps: how many are run.
        settled: from which step on the mean is taken.

    Returns:
        One factor per network.
    """
    W, U, b = (_stacked(networks, part) for part in "WUb")
    count, hidden, inputs = len(networks), networks[0].hidden, networks[0].inputs
    h, c = np.zeros((2, count, hidden))
    dh, dc = rng.normal(size=(2, count, hidden))
    logs = []
    for _ in range(steps):
        x_t = rng.normal(size=(count, inputs))
        a = _times(W, x_t) + _times(U, h) + b
        i, f, o, c_tilde = _gates(a, hidden)
        i_slope, f_slope, o_slope, tilde_slope = _slopes(i, f, o, c_tilde)
        di, df, do, d_tilde = np.split(_times(U, dh), 4, axis=-1)
        dc = (
            f * dc
            + c * f_slope * df
            + c_tilde * i_slope * di
            + i * tilde_slope * d_tilde
        )
        c = f * c + i * c_tilde
        shown = np.tanh(c)
        dh = o * (1 - shown**2) * dc + shown * o_slope * do
        h = o * shown
        length = np.sqrt((dh**2 + dc**2).sum(-1, keepdims=True))
        dh, dc = dh / length, dc / length
        logs.append(np.log(length[:, 0]))
    return np.exp(np.mean(logs[settled:], axis=0))


def _stacked(networks: Sequence[lstm.Params], part: str) -> np.ndarray:
    rows = [[getattr(p, f"{part}_{k}") for k in PARTS] for p in networks]
    return np.concatenate(np.moveaxis(np.array(rows), 1, 0), axis=1)


def _times(matrices: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    return (matrices @ vectors[..., None])[..., 0]


def _gates(a: np.ndarray, hidden: int) -> tuple[np.ndarray, ...]:
    opened = sigmoid(a[:, : 3 * hidden])
    return (*np.split(opened, 3, axis=-1), np.tanh(a[:, 3 * hidden :]))


def _slopes(*values: np.ndarray) -> tuple[np.ndarray, ...]:
    *gates, c_tilde = values
    return (*(g * (1 - g) for g in gates), 1 - c_tilde**2)
