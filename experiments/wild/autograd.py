"""PyTorch's autograd beside the library, in double precision."""

import numpy as np
import torch
from networks import Run

from carousel import flow
from carousel.cells import gru, gru_reset_before, lstm, peephole, rnn
from carousel.checkup import runs
from carousel.shapes import as_array

CHECKED = 100  # steps of the comparison


def compare(run: Run, history, rng: np.random.Generator) -> dict:
    """How far `flow.profile` and h are from PyTorch's autograd, in double precision."""
    x = history.x[:CHECKED]
    short = runs.run(run.params, [x])[0]
    dh = rng.normal(size=run.params.hidden)
    ours = flow.profile(run.params, _exact(run.params, x), dh)
    w = {n: torch.tensor(v) for n, v in vars(run.params).items()}
    rows = [torch.tensor(row) for row in x]
    h, kept = _unrolled(run.params, w, rows)
    (h[-1] @ torch.tensor(dh)).backward()
    theirs = np.array([one.grad.norm().item() for one in kept])
    mine = ours.h if ours.c is None else ours.c
    far = np.abs(mine - theirs)
    return {
        "h_from_autograd": float(
            np.abs(torch.stack(h).detach().numpy() - short.h).max()
        ),
        "profile_from_autograd": float((far / theirs.max()).max()),
    }


def _exact(params, x):
    """The run by the cell itself, which the profile asks for."""
    return runs.cell_of(params).run(params, as_array("x", x))


def _unrolled(params, w, rows):
    """H of every step, and the states whose gradients are wanted, by PyTorch."""
    hidden, outputs, kept = params.hidden, [], []
    sigmoid = torch.sigmoid
    if hasattr(params, "slope"):
        sigmoid = lambda a: (params.slope * a + 0.5).clamp(0, 1)  # noqa: E731
    h = torch.zeros(hidden, dtype=torch.float64)
    c = torch.zeros(hidden, dtype=torch.float64)

    def net(k, x_t, h, c=0.0):
        seen = w[f"p_{k}"] * c if f"p_{k}" in w else 0.0
        return w[f"W_{k}"] @ x_t + w[f"U_{k}"] @ h + w[f"b_{k}"] + seen

    for x_t in rows:
        if isinstance(params, lstm.Params | peephole.Params):
            i, f = (sigmoid(net(k, x_t, h, c)) for k in "if")
            c = f * c + i * torch.tanh(net("c", x_t, h))
            c.requires_grad_()
            c.retain_grad()
            h = sigmoid(net("o", x_t, h, c)) * torch.tanh(c)
            kept.append(c)
        elif isinstance(params, rnn.Params):
            h = torch.tanh(w["W"] @ x_t + w["U"] @ h + w["b"])
        else:
            r, z = (sigmoid(net(k, x_t, h)) for k in "rz")
            if isinstance(params, gru_reset_before.Params):
                n = torch.tanh(net("n", x_t, r * h))
            else:
                assert isinstance(params, gru.Params)
                inside = r * (w["U_n"] @ h + w["b_hn"])
                n = torch.tanh(w["W_n"] @ x_t + w["b_n"] + inside)
            h = (1 - z) * n + z * h
        if not isinstance(params, lstm.Params | peephole.Params):
            h.requires_grad_()
            h.retain_grad()
            kept.append(h)
        outputs.append(h)
    return outputs, kept
