"""Flax's trees of parameters to Params and back, without Flax; DyNet's arrays too.

`linen` and the `LSTMCell` of `nnx` name dense layers `ii`, `if`, `ig`, `io` from the
input and `hi` … `ho` from the last output, g for the candidate, with the bias in the
second; `nnx` writes `if_`. A GRU has `ir`, `iz`, `in` with biases and `hr`, `hz`, `hn`,
of which only the last has one. The other cells of `nnx` stack them as `dense_i` and
`dense_h`. All multiply rows from the right, so the matrices are ours turned over.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from carousel.cells import gru, lstm, rnn
from carousel.cells.slopes import AnyParams
from carousel.interop._stacks import unstack
from carousel.interop.keras import check_soft
from carousel.shapes import ArrayLike, as_array, describe

# Our letter, and the letter in the names of Flax's dense layers (`ii`, `hi`, …).
FLAX = {"i": "i", "f": "f", "c": "g", "o": "o"}
FLAX_GRU = "rzn"
DYNET = "ifoc"
Tree = Mapping[str, Any]


def from_flax(tree: Tree) -> lstm.Params | gru.Params | rnn.Params:
    """Params of the parameter tree of a Flax `LSTMCell`, `GRUCell` or `SimpleCell`.

    Also of an `OptimizedLSTMCell`, whose names in `linen` are the same.

    Args:
        tree: by layer, `kernel` (from, to) and, where there is one, `bias`; of `nnx`
            what `nnx.to_pure_dict(nnx.state(cell))` gives.

    Raises:
        ValueError: naming what is missing, or for shapes that do not fit.
    """
    if isinstance(tree, Mapping) and "dense_h" in tree:
        return _stacked(tree)
    if isinstance(tree, Mapping) and "hn" in tree:
        return _gru(tree)
    if isinstance(tree, Mapping) and set(tree) == {"i", "h"}:
        W, U = (_entry(tree, layer, "kernel", 2).T for layer in "ih")
        return rnn.Params(W=W, U=U, b=_bias(tree, "i", U) + _bias(tree, "h", U))
    weights: dict[str, np.ndarray] = {}
    for k, letter in FLAX.items():
        weights[f"W_{k}"] = _entry(tree, f"i{letter}", "kernel", 2).T
        weights[f"U_{k}"] = _entry(tree, f"h{letter}", "kernel", 2).T
        weights[f"b_{k}"] = _entry(tree, f"h{letter}", "bias", 1)
    return lstm.Params(**weights)


def _gru(tree: Tree) -> gru.Params:
    weights: dict[str, np.ndarray] = {}
    for k in FLAX_GRU:
        weights[f"W_{k}"] = _entry(tree, f"i{k}", "kernel", 2).T
        weights[f"U_{k}"] = _entry(tree, f"h{k}", "kernel", 2).T
        weights[f"b_{k}"] = _entry(tree, f"i{k}", "bias", 1)
    return gru.Params(**weights, b_hn=_bias(tree, "hn", weights["U_n"]))


def _stacked(tree: Tree) -> lstm.Params | gru.Params | rnn.Params:
    W, U = (_entry(tree, f"dense_{x}", "kernel", 2).T for x in "ih")
    kinds = {4: (lstm, "".join(FLAX)), 3: (gru, FLAX_GRU), 1: (rnn, "")}
    found = kinds.get(len(U) // U.shape[1]) if U.shape[1] else None
    if found is None or len(U) % U.shape[1] or len(W) != len(U):
        shapes = f"dense_i {W.T.shape}, dense_h {U.T.shape}"
        raise ValueError(f"expected the kernels of an LSTM, GRU or RNN, got {shapes}")
    return unstack(*found, W, U, *(_bias(tree, f"dense_{x}", U) for x in "ih"))


def _bias(tree: Tree, layer: str, U: np.ndarray) -> np.ndarray:
    """The bias of a layer, zeros where it has none."""
    entry = _layer(tree, layer)
    return _entry(tree, layer, "bias", 1) if "bias" in entry else np.zeros(len(U))


def _layer(tree: Any, layer: str) -> Tree:
    if isinstance(tree, Mapping):
        for name in (layer, f"{layer}_"):
            if isinstance(tree.get(name), Mapping):
                return tree[name]
    came = sorted(map(str, tree)) if isinstance(tree, Mapping) else describe(tree)
    raise ValueError(f"expected a layer {layer}, got {came}")


def _entry(tree: Any, layer: str, name: str, axes: int) -> np.ndarray:
    entry = _layer(tree, layer)
    if name not in entry:
        raise ValueError(f"the layer {layer} has no {name}")
    return as_array(f"{layer}.{name}", entry[name], ("from", "to")[-axes:])


def to_flax(params: AnyParams) -> dict[str, dict[str, np.ndarray]]:
    """The parameter tree of a Flax cell of `linen` with these weights.

    Raises:
        ValueError: for the weights of another cell, or hard gates.
    """
    check_soft(params, "Flax")
    if isinstance(params, rnn.Params):
        dense = {"kernel": params.W.T.copy(), "bias": params.b.copy()}
        return {"i": dense, "h": {"kernel": params.U.T.copy()}}
    if not isinstance(params, lstm.Params | gru.Params):
        came = describe(params).removesuffix(".Params")
        raise ValueError(f"Flax has no cell for {came}; expected lstm, gru or rnn")
    letters = FLAX if isinstance(params, lstm.Params) else {k: k for k in FLAX_GRU}
    tree: dict[str, dict[str, np.ndarray]] = {}
    for k, letter in letters.items():
        tree[f"i{letter}"] = {"kernel": getattr(params, f"W_{k}").T.copy()}
        tree[f"h{letter}"] = {"kernel": getattr(params, f"U_{k}").T.copy()}
        side = "h" if isinstance(params, lstm.Params) else "i"
        tree[f"{side}{letter}"]["bias"] = getattr(params, f"b_{k}").copy()
    if isinstance(params, gru.Params):
        tree["hn"]["bias"] = params.b_hn.copy()
    return tree


def from_dynet(W: ArrayLike, U: ArrayLike, b: ArrayLike) -> lstm.Params:
    """Params of the three arrays of a DyNet LSTM (`VanillaLSTMBuilder`).

    DyNet stacks rows in the order i, f, o, c, and adds 1 to the forget gate's net input
    in every step; the `b_f` of these Params is the one in force.

    Args:
        W: (4 hidden, input).
        U: (4 hidden, hidden).
        b: (4 hidden,).

    Raises:
        ValueError: for other shapes.
    """
    U = as_array("U", U, ("4 hidden", "hidden"))
    U = as_array("U", U, (4 * U.shape[1], "hidden"))
    W, b = as_array("W", W, (len(U), "input")), as_array("b", b, (len(U),))
    in_force = b + np.repeat([k == "f" for k in DYNET], U.shape[1])
    return unstack(lstm, DYNET, W, U, in_force, np.zeros_like(b))
