"""PyTorch's names of weights: which layers a state dict has, and the Params of one.

A layer of a stack has `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, with
`_reverse` behind them for the direction from the end, and `weight_hr_l0` where its
output is projected; a cell has `weight_ih` and so on. The shapes tell an LSTM from a
GRU from an RNN.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from carousel.cells import gru, lstm, rnn
from carousel.interop._stacks import unstack
from carousel.shapes import as_array, as_count, describe

# Our letters, in the order in which PyTorch stacks the rows.
ORDER = {"LSTM": "ifco", "GRU": "rzn", "RNN": ""}
CELLS = {"LSTM": lstm, "GRU": gru, "RNN": rnn}

Place = tuple[str, int, bool]  # the name of a layer, its number, from the end or not
_NAME = re.compile(
    r"(?:(?P<name>.+?)\.)??(?:parametrizations\.)?weight_hh"
    r"(?:_l(?P<layer>\d+)(?P<reverse>_reverse)?)?(?:_g|_orig|\.original0?)?"
)


def places(names: Any) -> list[Place]:
    """The recurrent layers that names of weights speak of, in their order."""
    found = filter(None, map(_NAME.fullmatch, names))
    each = ((m["name"] or "", int(m["layer"] or 0), bool(m["reverse"])) for m in found)
    return list(dict.fromkeys(each))


def list_places(found: list[Place]) -> str:
    """Places as a message names them."""
    shown = dict.fromkeys(repr(name) for name, _, _ in found)
    return ", ".join(shown) if shown else "none"


def ending(names: Any, layer: int, reverse: bool) -> str:
    """What stands behind the names of the weights of a layer, nothing for a cell.

    Raises:
        ValueError: if there is no such layer or direction, saying which there are.
    """
    layer = as_count("layer", layer)
    found = places(names)
    if ("", layer, bool(reverse)) not in found:
        layers = sorted({k for _, k, _ in found})
        wanted = f"layer={layer}, reverse={bool(reverse)}"
        both = "two directions" if any(r for *_, r in found) else "one direction"
        raise ValueError(f"no {wanted}: there are layers {layers}, {both}")
    if any(name.startswith("weight_hh_l") for name in names) or any(
        name.startswith("parametrizations.weight_hh_l") for name in names
    ):
        return f"_l{layer}" + ("_reverse" if reverse else "")
    return ""


def below(state: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """The part of a state dict whose names begin with a prefix, without it.

    Raises:
        ValueError: if no recurrent layer stands there, naming those that there are.
    """
    start = f"{prefix.rstrip('.')}." if prefix else ""
    part = {n[len(start) :]: v for n, v in state.items() if str(n).startswith(start)}
    if not any(name == "" for name, _, _ in places(part)):
        found = list_places(places(state))
        if found == "none":
            came = ", ".join(map(repr, list(state)[:4])) or "nothing"
            raise ValueError(
                "expected weights by PyTorch's names (weight_ih_l0, weight_hh_l0 or "
                f"weight_ih, weight_hh), got {came}"
            )
        where = f"at prefix={prefix!r}" if prefix else "without a prefix"
        raise ValueError(f"no recurrent layer {where}; take prefix={found}")
    return part


def read(
    get: Callable[[str], Any], names: Any, end: str, nonlinearity: str | None
) -> lstm.Params | gru.Params | rnn.Params:
    """Params of the weights whose names have an ending.

    Raises:
        ValueError: for weights that are made of others, shapes of no cell, or an RNN
            whose function is unknown or is not tanh.
    """
    for name in (f"weight_ih{end}", f"weight_hh{end}"):
        if name not in names:
            _say_what_is_there(name, names)
    W, U = (as_array(f"{name}{end}", get(f"{name}{end}")) for name in _MATRICES)
    projected = f"weight_hr{end}" in names
    if projected:  # U sees the projected output: together they see our h
        P = as_array(f"weight_hr{end}", get(f"weight_hr{end}"), ("projected", "hidden"))
        as_array(f"weight_hh{end}", U, (4 * P.shape[1], len(P)))
        U = U @ P
    kind = _kind(f"weight_hh{end}", U)
    if kind == "RNN" and nonlinearity != "tanh":
        raise ValueError(_RNN[nonlinearity is None])
    biases = (
        as_array(f"bias_{x}h{end}", get(f"bias_{x}h{end}"), (len(W),))
        if f"bias_{x}h{end}" in names and get(f"bias_{x}h{end}") is not None
        else np.zeros(len(W))
        for x in "ih"
    )
    as_array(f"weight_ih{end}", W, (len(U), "input"))
    return unstack(CELLS[kind], ORDER[kind], W, U, *biases)


_MATRICES = ("weight_ih", "weight_hh")
_RNN = {
    True: "these weights of an RNN do not say whether it uses tanh or relu; "
    'say nonlinearity="tanh" if it is PyTorch\'s default',
    False: "an RNN with ReLU has no cell here, whose slopes are those of tanh",
}


def _kind(name: str, U: np.ndarray) -> str:
    rows = {len(order) or 1: kind for kind, order in ORDER.items()}
    if U.ndim == 2 and U.shape[1] and len(U) % U.shape[1] == 0:
        kind = rows.get(len(U) // U.shape[1])
        if kind:
            return kind
    raise ValueError(
        f"{name} has shape {U.shape}, expected 4 (LSTM), 3 (GRU) or 1 (RNN) times as "
        "many rows as columns"
    )


def _say_what_is_there(name: str, names: Any) -> None:
    parts = [other for other in names if name in other]
    if any(part.endswith(("_g", "_v", "original0", "original1")) for part in parts):
        how = (
            "is stored as a weight norm; load it into its module and hand that over "
            "(after torch.nn.utils.remove_weight_norm, where that is the old one)"
        )
    elif any(part.endswith(("_orig", "_mask")) for part in parts):
        how = (
            "is pruned or spectrally normed; make that permanent first, with "
            "torch.nn.utils.prune.remove or torch.nn.utils.remove_spectral_norm"
        )
    elif parts:
        how = f"is made of {', '.join(parts)}; hand over the module itself"
    else:
        how = f"is missing, there is {describe(sorted(names))}"
    raise ValueError(f"{name} {how}")
