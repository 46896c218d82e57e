"""The constants of an ONNX graph, and what its nodes make of constants alone."""

from typing import Any

import numpy as np

from carousel.interop.packages import package


class Values:
    """What is known of the tensors of a graph, and of those around it."""

    def __init__(self, onnx: Any, opsets: Any, known: dict, made: dict) -> None:
        self.onnx, self.opsets, self.known, self.made = onnx, opsets, known, made

    def inside(self, graph: Any) -> "Values":
        known = {t.name: t for t in graph.initializer}
        made = {name: node for node in graph.node for name in node.output}
        both = self.known | known, self.made | made
        return Values(self.onnx, self.opsets, *both)

    def value(self, name: str) -> np.ndarray | None:
        """A constant, or what constants make; None if it depends on the input."""
        if name in self.known:
            return self.onnx.numpy_helper.to_array(self.known[name])
        node = self.made.get(name)
        if node is None or any(attribute.g.node for attribute in node.attribute):
            return None
        given = {n: self.value(n) for n in node.input if n}
        if any(value is None for value in given.values()):
            return None
        outputs = [n for n in node.output if n]
        return self._run(node, given, outputs)[outputs.index(name)]

    def _run(self, node: Any, given: dict[str, np.ndarray], outputs: list[str]) -> list:
        """What a node gives; where onnx cannot run it, nothing of each."""
        helper, unknown = self.onnx.helper, self.onnx.TensorProto.UNDEFINED
        reference = package("onnx.reference", "an ONNX model")
        ends = [
            [helper.make_tensor_value_info(n, unknown, None) for n in names]
            for names in (given, outputs)
        ]
        graph = helper.make_graph([node], "constant", *ends)
        # int8 weights have long been turned back as opset 19 does it, the first that
        # onnx runs by itself.
        newer = [helper.make_opsetid("", 19)]
        opsets = newer if node.op_type == "DequantizeLinear" else self.opsets
        model = helper.make_model(graph, opset_imports=opsets)
        try:
            return reference.ReferenceEvaluator(model).run(None, given)
        except Exception:  # it raises many kinds
            return [None] * len(outputs)
