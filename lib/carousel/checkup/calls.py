"""Calls of PyTorch's recurrent functions: by layers, and kept with their gradients."""

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor


class Kept:
    """A tensor's values, and the sum of the gradients that reach it."""

    def __init__(self, tensor: Tensor) -> None:
        self.values = tensor.detach().clone()
        self.gradient: Tensor | None = None
        if tensor.requires_grad:
            tensor.register_hook(self._add)

    def _add(self, gradient: Tensor) -> None:
        gradient = gradient.detach()
        known = self.gradient
        self.gradient = gradient.clone() if known is None else known + gradient


@dataclass
class LayerCall:
    """One layer of one call, both directions: what it read and gave, in its own order.

    Arrays are (time, lane, width), or as PyTorch packs them, with `batch_sizes`.
    """

    x: Tensor
    first: tuple[Tensor, ...]
    out: Kept


@dataclass
class Call:
    """One call of one module; `before` is the call whose state it went on from."""

    name: str
    kind: str
    weights: list[Tensor]
    batch_sizes: Tensor | None
    layers: list[LayerCall] = field(default_factory=list)
    states: tuple[Kept, ...] = ()
    before: "Call | None" = None


@dataclass(frozen=True)
class Asked:
    """The arguments of a fused function, by name."""

    data: Tensor
    batch_sizes: Tensor | None
    first: tuple[Tensor, ...]
    weights: list[Tensor]
    bias: bool
    layers: int
    dropout: float
    train: bool
    both: bool
    batch_first: bool

    @classmethod
    def of(cls, args: tuple) -> "Asked":
        """The arguments as `nn.LSTM` and its like pass them."""
        packed = isinstance(args[3], list)
        data, *sizes = args[:2] if packed else args[:1]
        first, weights, bias, layers, dropout, train, both, *rest = args[1 + packed :]
        first = tuple(first) if isinstance(first, tuple | list) else (first,)
        rest = rest[0] if rest else False
        sizes = sizes[0] if sizes else None
        return cls(
            data, sizes, first, weights, bias, layers, dropout, train, both, rest
        )

    @property
    def args(self) -> tuple:
        """The arguments as the function takes them."""
        first = self.first if len(self.first) > 1 else self.first[0]
        how = self.weights, self.bias, self.layers, self.dropout, self.train, self.both
        if self.batch_sizes is not None:
            return self.data, self.batch_sizes, first, *how
        return self.data, first, *how, self.batch_first

    @property
    def drops(self) -> bool:
        """Whether dropout between layers draws anything."""
        return self.train and self.dropout > 0 and self.layers > 1


def in_layers(
    func: Callable,
    asked: Asked,
    keep: Callable[[Tensor, tuple[Tensor, ...], Tensor], Tensor],
) -> tuple[Tensor, ...]:
    """The function's result, one layer after the other.

    Args:
        func: `torch.lstm`, `torch.gru` or `torch.rnn_tanh`.
        asked: its arguments.
        keep: told of every layer; gives its output, which may be made a leaf.
    """
    data = asked.data.transpose(0, 1) if asked.batch_first else asked.data
    ways, finals = 1 + asked.both, []
    each = len(asked.weights) // asked.layers
    sizes = () if asked.batch_sizes is None else (asked.batch_sizes,)
    order = () if sizes else (False,)
    for level in range(asked.layers):
        first = tuple(s[level * ways : (level + 1) * ways] for s in asked.first)
        state = first if len(first) > 1 else first[0]
        weights = asked.weights[level * each : (level + 1) * each]
        how = (weights, asked.bias, 1, 0.0, asked.train, asked.both, *order)
        out, *final = func(data, *sizes, state, *how)
        finals.append(final)
        out = keep(data, first, out)
        last = level + 1 == asked.layers
        drop = asked.drops and not last
        data = torch.nn.functional.dropout(out, asked.dropout) if drop else out
    states = (torch.cat(parts) for parts in zip(*finals, strict=True))
    return data.transpose(0, 1) if asked.batch_first else data, *states


def is_same(given: Tensor, handed: Tensor) -> bool:
    """Whether a tensor that comes in is the one that was handed out, unchanged.

    A view that only adds or drops an axis of 1 is the same; a detached one is not.
    """
    if given is handed:
        return True
    if handed.grad_fn is None or given.numel() != handed.numel():
        return False
    node = given.grad_fn
    while node is not None and "queeze" in node.name():
        node = node.next_functions[0][0]
    return node is handed.grad_fn
