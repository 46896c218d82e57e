"""The recurrent layers that the config of a Keras model speaks of."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_CLASSES = {"LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU", "RNN"}
_CELLS = {"LSTMCell", "GRUCell", "SimpleRNNCell"}  # in an RNN


def walk(tree: Any, where: str) -> Iterator[tuple[str, str, bool, Any]]:
    """Name, place in a .keras file, direction and config of every recurrent layer."""
    inside, seen = tree.get("config", {}), dict[str, int]()
    for layer in inside.get("layers", []) if isinstance(inside, Mapping) else inside:
        kind, own = layer["class_name"], layer.get("config", {})
        snake = _snake(kind)
        count = seen[snake] = seen.get(snake, -1) + 1
        place = f"{where}layers/{snake}" + (f"_{count}" if count else "")
        yield from _layer(kind, own, layer, place)


def _layer(kind: str, own: Any, layer: Any, place: str):
    if kind in _CLASSES:
        cell = own.get("cell", {})
        if kind != "RNN" or cell.get("class_name") in _CELLS:
            said = own | cell.get("config", {}) | {"name": own["name"]}
            yield own["name"], place, bool(own.get("go_backwards")), said
    elif kind == "Bidirectional":
        inner = own["layer"]["config"]
        back = own.get("backward_layer", own["layer"])["config"]
        yield own["name"], f"{place}/forward_layer", False, inner
        yield own["name"], f"{place}/backward_layer", True, back
    elif isinstance(own, Mapping) and "layers" in own:
        for name, where, reverse, inside in walk(layer, f"{place}/"):
            yield f"{own['name']}/{name}", where, reverse, inside


def _snake(name: str) -> str:
    """A class's name as Keras spells it in its files."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()
