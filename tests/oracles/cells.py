"""PyTorch's own recurrent layers, and the 1997 cell written for autograd."""

import numpy as np
import torch

from carousel.cells import lstm, lstm_1997, rnn


def _load(layer: torch.nn.RNNBase, W: np.ndarray, U: np.ndarray, b: np.ndarray) -> None:
    layer.double()
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.tensor(W))
        layer.weight_hh_l0.copy_(torch.tensor(U))
        layer.bias_ih_l0.copy_(torch.tensor(b))
        layer.bias_hh_l0.zero_()


def rnn_outputs(params: rnn.Params, x: np.ndarray, h: np.ndarray) -> np.ndarray:
    layer = torch.nn.RNN(params.inputs, params.hidden)
    _load(layer, params.W, params.U, params.b)
    return layer(torch.tensor(x), torch.tensor(h)[None])[0].detach().numpy()


def lstm_outputs(
    params: lstm.Params, x: np.ndarray, first: lstm.State
) -> tuple[np.ndarray, np.ndarray]:
    """All outputs, and the last cell state."""
    layer = torch.nn.LSTM(params.inputs, params.hidden)
    rows = [
        np.concatenate([getattr(params, f"{kind}_{k}") for k in "ifco"])
        for kind in ("W", "U", "b")
    ]
    _load(layer, *rows)
    states = (torch.tensor(first.h)[None], torch.tensor(first.c)[None])
    h, (_, c) = layer(torch.tensor(x), states)
    return h.detach().numpy(), c[0].detach().numpy()


def truncated_gradient_1997(params: lstm_1997.Params, x: np.ndarray) -> np.ndarray:
    """The gradient of the sum of the last c at every earlier c, h detached."""
    weights = {name: torch.tensor(value) for name, value in vars(params).items()}

    def net(k: str, x_t: torch.Tensor, h: torch.Tensor) -> torch.Tensor:
        return weights[f"W_{k}"] @ x_t + weights[f"U_{k}"] @ h + weights[f"b_{k}"]

    h = torch.zeros(params.hidden, dtype=torch.float64)
    c = torch.zeros(params.hidden, dtype=torch.float64, requires_grad=True)
    cells = [c]
    for x_t in torch.tensor(x):
        kept = h.detach()
        c = c + torch.sigmoid(net("i", x_t, kept)) * torch.tanh(net("c", x_t, kept))
        h = torch.sigmoid(net("o", x_t, kept)) * torch.tanh(c)
        cells.append(c)
    return torch.stack(torch.autograd.grad(c.sum(), cells)).numpy()
