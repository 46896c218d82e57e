"""Starting weights: whether a layer looks as its library has drawn it."""

import numpy as np

from carousel.cells.slopes import AnyParams

NEAR = 0.1  # how far a spread may lie from that of the draw, as a share


def looks_untrained(params: AnyParams) -> str | None:
    """Which library draws such weights, in words; None if training has moved them.

    PyTorch draws every weight uniformly within one over the root of the number of units
    and Keras makes the recurrent matrices orthogonal: training leaves neither so.
    """
    U = np.concatenate([v for n, v in vars(params).items() if n[0] == "U"])
    W = np.concatenate([v for n, v in vars(params).items() if n[0] == "W"])
    edge = 1 / np.sqrt(params.hidden)
    drawn = np.concatenate([U.ravel(), W.ravel()])
    spread = drawn.std() / (edge / np.sqrt(3))
    inside = np.abs(drawn).max() <= edge * (1 + 1e-6)
    tolerance = NEAR + 2 / np.sqrt(drawn.size)
    if inside and abs(spread - 1) < tolerance and np.abs(drawn).max() > 0.9 * edge:
        return (
            f"biases aside, all lie within ±1/√{params.hidden}, as PyTorch draws them"
        )
    if np.allclose(U.T @ U, np.eye(params.hidden), atol=1e-4):
        return "the recurrent weights are orthogonal, as Keras draws them"
    return None
