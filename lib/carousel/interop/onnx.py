"""ONNX' LSTM, GRU and RNN nodes to Params. Needs the package onnx.

ONNX stacks rows in the order i, o, f, c for an LSTM and z, r, n for a GRU, with a
leading axis for the directions, and both biases end to end. `P` holds peepholes, in the
order i, o, f. A GRU resets before the product unless `linear_before_reset` is 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from carousel.cells import gru, gru_reset_before, hard, lstm, peephole, rnn
from carousel.cells.slopes import AnyParams
from carousel.interop._onnx_values import Values
from carousel.interop._stacks import unstack
from carousel.interop.packages import package
from carousel.shapes import as_array

# Our letters, in the order in which ONNX stacks the rows.
ONNX, ONNX_GRU = "iofc", "zrn"
_ORDERS = {"LSTM": ONNX, "GRU": ONNX_GRU, "RNN": ""}
_USUAL = {
    "LSTM": ["Sigmoid", "Tanh", "Tanh"],
    "GRU": ["Sigmoid", "Tanh"],
    "RNN": ["Tanh"],
}
_WITH_BETA = ("ScaledTanh", "HardSigmoid", "Affine")  # these take alpha and beta
_WITH_ALPHA = (*_WITH_BETA, "LeakyRelu", "ThresholdedRelu", "Elu")  # these an alpha


@dataclass(frozen=True)
class OnnxLayer:
    """One direction of a recurrent node: its name, inputs and attributes."""

    name: str
    reverse: bool
    kind: str
    place: int  # of the direction, in the leading axis
    inputs: Mapping[str, np.ndarray | None]
    said: Mapping[str, Any] = field(default_factory=dict)

    def params(self, *_: object) -> AnyParams:
        """Its Params.

        Raises:
            ValueError: for a node or a setting that no cell here has, or weights that
                are computed while the model runs.
        """
        if self.kind not in _ORDERS:
            raise ValueError(
                f"{self.name} is a {self.kind}, which rounds what it reads; take the "
                "model before it was quantised"
            )
        for setting in ("clip", "input_forget"):
            if self.said.get(setting):
                raise ValueError(f"{self.name} has {setting}, which no cell here has")
        W, R = self._part("W", 2), self._part("R", 2)
        rows = max(1, len(_ORDERS[self.kind])) * R.shape[1]
        as_array(f"{self.name}: R", R, (rows, "hidden"))
        as_array(f"{self.name}: W", W, (rows, "input"))
        B = self._part("B", 1) if "B" in self.inputs else np.zeros(2 * rows)
        b_W, b_R = np.split(as_array(f"{self.name}: B", B, (2 * rows,)), 2)
        cell = {"LSTM": lstm, "RNN": rnn}.get(self.kind, gru_reset_before)
        if self.kind == "GRU" and self.said.get("linear_before_reset"):
            cell = gru
        params = unstack(cell, _ORDERS[self.kind], W, R, b_W, b_R)
        if "P" in self.inputs:
            each = np.split(self._part("P", 1), 3)
            p = {f"p_{k}": p_k for k, p_k in zip("iof", each, strict=True)}
            params = peephole.Params(**vars(params), **p)
        return self._with_gates(params)

    def _part(self, name: str, axes: int) -> np.ndarray:
        value = self.inputs[name]
        if value is None:
            raise ValueError(
                f"{name} of {self.name} is computed while the model runs; export the "
                "model with its weights as constants"
            )
        words = ("direction", "rows", "columns")[: axes + 1]
        return as_array(f"{self.name}: {name}", value, words)[self.place]

    def _with_gates(self, params: AnyParams) -> AnyParams:
        """The functions of this direction: tanh, and a sigmoid, smooth or hard."""
        usual = _USUAL[self.kind]
        names = self.said.get("activations") or usual * (self.place + 1)
        names = [_text(name) for name in names]
        own = slice(len(usual) * self.place, len(usual) * (self.place + 1))
        mine, numbers = names[own], self._numbers(names)[own]
        if mine == usual:
            return params
        wanted = ", ".join(usual)
        if len(usual) > 1 and mine == ["HardSigmoid", *usual[1:]]:
            alpha, beta = numbers[0]
            if beta == 0.5:
                return hard.harden(params, alpha)
            mine[0] = f"HardSigmoid with beta {beta:.3g}"
        raise ValueError(f"{self.name} has {', '.join(mine)}, the cells here {wanted}")

    def _numbers(self, names: list[str]) -> list[tuple[float, float]]:
        """Alpha and beta of every function; those without one take none of a list."""
        alphas = iter(self.said.get("activation_alpha", ()))
        betas = iter(self.said.get("activation_beta", ()))
        return [
            (
                _exact(next(alphas, 0.2)) if name in _WITH_ALPHA else 0.0,
                _exact(next(betas, 0.5)) if name in _WITH_BETA else 0.0,
            )
            for name in names
        ]


def read_onnx(source: Any) -> list[OnnxLayer]:
    """The recurrent layers of an ONNX model, or of a file with one, by direction.

    Raises:
        ValueError: without onnx, or if it is no such file.
    """
    onnx = package("onnx", "an ONNX model")
    if isinstance(source, Path):
        try:
            source = onnx.load(source)
        except FileNotFoundError:
            raise
        except Exception:
            raise ValueError(f"{source.name} cannot be read as an ONNX file") from None
    opsets = source.opset_import
    found = list(_nodes(onnx, source.graph, Values(onnx, opsets, {}, {})))
    return [_told_apart(one, found[:place]) for place, one in enumerate(found)]


def _told_apart(one: OnnxLayer, earlier: list[OnnxLayer]) -> OnnxLayer:
    """The branches of an `If` may use one name for two nodes."""
    times = sum((e.name, e.reverse) == (one.name, one.reverse) for e in earlier)
    return replace(one, name=f"{one.name}#{times + 1}") if times else one


def _nodes(onnx: Any, graph: Any, around: Values) -> Iterator[OnnxLayer]:
    values = around.inside(graph)
    for node in graph.node:
        said = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type in (*_ORDERS, "DynamicQuantizeLSTM"):
            yield from _directions(node, said, values)
        for inner in said.values():
            if isinstance(inner, onnx.GraphProto):
                yield from _nodes(onnx, inner, values)


def _directions(node: Any, said: dict[str, Any], values: Values):
    names = dict(
        zip(("X", "W", "R", "B", "lengths", "h", "c", "P"), node.input, strict=False)
    )
    wanted = {n: names[n] for n in ("W", "R", "B", "P") if names.get(n)}
    inputs = {name: values.value(tensor) for name, tensor in wanted.items()}
    direction = _text(said.get("direction", b"forward"))
    ways = {"forward": [False], "reverse": [True]}.get(direction, [False, True])
    name = node.name or next(filter(None, node.output))
    for place, reverse in enumerate(ways):
        yield OnnxLayer(name, reverse, node.op_type, place, inputs, said)


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _exact(number: float) -> float:
    """A float32 as the decimal number that was meant: 0.2, not 0.20000000298."""
    return float(str(np.float32(number)))
