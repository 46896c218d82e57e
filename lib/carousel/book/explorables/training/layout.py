"""Where each weight stands in the one row of numbers that training works on."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from carousel.book.explorables._portable_rng import CELLS
from carousel.book.explorables.training.settings import Settings
from carousel.lab.tasks import Task

# The gates by row; `m` of the GRU is U_n h + b_hn, which sees no input.
ROWS = {
    "rnn": ("",),
    "lstm_1997": ("_i", "_o", "_c"),
    "lstm": ("_i", "_f", "_o", "_c"),
    "peephole": ("_i", "_f", "_o", "_c"),
    "gru": ("_r", "_z", "_m"),
}
PEEPS = ("p_i", "p_f", "p_o")


@dataclass(frozen=True)
class Layout:
    """The sizes of a network, and the blocks of its row of weights.

    A step's input is a column: the numbers that come in, a 1, the last output. The rows
    of `gates` see all of it, so that the bias is the middle column; those of a GRU's
    `n` see the input and the 1, those of `readout` the 1 and the output.
    """

    cell: str
    hidden: int
    inputs: int
    outputs: int

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The blocks in their order; one that a cell does not have is empty."""
        rows, h = len(ROWS[self.cell]) * self.hidden, self.hidden
        return {
            "gates": (rows, self.inputs + 1 + h),
            "n": (h if self.cell == "gru" else 0, self.inputs + 1),
            "p": (3 if self.cell == "peephole" else 0, h),
            "readout": (self.outputs, 1 + h),
        }

    def blocks(self, weights: np.ndarray) -> dict[str, np.ndarray]:
        """The row of weights as its blocks; they are views of it."""
        sizes = [int(np.prod(shape)) for shape in self.shapes.values()]
        parts = np.split(weights, np.cumsum(sizes)[:-1])
        return {
            name: part.reshape(shape)
            for (name, shape), part in zip(self.shapes.items(), parts, strict=True)
        }

    def empty(self) -> np.ndarray:
        """A row of zeros, as long as there are weights."""
        return np.zeros(sum(int(np.prod(shape)) for shape in self.shapes.values()))

    def names(self, weights: np.ndarray) -> dict[str, np.ndarray]:
        """Every weight by its name; views of the row, V is (hidden, outputs)."""
        block, found = self.blocks(weights), {}
        parts = np.split(block["gates"], len(ROWS[self.cell]))
        for gate, part in zip(ROWS[self.cell], parts, strict=True):
            found |= self._column(gate, part)
        if self.cell == "gru":
            U_n, b_hn = found.pop("U_m"), found.pop("b_m")
            del found["W_m"]
            found |= {**self._column("_n", block["n"]), "U_n": U_n, "b_hn": b_hn}
        found |= dict(zip(PEEPS, block["p"], strict=False))
        return found | {"V": block["readout"][:, 1:].T, "d": block["readout"][:, 0]}

    def params(self, weights: np.ndarray) -> tuple[Any, np.ndarray, np.ndarray]:
        """The cell's Params, and V and d of the readout."""
        named = self.names(weights.copy())
        V, d = named.pop("V"), named.pop("d")
        return CELLS[self.cell].Params(**named), V, d

    def _column(self, gate: str, part: np.ndarray) -> dict[str, np.ndarray]:
        split = np.split(part, [self.inputs, self.inputs + 1], axis=1)
        return {f"W{gate}": split[0], f"b{gate}": split[1][:, 0], f"U{gate}": split[2]}


def layout(settings: Settings, task: Task) -> Layout:
    """The layout of a network for a task."""
    return Layout(settings.cell, settings.hidden, task.inputs, task.outputs)
