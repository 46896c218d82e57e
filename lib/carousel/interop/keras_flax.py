"""LSTM weights of Keras and Flax to Params and back, without either library.

Keras stacks the columns of its arrays in the order i, f, c, o, with one bias a gate.
Flax names dense layers `ii`, `if`, `ig`, `io` from the input and `hi` … `ho` from the
last output, g for the candidate, with the bias in the second. Both multiply rows from
the right, so their matrices are the transposes of ours.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from carousel.cells import lstm
from carousel.shapes import ArrayLike, as_array, describe, expect

# Our letters, in the order in which Keras stacks the columns.
KERAS = "ifco"
# Our letter, and the letter in the names of Flax's dense layers (`ii`, `hi`, …).
FLAX = {"i": "i", "f": "f", "c": "g", "o": "o"}


def from_keras(
    kernel: ArrayLike, recurrent_kernel: ArrayLike, bias: ArrayLike
) -> lstm.Params:
    """Params of the three arrays of a Keras LSTM.

    Args:
        kernel: (input, 4 hidden), what `layer.get_weights()` gives first.
        recurrent_kernel: (hidden, 4 hidden), second.
        bias: (4 hidden,), third.

    Raises:
        ValueError: for other shapes.
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
    """The kernel, recurrent kernel and bias of a Keras LSTM with these weights.

    Shapes (input, 4 hidden), (hidden, 4 hidden) and (4 hidden,), for `set_weights`.

    Raises:
        ValueError: for the weights of another cell.
    """
    expect("params", params, lstm.Params)
    W, U, b = (
        np.concatenate([getattr(params, f"{kind}_{k}") for k in KERAS])
        for kind in ("W", "U", "b")
    )
    return W.T.copy(), U.T.copy(), b


def from_flax(tree: Mapping[str, Mapping[str, Any]]) -> lstm.Params:
    """Params of the parameter tree of a Flax `LSTMCell`.

    Args:
        tree: by layer, `kernel` (from, hidden) and, of the recurrent ones, `bias`.

    Raises:
        ValueError: naming what is missing, or for shapes that do not fit.
    """
    weights: dict[str, np.ndarray] = {}
    for k, letter in FLAX.items():
        weights[f"W_{k}"] = _entry(tree, f"i{letter}", "kernel", 2).T
        weights[f"U_{k}"] = _entry(tree, f"h{letter}", "kernel", 2).T
        weights[f"b_{k}"] = _entry(tree, f"h{letter}", "bias", 1)
    return lstm.Params(**weights)


def _entry(tree: Any, layer: str, name: str, axes: int) -> np.ndarray:
    if not isinstance(tree, Mapping) or layer not in tree:
        came = sorted(tree) if isinstance(tree, Mapping) else describe(tree)
        raise ValueError(f"expected a layer {layer}, got {came}")
    if not isinstance(tree[layer], Mapping) or name not in tree[layer]:
        raise ValueError(f"the layer {layer} has no {name}")
    return as_array(f"{layer}.{name}", tree[layer][name], ("from", "to")[-axes:])


def to_flax(params: lstm.Params) -> dict[str, dict[str, np.ndarray]]:
    """The parameter tree of a Flax `LSTMCell` with these weights.

    Raises:
        ValueError: for the weights of another cell.
    """
    expect("params", params, lstm.Params)
    tree: dict[str, dict[str, np.ndarray]] = {}
    for k, letter in FLAX.items():
        tree[f"i{letter}"] = {"kernel": getattr(params, f"W_{k}").T.copy()}
        tree[f"h{letter}"] = {
            "kernel": getattr(params, f"U_{k}").T.copy(),
            "bias": getattr(params, f"b_{k}").copy(),
        }
    return tree
