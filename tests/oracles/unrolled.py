"""All cells written for autograd, with routes that can be cut."""

import numpy as np
import torch

from carousel.cells import gru, gru_reset_before, hard, lstm, lstm_1997, peephole, rnn

CELLS = {
    cell.__name__.rpartition(".")[2]: cell
    for cell in (rnn, lstm_1997, lstm, peephole, gru, gru_reset_before)
}
MEMORY = ("lstm_1997", "lstm", "peephole")


HARD = {"lstm": hard.KERAS_2, "peephole": 0.3, "gru": 0.2, "gru_reset_before": 1 / 6}
EVERY = [*CELLS, *(f"hard {kind}" for kind in HARD)]


def cell_of(kind):
    """The module of a kind, whose gates may be hard."""
    return CELLS[kind.removeprefix("hard ")]


def has_memory(kind):
    return kind.removeprefix("hard ") in MEMORY


def network(kind, seed, hidden=3, inputs=2, steps=6, scale=1.5):
    """Random weights, input and first state, and the run they give."""
    rng = np.random.default_rng(seed)
    cell = cell_of(kind)
    params = cell.init(hidden, inputs, rng=rng)
    params = cell.Params(
        **{name: scale * value for name, value in vars(params).items()}
    )
    if kind.startswith("hard "):
        params = hard.harden(params, HARD[kind[5:]])
    names = ("h", "c") if has_memory(kind) else ("h",)
    first = cell.State(**{name: rng.normal(size=hidden) for name in names})
    x = rng.normal(size=(steps, inputs))
    return params, cell.run(params, x, first)


def weights(params):
    return {n: torch.tensor(v, requires_grad=True) for n, v in vars(params).items()}


def sigmoid_of(params):
    """The gates' function, for autograd."""
    slope = getattr(params, "slope", None)
    if slope is None:
        return torch.sigmoid
    return lambda a: (slope * a + 0.5).clamp(0, 1)


def step(kind, w, x_t, h, c, *, cut=False, sigmoid=torch.sigmoid):
    """One step; with `cut`, gates see h (and peepholes see c) detached."""
    seen, peep = (h.detach(), c.detach()) if cut else (h, c)

    def net(k, tail=0.0):
        return w[f"W_{k}"] @ x_t + w[f"U_{k}"] @ seen + w[f"b_{k}"] + tail

    def look(k, at):
        return w[f"p_{k}"] * at if f"p_{k}" in w else 0.0

    if kind == "rnn":
        return torch.tanh(w["W"] @ x_t + w["U"] @ seen + w["b"]), c
    if kind.startswith("gru"):
        r, z = sigmoid(net("r")), sigmoid(net("z"))
        if kind == "gru":
            inner = r * (w["U_n"] @ seen + w["b_hn"])
        else:
            inner = w["U_n"] @ (r * seen)
        n = torch.tanh(w["W_n"] @ x_t + w["b_n"] + inner)
        return (1 - z) * n + z * h, c
    f = 1.0 if kind == "lstm_1997" else sigmoid(net("f", look("f", peep)))
    c = f * c + sigmoid(net("i", look("i", peep))) * torch.tanh(net("c"))
    o = sigmoid(net("o", look("o", c.detach() if cut else c)))
    return o * torch.tanh(c), c


def unroll(kind, w, x, h, c, cuts, sigmoid=torch.sigmoid):
    hs, cs = [], []
    for x_t, cut in zip(x, cuts, strict=True):
        h, c = step(kind, w, x_t, h, c, cut=cut, sigmoid=sigmoid)
        hs.append(h)
        cs.append(c)
    return hs, cs


def first_state(history):
    h = torch.tensor(history.first.h, requires_grad=True)
    c = torch.tensor(getattr(history.first, "c", history.first.h), requires_grad=True)
    return h, c


def gradients(params, history, dh, cuts):
    """What `bptt.backward` should give, by name."""
    kind = type(params).__module__.rpartition(".")[2]
    w, (h, c) = weights(params), first_state(history)
    x = torch.tensor(history.x, requires_grad=True)
    hs, _ = unroll(kind, w, x, h, c, cuts, sigmoid_of(params))
    loss = sum((torch.tensor(row) * h_t).sum() for row, h_t in zip(dh, hs, strict=True))
    wanted = {**w, "x": x, "first h": h, "first c": c}
    found = torch.autograd.grad(loss, list(wanted.values()), allow_unused=True)
    return {
        name: np.zeros(value.shape) if g is None else g.numpy()
        for (name, value), g in zip(wanted.items(), found, strict=True)
    }


def state_jacobian(params, history, t):
    """ds_t/ds_{t-1} of one step, h above c."""
    kind = type(params).__module__.rpartition(".")[2]
    w, hidden, sigmoid = weights(params), params.hidden, sigmoid_of(params)
    x_t = torch.tensor(history.x[t])
    rows = [history.first, *(_Row(history, k) for k in range(len(history.h)))]
    h, c = (torch.tensor(getattr(rows[t], n, rows[t].h)) for n in ("h", "c"))

    def run(s):
        new_h, new_c = step(kind, w, x_t, s[:hidden], s[hidden:], sigmoid=sigmoid)
        return torch.cat([new_h, new_c]) if kind in MEMORY else new_h

    if kind not in MEMORY:
        return torch.autograd.functional.jacobian(
            lambda h: step(kind, w, x_t, h, h, sigmoid=sigmoid)[0], h
        ).numpy()
    return torch.autograd.functional.jacobian(run, torch.cat([h, c])).numpy()


class _Row:
    def __init__(self, history, t):
        self.h = history.h[t]
        if hasattr(history, "c"):
            self.c = history.c[t]
