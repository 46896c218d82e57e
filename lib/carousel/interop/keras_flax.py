"""LSTM weights of Keras and Flax to Params and back, without either library."""

from typing import Any

import numpy as np

from carousel.cells import lstm
from carousel.shapes import ArrayLike, as_array

# Our letters, in the order in which Keras stacks the columns.
KERAS = "ifco"
# Our letter, and the letter in the names of Flax's dense layers (`ii`, `hi`, …).
FLAX = {"i": "i", "f": "f", "c": "g", "o": "o"}


def from_keras(
    kernel: ArrayLike, recurrent_kernel: ArrayLike, bias: ArrayLike
) -> lstm.Params:
    """Params of the three arrays of a Keras LSTM, which are transposed to ours.

    Raises:
        ValueError: if the shapes are not (input, 4 hidden), (hidden, 4 hidden) and
            (4 hidden,).
    """
    U = as_array("recurrent_kernel", recurrent_kernel, ("hidden", "4 hidden"))
    hidden = len(U)
    W = as_array("kernel", kernel, ("input", 4 * hidden))
    b = as_array("bias", bias, (4 * hidden,))
    as_array("recurrent_kernel", U, (hidden, 4 * hidden))
    weights: dict[str, np.ndarray] = {}
    parts = (np.split(v, 4) for v in (W.T, U.T, b))
    for k, W_k, U_k, b_k in zip(KERAS, *parts, strict=True):
        weights |= {f"W_{k}": W_k, f"U_{k}": U_k, f"b_{k}": b_k}
    return lstm.Params(**weights)


def to_keras(params: lstm.Params) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The kernel, recurrent kernel and bias of a Keras LSTM with these weights."""
    W, U, b = (
        np.concatenate([getattr(params, f"{kind}_{k}") for k in KERAS])
        for kind in ("W", "U", "b")
    )
    return W.T.copy(), U.T.copy(), b


def from_flax(tree: dict[str, dict[str, Any]]) -> lstm.Params:
    """Params of the parameter tree of a Flax `LSTMCell`.

    Raises:
        ValueError: naming a layer that is missing.
    """
    weights: dict[str, np.ndarray] = {}
    for k, letter in FLAX.items():
        for name in (f"i{letter}", f"h{letter}"):
            if name not in tree:
                raise ValueError(f"expected a layer {name}, got {sorted(tree)}")
        weights[f"W_{k}"] = np.asarray(tree[f"i{letter}"]["kernel"], float).T
        weights[f"U_{k}"] = np.asarray(tree[f"h{letter}"]["kernel"], float).T
        weights[f"b_{k}"] = np.asarray(tree[f"h{letter}"]["bias"], float)
    return lstm.Params(**weights)


def to_flax(params: lstm.Params) -> dict[str, dict[str, np.ndarray]]:
    """The parameter tree of a Flax `LSTMCell` with these weights."""
    tree: dict[str, dict[str, np.ndarray]] = {}
    for k, letter in FLAX.items():
        tree[f"i{letter}"] = {"kernel": getattr(params, f"W_{k}").T.copy()}
        tree[f"h{letter}"] = {
            "kernel": getattr(params, f"U_{k}").T.copy(),
            "bias": getattr(params, f"b_{k}").copy(),
        }
    return tree
