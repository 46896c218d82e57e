r"""Gates that are straight lines between 0 and 1: the hard sigmoid.

$\max(0, \min(1, s\,a + \frac12))$ with a slope s, which is 0.2 in Keras 1 and 2 and
ONNX, and 1/6 in Keras 3 and PyTorch. The weights of such a cell are of a class of their
own, so that a run, its Jacobians and its gradients have the gates they came with.
"""

import functools
from dataclasses import is_dataclass
from typing import TypeVar

import numpy as np

from carousel.cells.base import ParamsBase
from carousel.shapes import Real, as_number, describe

KERAS_2, KERAS_3 = 0.2, 1 / 6

Cell = TypeVar("Cell", bound=ParamsBase)


def harden(params: Cell, slope: Real) -> Cell:
    """The same weights with hard sigmoids for gates; the candidate keeps its tanh.

    Args:
        params: weights of a cell with gates.
        slope: of the straight part: `KERAS_2`, `KERAS_3`, or any above 0.

    Raises:
        ValueError: for a cell without gates, or a slope that is not above 0.
    """
    slope = as_number("slope", slope)
    if slope <= 0:
        raise ValueError(f"the slope of a gate must be above 0, got {slope}")
    if not (is_dataclass(params) and any(n.startswith("U_") for n in vars(params))):
        raise ValueError(f"expected a cell with gates, got {describe(params)}")
    cell = next(c for c in type(params).__mro__ if "slope" not in vars(c))
    return _hardened(cell, slope)(**vars(params))


@functools.cache
def _hardened(cell: type[Cell], slope: float) -> type[Cell]:
    """The class of a cell's weights, with other gates."""

    def sigmoid(a: np.ndarray) -> np.ndarray:
        return np.clip(slope * a + 0.5, 0.0, 1.0)

    def sigmoid_slope(gate: np.ndarray) -> np.ndarray:
        return np.where((gate > 0) & (gate < 1), slope, 0.0)

    inside = {
        "__module__": cell.__module__,
        "__doc__": f"{cell.__doc__.strip()} Its gates are hard sigmoids.",
        "slope": slope,
        "sigmoid": staticmethod(sigmoid),
        "sigmoid_slope": staticmethod(sigmoid_slope),
    }
    return type("HardParams", (cell,), inside)
