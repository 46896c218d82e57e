"""Runs of stacked layers from their weights: what one gives, the next one reads."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from carousel import interop
from carousel.cells.base import ParamsBase
from carousel.cells.slopes import AnyParams
from carousel.checkup import runs
from carousel.checkup.measure import Layer
from carousel.shapes import Real

NOISE = 16, 200  # sequences and steps that are read where no data are given
Stack = dict[tuple[int, bool], AnyParams]  # by level, and from the end or not


def stacks(source: Any, **said: str | Real) -> dict[str, Stack]:
    """The recurrent layers of a source by name, level and direction.

    Args:
        source: Params, a module of PyTorch, a state dict, or the path of a file that
            `interop.from_file` reads.
        said: what the source does not say itself: `nonlinearity`, and of a file
            `recurrent_activation`.

    Raises:
        ValueError: if the source has no such layer, or one that no cell can take, or
            if it cannot be told so.
    """
    is_file = isinstance(source, str | Path)
    known = {"nonlinearity"} if not isinstance(source, ParamsBase) else set()
    for name in set(said) - known if not is_file else ():
        raise ValueError(f"{name} goes with a file that does not say it")
    if isinstance(source, ParamsBase):
        name = runs.cell_of(source).__name__.rpartition(".")[2]
        return {name: {(0, False): source}}
    take = interop.from_file if is_file else interop.from_torch
    found: dict[str, Stack] = {}
    for name, level, reverse in interop.layers(source):
        params = take(source, level, reverse, prefix=name, **said)
        found.setdefault(name or _name(source), {})[level, reverse] = params
    if not found:
        raise ValueError("no recurrent layer was found: an LSTM, a GRU or an RNN")
    return found


def _name(source: Any) -> str:
    if isinstance(source, str | Path):
        return Path(source).name
    return "layer" if isinstance(source, Mapping) else type(source).__name__


def inputs(stack: Stack) -> int:
    """How many numbers the first layer reads in a step."""
    return stack[min(stack)].inputs


def noise(width: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Sequences of normal numbers."""
    return list(rng.normal(size=(*NOISE, width)))


def run(
    name: str, stack: Stack, x: Sequence[np.ndarray], lengths_known: bool
) -> list[Layer]:
    """The layers of a stack as they run on these sequences.

    Raises:
        ValueError: if a layer does not read what those below it give.
    """
    found, single = [], len(stack) == 1
    for level in sorted({level for level, _ in stack}):
        outputs = []
        for reverse in sorted(way for at, way in stack if at == level):
            params, read = stack[level, reverse], list(x)
            if read[0].shape[1] != params.inputs:
                raise ValueError(
                    f"{name}, layer {level} reads {params.inputs} numbers a step, "
                    f"got {read[0].shape[1]}"
                )
            read = [steps[::-1] for steps in read] if reverse else read
            histories = runs.run(params, read)
            own = name if single else f"{name}, layer {level}{', reverse' * reverse}"
            found.append(
                Layer(
                    own,
                    params,
                    histories,
                    lengths_known=lengths_known,
                    is_input=level == min(stack)[0],
                )
            )
            outputs.append([h.h[::-1] if reverse else h.h for h in histories])
        x = [np.concatenate(parts, axis=1) for parts in zip(*outputs, strict=True)]
    return found
