"""Keras' files: the recurrent layers in them, and the Params of each. Needs h5py."""

import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from carousel.cells import hard
from carousel.cells.slopes import AnyParams
from carousel.interop._keras_configs import walk
from carousel.interop.keras import from_keras
from carousel.interop.packages import package
from carousel.shapes import Real


@dataclass(frozen=True)
class KerasLayer:
    """A recurrent layer of a file: its name, direction and arrays, and what it says.

    `config` is Keras' own, empty where the file holds weights alone.
    """

    name: str
    reverse: bool
    arrays: list[np.ndarray]
    config: Mapping[str, Any] = field(default_factory=dict)
    version: str = ""

    def params(
        self,
        recurrent_activation: str | Real | None,
        reset_after: bool | None,
        nonlinearity: str | None,
    ) -> AnyParams:
        """Its Params; the arguments count where the file does not say so itself.

        Raises:
            ValueError: for an activation that no cell here has, or one that the file
                does not tell.
        """
        recurrent, bias = self.arrays[1], self.arrays[2:]
        gates = recurrent.shape[1] // len(recurrent)
        two = (2 * gates * len(recurrent),)
        cudnn = gates > 1 and bool(bias) and bias[0].shape == two
        if not cudnn:
            self._check_activation(gates, nonlinearity)
            recurrent_activation = self._gates(gates, recurrent_activation)
        if self.config and gates == 3 and not bias:
            reset_after = bool(self.config.get("reset_after", False))
        return from_keras(
            *self.arrays,
            recurrent_activation="sigmoid" if cudnn else recurrent_activation,
            reset_after=reset_after,
        )

    def _check_activation(self, gates: int, nonlinearity: str | None) -> None:
        said = "tanh" if gates > 1 else nonlinearity
        activation = _name(self.config.get("activation", said))
        if activation is None:
            raise ValueError(
                f"{self.name}: weights alone do not say whether a SimpleRNN has tanh; "
                'say nonlinearity="tanh" if it does'
            )
        if activation != "tanh":
            raise ValueError(
                f"{self.name} has the activation {activation}, the cells here tanh"
            )

    def _gates(self, gates: int, said: str | Real | None) -> str | Real:
        if gates == 1:
            return "sigmoid"
        activation = _name(self.config.get("recurrent_activation", said))
        if activation is None:
            raise ValueError(
                f"{self.name}: weights alone do not say what makes the gates; say "
                'recurrent_activation="sigmoid" (the default since Keras 2.3), or the '
                "slope of a hard sigmoid (0.2, the default before)"
            )
        if activation == "hard_sigmoid" and self.version[:1].isdigit():
            old = int(self.version.split(".")[0]) < 3
            return hard.KERAS_2 if old else hard.KERAS_3
        return activation


def read_keras(path: Path) -> list[KerasLayer]:
    """The recurrent layers of a .keras, .h5 or weights file, in the model's order.

    Raises:
        ValueError: without h5py, or if it is no such file.
    """
    h5py = package("h5py", f"{path.name}, a file of Keras,")
    config, version = None, ""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                config = json.loads(archive.read("config.json"))
                version = json.loads(archive.read("metadata.json"))["keras_version"]
                opened = io.BytesIO(archive.read("model.weights.h5"))
        else:
            opened = path.open("rb")
        with opened, h5py.File(opened, "r") as file:
            config = config or json.loads(file.attrs.get("model_config", "null"))
            version = version or _text(file.attrs.get("keras_version", ""))
            groups = dict(_groups(file, h5py))
    except (OSError, KeyError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise ValueError(f"{path.name} cannot be read as a file of Keras") from None
    return list(_named(config, groups, version))


def _groups(file: Any, h5py: Any) -> Iterator[tuple[str, list[np.ndarray]]]:
    """Groups that hold a kernel, a recurrent kernel and perhaps a bias."""
    groups: dict[str, dict[str, Any]] = {}

    def visit(name: str, item: Any) -> None:
        if isinstance(item, h5py.Dataset):
            group, _, leaf = name.rpartition("/")
            groups.setdefault(group, {})[leaf.removesuffix(":0")] = item

    file.visititems(visit)
    for group, items in groups.items():
        names = ("kernel", "recurrent_kernel", "bias")
        if group.endswith("/vars"):
            names, group = ("0", "1", "2"), group.removesuffix("/vars")
        arrays = [items[name][()] for name in names if name in items]
        if names[1] in items and _recurrent(arrays):
            yield group.removeprefix("model_weights/"), arrays


def _recurrent(arrays: list[np.ndarray]) -> bool:
    """Whether shapes are those of a recurrent layer, not of another with two arrays."""
    kernel, recurrent = arrays[0], arrays[1]
    return (
        kernel.ndim == recurrent.ndim == 2
        and kernel.shape[1] == recurrent.shape[1]
        and recurrent.shape[1] in [n * len(recurrent) for n in (1, 3, 4)]
    )


def _named(config: Any, groups: Any, version: str) -> Iterator[KerasLayer]:
    """The groups by the names of the layers, and those that no config speaks of."""
    rest = dict(groups)
    for name, where, reverse, own in walk(config, "") if config else ():
        group = next((g for g in rest if _belongs(g, name, where)), None)
        if group is not None:
            yield KerasLayer(name, reverse, rest.pop(group), own, version)
    for group, arrays in rest.items():
        path = re.sub(r"/(cell|\w+_cell(_\d+)?)$", "", group).split("/")
        name = "/".join(part for part, _ in itertools.groupby(path))  # no lstm_1/lstm_1
        yield KerasLayer(name, "backward_" in group, arrays, version=version)


def _belongs(group: str, name: str, where: str) -> bool:
    """Whether a group is a layer's: by its place in a .keras file, or by its names."""
    if group.startswith("layers/"):
        return group in (where, f"{where}/cell")
    parts, names = group.split("/"), name.split("/")
    turned = any(part.startswith("backward_") for part in parts)
    by_name = parts[0] == names[0] and names[-1] in parts
    return by_name and turned == where.endswith("/backward_layer")


def _name(activation: Any) -> Any:
    """The name of an activation, however a config spells it; None if it is not said."""
    if isinstance(activation, Mapping):
        inside = activation.get("config")
        return inside if isinstance(inside, str) else activation.get("class_name")
    return activation


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
