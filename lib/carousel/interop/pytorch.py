"""PyTorch's recurrent layers to Params and back; its two biases a gate are added.

PyTorch stacks the rows of its matrices in the order i, f, g, o for an LSTM, where g is
the candidate, our c, and r, z, n for a GRU. It multiplies columns from the left, as we
do.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from carousel.cells import gru, lstm, rnn
from carousel.cells.slopes import AnyParams
from carousel.shapes import Real, as_array, as_share, describe

if TYPE_CHECKING:
    import torch

# Our letters, in the order in which PyTorch stacks the rows.
ORDER = {"LSTM": "ifco", "GRU": "rzn", "RNN": ""}
_CELLS = {"LSTM": lstm, "GRU": gru, "RNN": rnn}


def from_torch(layer: "torch.nn.RNNBase") -> lstm.Params | gru.Params | rnn.Params:
    """Params of an `nn.LSTM`, `nn.GRU` or `nn.RNN`, in float64.

    The two biases are added, but for a GRU's `b_hn`, which stays inside the candidate.

    Args:
        layer: on any device, in any real dtype; nothing of it is changed.

    Raises:
        ValueError: for another layer, several layers or directions, projections, an
            RNN with ReLU, or a layer without numbers (on the device "meta").
    """
    kind = _supported(layer)
    W, U, b_ih, b_hh = (as_array(n, v) for n, v in _tensors(layer).items())
    if kind == "RNN":
        return rnn.Params(W=W, U=U, b=b_ih + b_hh)
    weights: dict[str, np.ndarray] = {}
    parts = (np.split(v, len(ORDER[kind])) for v in (W, U, b_ih, b_hh))
    for k, W_k, U_k, b_k, b_hk in zip(ORDER[kind], *parts, strict=True):
        weights |= {f"W_{k}": W_k, f"U_{k}": U_k, f"b_{k}": b_k + b_hk}
        if k == "n":
            weights |= {"b_n": b_k, "b_hn": b_hk}
    return _CELLS[kind].Params(**weights)


def to_torch(params: AnyParams, *, share: Real = 1.0) -> "torch.nn.RNNBase":
    """A PyTorch layer in float64 with these weights.

    Args:
        params: weights of an LSTM, a GRU or an RNN.
        share: how much of each bias goes into `bias_ih`; the rest goes into `bias_hh`.
            Their sum is what counts. With 1 or 0 the way there and back is exact.

    Raises:
        ValueError: for another cell, or a share outside 0 to 1.
    """
    import torch

    kinds = {cell.Params: kind for kind, cell in _CELLS.items()}
    if type(params) not in kinds:
        came = describe(params).removesuffix(".Params")
        raise ValueError(f"PyTorch has no layer for {came}; expected lstm, gru or rnn")
    kind, share = kinds[type(params)], as_share("share", share)
    with torch.random.fork_rng(devices=[]):  # draws nothing from the global generator
        layer = getattr(torch.nn, kind)(params.inputs, params.hidden).double()
    with torch.no_grad():
        for tensor, rows in zip(
            _tensors(layer).values(), _stack(params, kind, share), strict=True
        ):
            tensor.copy_(torch.tensor(rows))
    return layer


def linear_to_torch(V: np.ndarray, d: np.ndarray) -> "torch.nn.Linear":
    """A PyTorch layer in float64 that reads V^T h + d out of h.

    Args:
        V: (hidden, outputs).
        d: (outputs,).
    """
    import torch

    with torch.random.fork_rng(devices=[]):
        layer = torch.nn.Linear(*V.shape).double()
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(V.T.copy()))
        layer.bias.copy_(torch.tensor(d))
    return layer


def _supported(layer: "torch.nn.RNNBase") -> str:
    kind = type(layer).__name__
    if kind not in _CELLS:
        raise ValueError(f"expected nn.LSTM, nn.GRU or nn.RNN, got {kind}")
    if layer.num_layers != 1 or layer.bidirectional or not layer.bias:
        raise ValueError("expected one layer, one direction, and biases")
    if layer.proj_size or getattr(layer, "nonlinearity", "tanh") != "tanh":
        raise ValueError("expected no projection, and tanh")
    return kind


def _tensors(layer: "torch.nn.RNNBase") -> dict[str, "torch.Tensor"]:
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    return {name: getattr(layer, name) for name in names}


def _stack(params: Any, kind: str, share: Real) -> tuple[np.ndarray, ...]:
    if kind == "RNN":
        return params.W, params.U, share * params.b, (1 - share) * params.b
    W, U, b = (
        np.concatenate([getattr(params, f"{part}_{k}") for k in ORDER[kind]])
        for part in ("W", "U", "b")
    )
    b_ih, b_hh = share * b, (1 - share) * b
    if kind == "GRU":  # the candidate's two biases are two weights, not a sum
        b_ih[-params.hidden :], b_hh[-params.hidden :] = params.b_n, params.b_hn
    return W, U, b_ih, b_hh
