"""The check-up of a PyTorch layer with a loss of one's own."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils import rnn

from carousel.checkup.lags import Progress
from carousel.checkup.listening import listen
from carousel.checkup.report import Report
from carousel.checkup.words import count
from carousel.shapes import ArrayLike, as_array, describe


def with_loss(
    layer: torch.nn.Module,
    x: np.ndarray,
    lengths: np.ndarray,
    lengths_known: bool,
    loss: Callable | ArrayLike,
    progress: Progress,
) -> Report:
    """Runs the layer on the batch, and hears it; its own `.grad`s stay as they are.

    Raises:
        ValueError: for another layer, or a loss that gives no number.
    """
    if isinstance(layer, torch.nn.RNNCellBase):
        layer = _fused(layer)
    if not isinstance(layer, torch.nn.RNNBase):
        raise ValueError(
            "a loss goes with nn.LSTM, nn.GRU, nn.RNN or a cell of theirs, got "
            f"{describe(type(layer))}; use checkup.listen for a whole model"
        )
    some = next(layer.parameters())
    rows = torch.tensor(x, dtype=some.dtype, device=some.device).requires_grad_()
    with torch.enable_grad(), listen(layer) as heard:
        out = _run(layer, rows, lengths, lengths_known)
        torch.autograd.grad(_value(loss, out), rows)
    size = f"{count(len(x), 'sequence')} of up to {count(lengths.max(), 'step')}"
    return heard.report(
        loss="the loss that you gave", data=f"your data, {size}", progress=progress
    )


def _run(layer, rows: Tensor, lengths: np.ndarray, lengths_known: bool) -> Tensor:
    if not lengths_known:
        if layer.batch_first:
            return layer(rows)[0]
        return layer(rows.transpose(0, 1))[0].transpose(0, 1)
    packed = rnn.pack_padded_sequence(
        rows, torch.tensor(lengths), batch_first=True, enforce_sorted=False
    )
    out, _ = rnn.pad_packed_sequence(
        layer(packed)[0], batch_first=True, total_length=rows.shape[1]
    )
    return out


def _value(loss: Callable | ArrayLike, out: Tensor) -> Tensor:
    if not callable(loss):
        dh = as_array("loss", loss, tuple(out.shape))
        return (out * torch.tensor(dh, dtype=out.dtype, device=out.device)).sum()
    value = loss(out)
    if not isinstance(value, Tensor) or value.numel() != 1 or not value.requires_grad:
        came = describe(value)
        raise ValueError(f"the loss must give a number that depends on h, got {came}")
    return value.sum()


def _fused(cell: torch.nn.RNNCellBase) -> torch.nn.RNNBase:
    """The layer of one step after the other that this cell makes."""
    kind = type(cell).__name__.removesuffix("Cell")
    how = {"bias": cell.bias, "dtype": cell.weight_hh.dtype}
    if kind == "RNN":
        how["nonlinearity"] = cell.nonlinearity
    made = getattr(torch.nn, kind)(
        cell.input_size, cell.hidden_size, device="meta", **how
    )
    layer = made.to_empty(device=cell.weight_hh.device)
    with torch.no_grad():
        for own, given in zip(layer.parameters(), cell.parameters(), strict=True):
            own.copy_(given)
    return layer
