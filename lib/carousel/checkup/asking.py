"""The check-up of a layer by itself: its weights, a batch, and perhaps a loss."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from carousel.cells.base import ParamsBase
from carousel.checkup import stacks
from carousel.checkup.lags import Progress
from carousel.checkup.report import SEED, Report, examine
from carousel.checkup.verdicts import Setting, Verdict
from carousel.checkup.words import count
from carousel.shapes import ArrayLike, Real, as_array, as_count

PATIENCE = 2.0  # seconds without a word


def checkup(
    layer: Any,
    x: ArrayLike | None = None,
    *,
    lengths: Sequence[int] | None = None,
    loss: Callable | ArrayLike | None = None,
    nonlinearity: str | None = None,
    recurrent_activation: str | Real | None = None,
    progress: Progress | None = None,
) -> Report:
    """Where the gradient goes in a recurrent layer, on a batch of one's own.

    Args:
        layer: an `nn.LSTM`, `nn.GRU` or `nn.RNN` of any depth, a cell of theirs, a
            state dict, a file that `interop.from_file` reads, or Params.
        x: (batch, time, input), whatever the layer's `batch_first` says; (time, input)
            is one sequence. Noise if None, and the report says so.
        lengths: how many steps of each sequence are data; the rest is padding.
        loss: of a layer of PyTorch, a function of its output, a tensor (batch, time,
            width), that gives a number; or dL/dh itself as an array of that shape.
            Random losses at the last outputs if None.
        nonlinearity: as in `interop.from_file`, for an RNN whose source does not say.
        recurrent_activation: likewise, for a file of Keras' weights alone.
        progress: told which share is done; None writes it to a terminal.

    Raises:
        ValueError: for a layer that no cell can take, or shapes that do not fit.
    """
    progress = _Spoken() if progress is None else progress
    if x is not None:
        x = as_array("x", x)
        x = as_array("x", x[None] if x.ndim == 2 else x, ("batch", "time", "input"))
        kept = _lengths(lengths, x)
        if kept.sum() == 0:
            return _only_padding(x)
        x, kept = x[kept > 0], kept[kept > 0]
    elif loss is not None or lengths is not None:
        raise ValueError("a loss, and lengths, go with an x; got none")
    if loss is not None and not isinstance(layer, ParamsBase):
        from carousel.checkup.given import with_loss

        return with_loss(layer, x, kept, lengths is not None, loss, progress)
    said = {"nonlinearity": nonlinearity, "recurrent_activation": recurrent_activation}
    said = {name: value for name, value in said.items() if value is not None}
    named, rng, noisy = stacks.stacks(layer, **said), np.random.default_rng(SEED), []
    layers = []
    for name, stack in named.items():
        width, read = stacks.inputs(stack), None
        if x is not None and (x.shape[2] == width or len(named) == 1):
            read = [rows[:length] for rows, length in zip(x, kept, strict=True)]
        else:
            noisy.append(name)
        read = stacks.noise(width, rng) if read is None else read
        layers += stacks.run(name, stack, read, lengths is not None)
    if x is not None and len(noisy) == len(named):
        raise ValueError(f"x has {x.shape[2]} numbers a step: no layer reads so many")
    if loss is not None:
        layers = [_with_gradient(layers[0], loss, x, kept)]
    said = "the loss that you gave" if loss is not None else None
    setting = Setting(said, _data(x, kept) if x is not None else _noise(), x is None)
    notes = [f"{name} read noise: x does not fit it" for name in noisy if x is not None]
    report = examine(layers, setting, notes, progress)
    return report


def _with_gradient(layer, dh, x, kept):
    if callable(dh):
        raise ValueError("with Params the loss is dL/dh, (batch, time, hidden)")
    dh = as_array("loss", dh, (len(x), x.shape[1], layer.params.hidden))
    own = [rows[:length] for rows, length in zip(dh, kept, strict=True)]
    return replace(layer, dh=own)


def _lengths(lengths: Sequence[int] | None, x: np.ndarray) -> np.ndarray:
    if lengths is None:
        return np.full(len(x), x.shape[1])
    kept = np.array([as_count("a length", length) for length in lengths])
    if len(kept) != len(x):
        had = f"lengths has {len(kept)} entries, x {len(x)} sequences"
        if len(x) == 1:
            had += " (of two axes, it is one: time, input)"
        raise ValueError(had)
    if kept.min() < 0 or kept.max() > x.shape[1]:
        raise ValueError(f"lengths must lie between 0 and {x.shape[1]}, got {kept}")
    return kept


def _data(x: np.ndarray, kept: np.ndarray) -> str:
    longest = count(kept.max(), "step")
    return f"your data, {count(len(x), 'sequence')} of up to {longest}"


def _noise() -> str:
    sequences, steps = stacks.NOISE
    return f"noise, {sequences} sequences of {steps} steps"


def _only_padding(x: np.ndarray) -> Report:
    data = f"your data, {count(len(x), 'sequence')} without a step"
    says = (
        f"All {x.shape[0] * x.shape[1]} steps are padding by the lengths given: there "
        "is nothing to measure."
    )
    one = Verdict("padding", "all", says, 1.0, "share of steps", "measuring", data)
    return Report([], [one], [], Setting(None, data))


class _Spoken:
    """Says on a terminal how far it is, when it takes more than two seconds."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self, share: float) -> None:
        if sys.stderr.isatty() and time.monotonic() - self._start > PATIENCE:
            end = "\n" if share >= 1 else ""
            print(f"\rcheck-up: {100 * share:3.0f} %", end=end, file=sys.stderr)
