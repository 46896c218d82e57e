"""Hearing PyTorch's recurrent layers at work, without a change to the model."""

from collections.abc import Callable
from dataclasses import replace

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from carousel.checkup.calls import Asked, Call, Kept, LayerCall, in_layers, is_same

FUSED = {torch.lstm: "LSTM", torch.gru: "GRU", torch.rnn_tanh: "RNN"}
CELLS = {
    torch.lstm_cell: "LSTM",
    torch.gru_cell: "GRU",
    torch.rnn_tanh_cell: "RNN",
}
NEAR = {torch.float64: 1e-12, torch.float32: 1e-6}
NEAR_HALF = 1e-2
OWN_MASK = (
    "dropout between the layers drew a mask of its own: on this device the draw of the "
    "fused layer cannot be repeated; without dropout the outputs are the same"
)
CUT = (
    "a state came in that is not one handed out before, as it was (a start of your "
    "own, detached, or changed on the way): gradients are followed back to there"
)


class Hearing(TorchFunctionMode):
    """A mode of PyTorch under which the calls of a model's layers are recorded.

    PyTorch asks a mode before it runs a function. So nothing of the model is replaced,
    and when the block ends, however it ends, there is nothing to put back.
    """

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.layers, self.notes = audible(model)
        self.calls: dict[str, list[Call]] = {name: [] for name in self.layers}
        self._handed: dict[str, list[tuple]] = {name: [] for name in self.layers}
        self._weights: dict[str, tuple] = {}

    def __torch_function__(self, func, types, args=(), kwargs=None):
        """Runs the function; of a layer that is heard, records the call."""
        name = self._whose(args) if func in FUSED or func in CELLS else None
        if name is None:
            return func(*args, **(kwargs or {}))
        return (self._fused if func in FUSED else self._cell)(name, func, args)

    def _whose(self, args: tuple) -> str | None:
        for name, layer in self.layers.items():
            own = getattr(layer, "_flat_weights", None)
            own = layer.weight_ih if own is None else own
            if any(given is own for given in args):
                return name
        return None

    def _fused(self, name: str, func: Callable, args: tuple):
        asked = Asked.of(args)
        call = self._new(name, FUSED[func], asked.weights, asked.batch_sizes)
        if asked.batch_sizes is None and not asked.both:
            asked = replace(asked, first=self._inner(call, asked.first))

        def keep(data: Tensor, first: tuple[Tensor, ...], out: Tensor) -> Tensor:
            out = _reachable(out)
            first = tuple(state.detach().clone() for state in first)
            call.layers.append(LayerCall(data.detach().clone(), first, Kept(out)))
            return out

        if asked.layers == 1:
            result = in_layers(func, asked, keep)
        else:
            result = self._compared(func, asked, keep, call)
        return result[0], *self._hand_out(call, result[1:])

    def _compared(self, func: Callable, asked: Asked, keep: Callable, call: Call):
        """The result by layers, if it is the original's.

        Raises:
            RuntimeError: if it is not.
        """
        before = torch.get_rng_state()
        with torch.no_grad():
            original = func(*asked.args)
        after = torch.get_rng_state()
        torch.set_rng_state(before)  # so that dropout draws the same masks again
        result = in_layers(func, asked, keep)
        torch.set_rng_state(after)
        if _agree(result, original):
            return result
        if asked.drops:
            plain = replace(asked, dropout=0.0)
            with torch.no_grad():
                mine = in_layers(func, plain, lambda data, first, out: out)
                if _agree(mine, func(*plain.args)):
                    self.notes.append(OWN_MASK)
                    return result
        off = max(_off(a, b) for a, b in zip(result, original, strict=True))
        raise RuntimeError(
            f"{call.name} run layer by layer gives other outputs, off by {off:.2g}: "
            "nothing can be said of it"
        )

    def _cell(self, name: str, func: Callable, args: tuple):
        x, first, *weights = args
        first = tuple(first) if isinstance(first, tuple | list) else (first,)
        call = self._new(name, CELLS[func], [w for w in weights if w is not None], None)
        first = self._inner(call, first)
        result = func(x, first if len(first) > 1 else first[0], *weights)
        states = result if isinstance(result, tuple) else (result,)
        states = tuple(_reachable(state) for state in states)
        before = tuple(state.detach().clone()[None] for state in first)
        out = Kept(states[0].detach()[None])  # its gradient is that of the state
        call.layers.append(LayerCall(x.detach().clone()[None], before, out))
        states = self._hand_out(call, states)
        return states if isinstance(result, tuple) else states[0]

    def _new(self, name, kind, weights, batch_sizes) -> Call:
        """A call with a copy of its weights; calls with older weights are forgotten."""
        versions = tuple((id(w), w._version) for w in weights)
        known, copies = self._weights.get(name, (None, None))
        if known != versions:
            copies = [w.detach().clone() for w in weights]
            self._weights[name] = versions, copies
            if self.calls[name]:
                self.notes.append(
                    f"the weights of {name} changed in the block: its last calls count"
                )
            self.calls[name], self._handed[name] = [], []
        call = Call(name, kind, copies, batch_sizes)
        self.calls[name].append(call)
        return call

    def _inner(self, call: Call, first: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        """The states before they were handed out, if they come back unchanged.

        What a state's copy gets of the gradient is then what reaches it from outside.
        """
        for before, inner, handed, versions in reversed(self._handed[call.name]):
            same = all(is_same(a, b) for a, b in zip(first, handed, strict=True))
            if same and versions == tuple(state._version for state in handed):
                call.before = before
                return inner
        if self._handed[call.name] and any(bool(state.any()) for state in first):
            self.notes.append(CUT)
        return first

    def _hand_out(self, call: Call, states: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        handed = tuple(_reachable(state.view_as(state)) for state in states)
        call.states = tuple(Kept(state) for state in handed)
        versions = tuple(state._version for state in handed)
        self._handed[call.name].append((call, states, handed, versions))
        return handed


def _reachable(out: Tensor) -> Tensor:
    """The tensor, made a leaf of the graph where frozen weights have left none."""
    if torch.is_grad_enabled() and not out.requires_grad and not out.is_inference():
        return out.detach().requires_grad_()
    return out


def _off(one: Tensor, other: Tensor) -> float:
    if one.numel() == 0:
        return 0.0
    return float((one.detach() - other).abs().max().double())


def _agree(mine: tuple[Tensor, ...], original: tuple[Tensor, ...]) -> bool:
    near = NEAR.get(original[0].dtype, NEAR_HALF)
    return all(_off(a, b) <= near for a, b in zip(mine, original, strict=True))


def audible(model: torch.nn.Module) -> tuple[dict[str, torch.nn.Module], list[str]]:
    """The recurrent layers of a model by name, and notes on those that are not heard.

    Raises:
        ValueError: for a compiled or scripted model, or one without such a layer.
    """
    if not isinstance(model, torch.nn.Module):
        raise ValueError(f"listen wants a module of PyTorch, got {type(model)}")
    layers, notes = {}, []
    for name, part in model.named_modules():
        _refuse(part)
        if not isinstance(part, torch.nn.RNNBase | torch.nn.RNNCellBase):
            continue
        name, kind = name or type(part).__name__, type(part).__name__
        if getattr(part, "proj_size", 0):
            notes.append(f"{name} ({kind}) is not heard: it has a projection")
        elif getattr(part, "nonlinearity", "tanh") == "relu":
            notes.append(f"{name} ({kind}) is not heard: its function is ReLU")
        else:
            layers[name] = part
    if not layers:
        why = "; ".join(notes) or "it has no nn.LSTM, nn.GRU, nn.RNN, nor their cells"
        raise ValueError(f"there is nothing to hear in this model: {why}")
    return layers, notes


def _refuse(part: torch.nn.Module) -> None:
    if hasattr(part, "_orig_mod") or getattr(part, "_compiled_call_impl", None):
        raise ValueError(
            "a compiled model cannot be heard: listen to the model that was compiled "
            "(model._orig_mod) and run that in the block"
        )
    if isinstance(part, torch.jit.ScriptModule):
        raise ValueError(
            "a scripted model cannot be heard: its layers run outside of Python; "
            "listen to the module it was scripted from"
        )
