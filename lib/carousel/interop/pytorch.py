"""PyTorch's recurrent layers to Params and back; its two biases a gate are added.

PyTorch stacks the rows of its matrices in the order i, f, g, o for an LSTM, where g is
the candidate, our c, and r, z, n for a GRU. It multiplies columns from the left, as we
do.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from carousel.cells import gru, lstm, rnn
from carousel.cells.slopes import AnyParams
from carousel.interop import _state_dicts as state_dicts
from carousel.interop._stacks import stack
from carousel.interop._state_dicts import CELLS, ORDER, Place
from carousel.interop.packages import package
from carousel.shapes import Real, as_share, describe

if TYPE_CHECKING:
    import torch

_RECURRENT = {*ORDER, *(f"{kind}Cell" for kind in ORDER)}
_WRAPPERS = ("_orig_mod", "module")  # of torch.compile, and of parallel training
_LAYERS = "nn.LSTM, nn.GRU, nn.RNN or a cell of theirs"


def from_torch(
    source: "torch.nn.Module | Mapping[str, Any]",
    layer: int = 0,
    reverse: bool = False,
    *,
    prefix: str = "",
    nonlinearity: str | None = None,
) -> lstm.Params | gru.Params | rnn.Params:
    """Params of one layer and direction, in float64.

    The two biases are added, but for a GRU's `b_hn`, which stays inside the candidate;
    a layer without biases has zeros. Where an LSTM projects its output, h is the output
    before that, and `weight_hh @ weight_hr` the recurrent matrix: c is the layer's own.
    The int8 weights of a dynamically quantised layer are taken as the numbers that they
    stand for; that layer rounds what it reads besides. A layer that runs from the end
    reads its input turned round.

    Args:
        source: an `nn.LSTM`, `nn.GRU`, `nn.RNN`, a subclass or a cell of theirs,
            scripted, compiled or dynamically quantised too, on any device, in any real
            dtype; or its weights by name, a state dict. Nothing of it is changed.
        layer: which of a stack, counted from 0.
        reverse: the direction that runs from the end.
        prefix: the name of the layer inside a larger module or state dict, as
            `interop.layers` lists them.
        nonlinearity: "tanh", for an RNN whose source does not say so.

    Raises:
        ValueError: for another module, a layer or direction that is not there, an RNN
            with ReLU, weights made of others (a weight norm, pruning), or a layer
            without numbers (on the device "meta").
    """
    if isinstance(source, Mapping):
        state = state_dicts.below(source, prefix)
        end = state_dicts.ending(state, layer, reverse)
        return state_dicts.read(state.__getitem__, state, end, nonlinearity)
    module = _recurrent(source, prefix)
    weights = _weights(module)
    end = state_dicts.ending(weights, layer, reverse)
    kind = getattr(module, "nonlinearity", None) or nonlinearity
    return state_dicts.read(weights.__getitem__, weights, end, kind)


def layers_of_module(module: "torch.nn.Module") -> list[Place]:
    """Name, layer and direction of all recurrent layers inside a module."""
    return [
        (name, layer, reverse)
        for name, part in _unwrapped(module).named_modules()
        if _is_recurrent(part)
        for _, layer, reverse in state_dicts.places(_weights(part))
    ]


def is_module(source: object) -> bool:
    """Whether it is a module of PyTorch, which need not be installed to be asked."""
    return hasattr(source, "named_modules") and hasattr(source, "state_dict")


def to_torch(params: AnyParams, *, share: Real = 1.0) -> "torch.nn.RNNBase":
    """A PyTorch layer in float64 with these weights.

    Args:
        params: weights of an LSTM, a GRU or an RNN.
        share: how much of each bias goes into `bias_ih`; the rest goes into `bias_hh`.
            Their sum is what counts. With 1 or 0 the way there and back is exact.

    Raises:
        ValueError: for another cell, a share outside 0 to 1, or without PyTorch.
    """
    kinds = {cell.Params: kind for kind, cell in CELLS.items()}
    if type(params) not in kinds:
        came = describe(params).removesuffix(".Params")
        raise ValueError(f"PyTorch has no layer for {came}; expected lstm, gru or rnn")
    kind, share = kinds[type(params)], as_share("share", share)
    torch = package("torch", "a layer of PyTorch")
    with torch.random.fork_rng(devices=[]):  # draws nothing from the global generator
        layer = getattr(torch.nn, kind)(params.inputs, params.hidden).double()
    rows = stack(params, ORDER[kind], share)
    with torch.no_grad():
        for tensor, value in zip(layer.parameters(), rows, strict=True):
            tensor.copy_(torch.tensor(value))
    return layer


def linear_to_torch(V: np.ndarray, d: np.ndarray) -> "torch.nn.Linear":
    """A PyTorch layer in float64 that reads V^T h + d out of h.

    Args:
        V: (hidden, outputs).
        d: (outputs,).
    """
    torch = package("torch", "a layer of PyTorch")
    with torch.random.fork_rng(devices=[]):
        layer = torch.nn.Linear(*V.shape).double()
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(V.T.copy()))
        layer.bias.copy_(torch.tensor(d))
    return layer


def _unwrapped(source: Any) -> Any:
    """A module without the wrappers that compiling and parallel training put round."""
    while type(source).__name__ in (
        "OptimizedModule",
        "DataParallel",
        "DistributedDataParallel",
    ):
        source = next(v for n in _WRAPPERS if (v := getattr(source, n, None)))
    return source


def _recurrent(source: Any, prefix: str) -> Any:
    """The module of one recurrent layer, or a refusal that says where there are any."""
    if not is_module(source):
        raise ValueError(f"expected {_LAYERS}, or a state dict, got {describe(source)}")
    module = _unwrapped(source)
    if prefix:
        inside = dict(module.named_modules())
        if prefix.rstrip(".") not in inside:
            found = state_dicts.list_places(layers_of_module(module))
            raise ValueError(f"no module {prefix!r}; recurrent layers here: {found}")
        module = _unwrapped(inside[prefix.rstrip(".")])
    if not _is_recurrent(module):
        kind = getattr(module, "original_name", type(module).__name__)
        found = state_dicts.list_places(layers_of_module(module))
        way = f"; choose one by prefix={found}" if found != "none" else ""
        raise ValueError(f"expected {_LAYERS}, got {kind}{way}")
    return module


def _is_recurrent(module: Any) -> bool:
    """Whether PyTorch's own code runs here: by class, or by the name a script keeps."""
    if hasattr(module, "original_name"):
        known = module.original_name in _RECURRENT or hasattr(module, "mode")
        return known and bool(state_dicts.places(n for n, _ in _named(module)))
    home = {
        c.__name__ for c in type(module).__mro__ if c.__module__.startswith("torch.")
    }
    return bool(home & _RECURRENT)


def _named(module: Any) -> Iterator[tuple[str, Any]]:
    return module.named_parameters(recurse=False)


def _weights(module: Any) -> dict[str, Any]:
    """Its weights by name, as they are in force."""
    if hasattr(module, "get_weight"):  # dynamically quantised
        packed = module.get_weight() | module.get_bias()
        return {n: v.dequantize() if v.is_quantized else v for n, v in packed.items()}
    own = dict(_named(module))
    made = {
        name: getattr(module, name)
        for name in getattr(module, "parametrizations", {})
        if hasattr(module, name)
    }
    return own | made
