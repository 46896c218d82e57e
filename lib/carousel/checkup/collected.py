"""What was heard, as layers to be measured: chains of calls, lane by lane, in NumPy."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from carousel import interop
from carousel.checkup import runs
from carousel.checkup.calls import Call, Kept
from carousel.checkup.measure import Layer

CLOSE = {torch.float64: 1e-8, torch.float32: 1e-3}  # outputs again from the weights
CLOSE_HALF = 0.1
NAMES = "weight_ih", "weight_hh", "bias_ih", "bias_hh"


def layers(calls: list[Call]) -> Iterator[Layer]:
    """One module's layers, one by one and direction by direction.

    Raises:
        RuntimeError: if the weights do not give the outputs that were heard.
    """
    if not calls:
        return
    chains, (shape, *_) = _chains(calls), calls
    ways = shape.layers[0].first[0].shape[0]
    for level in range(len(shape.layers)):
        for way in range(ways):
            yield _layer(chains, level, way, ways)


def _chains(calls: list[Call]) -> list[list[Call]]:
    """Calls that went on from each other stand together, in order."""
    chain_of: dict[int, list[Call]] = {}
    for call in calls:
        chain = chain_of.pop(id(call.before), []) if call.before else []
        chain_of[id(call)] = [*chain, call]
    return list(chain_of.values())


def _layer(chains: list[list[Call]], level: int, way: int, ways: int) -> Layer:
    sample = chains[0][0]
    params = _params(sample, level * ways + way)
    lanes = [lane for chain in chains for lane in _lanes(chain, level, way, ways)]
    x, h, dh, first, dc = zip(*lanes, strict=True)
    histories = runs.run(params, x, first, h)
    off = max(np.abs(a.h - b).max() for a, b in zip(histories, h, strict=True))
    dtype = sample.layers[level].out.values.dtype
    if not off <= CLOSE.get(dtype, CLOSE_HALF):
        raise RuntimeError(f"{sample.name}: outputs again are off by {off:.2g}")
    name, cell = sample.name, len(sample.layers) * ways == 1
    return Layer(
        name=name if cell else f"{name}, layer {level}{', reverse' * way}",
        params=params,
        histories=histories,
        dh=dh,
        dc_last=dc if dc[0] is not None else None,
        lengths_known=sample.batch_sizes is not None,
        is_input=level == 0,
    )


def _params(call: Call, place: int):
    """Params of one layer and direction."""
    each = len(call.weights) // (len(call.layers) * call.layers[0].first[0].shape[0])
    weights = call.weights[place * each : (place + 1) * each]
    named = dict(zip(NAMES, weights, strict=False))
    return interop.from_torch(named, nonlinearity="tanh")


def _lanes(chain: list[Call], level: int, way: int, ways: int) -> Iterator[tuple]:
    """x, h, dL/dh, the first state and dL/dc at the end, of every lane of a chain."""
    parts = [_of_call(call, level, way, ways) for call in chain]
    start = chain[0].layers[level].first
    for lane in range(len(parts[0])):
        x, h, dh = (
            np.concatenate(rows) for rows in zip(*(p[lane] for p in parts), strict=True)
        )
        states = (_numpy(state[way, lane]) for state in start)
        first = dict(zip(("h", "c"), states, strict=False))
        yield x, h, dh, first, _of_memory(chain[-1], level * ways + way, lane)


def _of_call(call: Call, level: int, way: int, ways: int) -> list[tuple]:
    layer, place = call.layers[level], level * ways + way
    hidden = layer.first[0].shape[-1]
    own = slice(way * hidden, (way + 1) * hidden)
    values, gradient = layer.out.values[..., own], layer.out.gradient
    gradient = torch.zeros_like(values) if gradient is None else gradient[..., own]
    at_end = _gradient(call.states[0])
    lanes = []
    for lane, rows in enumerate(_rows(call.batch_sizes, values.shape)):
        rows = rows.flip(0) if way else rows
        picked = [
            _numpy(tensor[rows] if call.batch_sizes is not None else tensor[rows, lane])
            for tensor in (layer.x, values, gradient)
        ]
        picked[2] = picked[2].copy()
        if at_end is not None:
            picked[2][-1] += at_end.reshape(-1, *at_end.shape[-2:])[place, lane]
        lanes.append(tuple(picked))
    return lanes


def _rows(batch_sizes: Tensor | None, shape: torch.Size) -> list[Tensor]:
    """The rows of every lane's steps, from the first on."""
    if batch_sizes is None:
        return [torch.arange(shape[0])] * shape[1]
    starts = torch.cumsum(batch_sizes, 0) - batch_sizes
    return [
        starts[batch_sizes > lane] + lane for lane in range(int(batch_sizes[0].item()))
    ]


def _of_memory(call: Call, place: int, lane: int) -> np.ndarray | None:
    if len(call.states) < 2:
        return None
    gradient = _gradient(call.states[1])
    if gradient is None:
        return np.zeros(call.layers[0].first[0].shape[-1])
    return gradient.reshape(-1, *gradient.shape[-2:])[place, lane]


def _gradient(kept: Kept) -> np.ndarray | None:
    return None if kept.gradient is None else _numpy(kept.gradient)


def _numpy(tensor: Tensor) -> np.ndarray:
    return tensor.detach().cpu().double().numpy()
