"""Weights by name out of files: safetensors, NumPy's .npz, and PyTorch's own."""

import json
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from carousel.interop.packages import package

# The dtypes of safetensors that are read; BF16 is the upper half of a float32.
_DTYPES = {
    **{"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"},
    **{"I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U8": "u1", "BOOL": "?"},
}


def read_state(path: Path) -> dict[str, Any]:
    """The arrays or tensors of a file by name, nested names joined by dots.

    Raises:
        ValueError: if it is no such file, or holds more than weights.
    """
    if path.suffix == ".safetensors":
        return _safetensors(path)
    return _npz(path) if path.suffix == ".npz" else _pytorch(path)


def _safetensors(path: Path) -> dict[str, np.ndarray]:
    data = path.read_bytes()
    try:
        (length,) = struct.unpack("<Q", data[:8])
        header, body = json.loads(data[8 : 8 + length]), memoryview(data)[8 + length :]
        header.pop("__metadata__", None)
        return {name: _tensor(entry, body) for name, entry in header.items()}
    except (struct.error, ValueError, KeyError, AttributeError, TypeError):
        raise ValueError(f"{path.name} cannot be read as a safetensors file") from None


def _tensor(entry: Mapping[str, Any], body: memoryview) -> np.ndarray:
    start, end = entry["data_offsets"]
    flat = np.frombuffer(body[start:end], _DTYPES[entry["dtype"]])
    if entry["dtype"] == "BF16":
        flat = (flat.astype("<u4") << 16).view("<f4")
    return flat.reshape(entry["shape"])


def _npz(path: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name.replace("/", "."): arrays[name] for name in arrays.files}
    except (ValueError, EOFError, AttributeError, zipfile.BadZipFile):
        raise ValueError(
            f"{path.name} cannot be read as arrays of numbers by name, as numpy.savez "
            "writes them"
        ) from None


def _pytorch(path: Path) -> dict[str, Any]:
    torch = package("torch", f"{path.name}, a file of PyTorch,")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if any(name.endswith("/constants.pkl") for name in archive.namelist()):
                raise ValueError(
                    f"{path.name} is a TorchScript archive; hand over "
                    "torch.jit.load(file), whose layers interop.from_torch takes"
                )
    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        if isinstance(error, OSError):
            raise
        raise ValueError(
            f"{path.name} holds more than weights, or is no file of PyTorch's; if you "
            "trust it, load it yourself and hand over the module or its state_dict()"
        ) from None
    if not isinstance(found, Mapping):
        raise ValueError(f"{path.name} holds {type(found).__name__}, not a state dict")
    return dict(_flat(found))


def _flat(tree: Mapping[Any, Any], start: str = "") -> Iterator[tuple[str, Any]]:
    """Entries of nested mappings: checkpoints keep the weights below `state_dict`."""
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{start}{name}.")
        else:
            yield f"{start}{name}", value
