import json
import struct

import numpy as np
import pytest
import torch

from carousel import interop
from carousel.interop import files, packages

PLACES = [("net.rnn", k, r) for k in (0, 1) for r in (False, True)]
NUMBERS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<f4", "I8": "i1"}


@pytest.fixture(scope="module")
def layer():
    torch.manual_seed(5)
    return torch.nn.LSTM(3, 4, 2, bidirectional=True)


def _state(layer):
    return {f"net.rnn.{name}": value for name, value in layer.state_dict().items()}


def write_safetensors(path, arrays, dtype="F32"):
    """The format by hand: the length of a header, the header, the numbers."""
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, array in arrays.items():
        data = np.asarray(array).astype(NUMBERS[dtype]).tobytes()
        if dtype == "BF16":
            data = np.frombuffer(data, "<u2")[1::2].tobytes()
        offsets = [len(body), len(body) + len(data)]
        shape = list(np.shape(array))
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": offsets}
        body += data
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def _write(kind, folder, layer):
    path, state = folder / f"weights.{kind}", _state(layer)
    if kind == "safetensors":
        write_safetensors(path, state)
    elif kind == "npz":
        arrays = {n.replace(".", "/"): v.numpy() for n, v in state.items()}
        np.savez(path, **arrays)
    elif kind == "ckpt":  # a checkpoint keeps other things beside
        torch.save({"epoch": 3, "state_dict": state, "lr": [0.1]}, path)
    else:
        torch.save(state, path)
    return path


@pytest.mark.parametrize("kind", ["safetensors", "npz", "pt", "ckpt"])
def test_a_file_of_weights_is_the_layer_that_it_was_written_from(kind, tmp_path, layer):
    path = _write(kind, tmp_path, layer)
    start = "state_dict." if kind == "ckpt" else ""
    places = interop.layers(path)
    assert places == [(start + name, k, r) for name, k, r in PLACES]
    for name, k, reverse in places:
        found = interop.from_file(str(path), k, reverse, prefix=name)
        same = interop.from_torch(layer, k, reverse)
        for weight, value in vars(same).items():
            assert np.array_equal(getattr(found, weight), value), weight


@pytest.mark.parametrize("dtype", NUMBERS)
def test_every_dtype_of_safetensors_is_read(dtype, tmp_path):
    values = np.array([[1.0, -2.5], [3.0, 0.5]])
    write_safetensors(tmp_path / "a.safetensors", {"a": values}, dtype)
    found = files.read_state(tmp_path / "a.safetensors")["a"]
    exact = values.astype("i1") if dtype == "I8" else values
    assert np.array_equal(np.asarray(found, float), exact)


def test_safetensors_itself_writes_what_is_read(tmp_path, layer):
    write = pytest.importorskip("safetensors.numpy").save_file
    arrays = {name: value.numpy() for name, value in layer.state_dict().items()}
    write(arrays, tmp_path / "a.safetensors")
    found = files.read_state(tmp_path / "a.safetensors")
    assert all(np.array_equal(found[name], value) for name, value in arrays.items())


class Outside:
    """What is no weight."""


def _module(path):
    torch.save(torch.nn.LSTM(1, 1), path)


def _script(path):
    torch.jit.save(torch.jit.script(torch.nn.LSTM(1, 1)), path)


@pytest.mark.filterwarnings("ignore:.torch.jit:DeprecationWarning")
@pytest.mark.parametrize(
    ("name", "write", "message"),
    [
        ("a.pt", _module, "a.pt holds more than weights, .* hand over the module"),
        ("a.pt", lambda p: p.write_text("no"), "or is no file of PyTorch's"),
        ("a.pt", lambda p: torch.save(torch.ones(1), p), "holds Tensor, not a state"),
        ("a.pt", _script, "a.pt is a TorchScript archive; hand over torch.jit.load"),
        ("a.npz", lambda p: p.write_text("no"), "cannot be read as arrays of numbers"),
        ("a.safetensors", lambda p: p.write_text("no"), "as a safetensors file"),
        ("a.safetensors", lambda p: p.write_bytes(b"\1" + b"\0" * 8), "safetensors"),
        ("a.gguf", lambda p: p.write_text("no"), "expected a file .safetensors, .npz"),
    ],
)
def test_another_file_is_refused_with_the_way_round(name, write, message, tmp_path):
    write(tmp_path / name)
    with pytest.raises(ValueError, match=message):
        interop.layers(tmp_path / name)


def test_a_file_that_is_not_there_is_said_by_the_system(tmp_path):
    for name in ("a.pt", "a.npz", "a.safetensors"):
        with pytest.raises(FileNotFoundError):
            interop.from_file(tmp_path / name)


def test_what_is_no_source_is_refused():
    with pytest.raises(ValueError, match="expected a module, a state dict or a file"):
        interop.layers(3)


def test_a_missing_package_is_named_with_what_needs_it():
    with pytest.raises(ValueError, match=r"this needs no_such, .* pip install no_such"):
        packages.package("no_such", "this")
