"""Any source of weights: which recurrent layers it has, and the Params of one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from carousel.cells.slopes import AnyParams
from carousel.interop import _state_dicts as state_dicts
from carousel.interop._keras_files import KerasLayer, read_keras
from carousel.interop._state_dicts import Place
from carousel.interop.files import read_state
from carousel.interop.onnx import OnnxLayer, read_onnx
from carousel.interop.pytorch import from_torch, is_module, layers_of_module
from carousel.shapes import Real, as_count, describe

STATE = (".safetensors", ".npz", ".pt", ".pth", ".bin", ".ckpt")
KERAS = (".keras", ".h5", ".hdf5")
ONNX = (".onnx",)
_Named = list[KerasLayer] | list[OnnxLayer]


def layers(source: Any) -> list[Place]:
    """Name, layer and direction (from the end or not) of every recurrent layer.

    A layer that no cell here can take is listed too: `from_torch` or `from_file` says
    why not. With `layers` of a model, `from_torch(model, layer, reverse, prefix=name)`
    gives each.

    Args:
        source: a module of PyTorch, a state dict, a model of ONNX, or the path of a
            file that `from_file` reads.

    Raises:
        ValueError: for another source, or a file that cannot be read.
    """
    if is_module(source):
        return layers_of_module(source)
    if isinstance(source, Mapping):
        return state_dicts.places(source)
    if hasattr(source, "graph") and hasattr(source, "opset_import"):
        return _places(read_onnx(source))
    if isinstance(source, str | Path):
        path = _path(source)
        if path.suffix in STATE:
            return state_dicts.places(read_state(path))
        return _places(_read(path))
    came = describe(source)
    raise ValueError(f"expected a module, a state dict or a file's path, got {came}")


def from_file(
    path: str | Path,
    layer: int = 0,
    reverse: bool = False,
    *,
    prefix: str = "",
    nonlinearity: str | None = None,
    recurrent_activation: str | Real | None = None,
    reset_after: bool | None = None,
) -> AnyParams:
    """Params of one layer and direction of a file of weights.

    PyTorch's names in `.safetensors` or `.npz` (numpy.savez) need no other package;
    `.pt`, `.pth`, `.bin` and `.ckpt` are read by PyTorch with `weights_only=True`.
    Keras' `.keras`, `.h5`, `.hdf5` and weights files are read by h5py, `.onnx` by onnx.

    Args:
        path: the file.
        layer: which of a stack of PyTorch, counted from 0.
        reverse: the direction that runs from the end.
        prefix: the name of the layer, as `layers` lists them.
        nonlinearity: "tanh", for an RNN whose file does not say so.
        recurrent_activation: for a file of Keras' weights alone, as in `from_keras`.
        reset_after: likewise.

    Raises:
        ValueError: for another kind of file, one that holds more than weights, without
            the package that reads it, or as `from_torch`, `from_keras`, `from_onnx`.
    """
    path = _path(path)
    if path.suffix in STATE:
        said = {"prefix": prefix, "nonlinearity": nonlinearity}
        return from_torch(read_state(path), layer, reverse, **said)
    one = _pick(_read(path), layer, reverse, prefix)
    return one.params(recurrent_activation, reset_after, nonlinearity)


def from_onnx(
    model: Any, layer: int = 0, reverse: bool = False, *, prefix: str = ""
) -> AnyParams:
    """Params of one direction of an LSTM, GRU or RNN node.

    With peepholes they are `cells.peephole.Params`; of a GRU `cells.gru_reset_before`
    unless `linear_before_reset` is 1. Weights that are made of constants are worked
    out, int8 ones among them.

    Args:
        model: an `onnx.ModelProto`; of a file, `from_file` reads it.
        layer: 0: what PyTorch calls layers are nodes of their own.
        reverse: the direction that runs from the end.
        prefix: the name of the node, as `interop.layers` lists them.

    Raises:
        ValueError: for a node that is not there, another function than tanh and a
            sigmoid, `clip` or `input_forget`, or weights computed while the model runs.
    """
    return _pick(read_onnx(model), layer, reverse, prefix).params()


def _read(path: Path) -> _Named:
    return read_onnx(path) if path.suffix in ONNX else read_keras(path)


def _places(found: _Named) -> list[Place]:
    return [(one.name, 0, one.reverse) for one in found]


def _pick(found: _Named, layer: int, reverse: bool, prefix: str) -> Any:
    """The layer of a name and direction; without a name the only one that there is."""
    listed = state_dicts.list_places(_places(found))
    named = [one for one in found if prefix in ("", one.name)]
    if len({one.name for one in named}) != 1:
        where = f"at prefix={prefix!r}" if prefix else "without a prefix"
        raise ValueError(f"no single recurrent layer {where}; there are {listed}")
    chosen = [one for one in named if one.reverse == bool(reverse)]
    if as_count("layer", layer) or len(chosen) != 1:
        ways = [one.reverse for one in named]
        raise ValueError(
            f"{named[0].name} has no layer={layer}, reverse={bool(reverse)}; there is "
            f"layer=0 with reverse in {ways}"
        )
    return chosen[0]


def _path(source: str | Path) -> Path:
    path = Path(source)
    if path.suffix not in (*STATE, *KERAS, *ONNX):
        kinds = ", ".join((*STATE, *KERAS, *ONNX))
        raise ValueError(f"expected a file {kinds}, got {path.name}")
    return path
