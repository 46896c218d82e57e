"""The heirs written for autograd: cells that see the input alone, and stacks."""

import torch


def minlstm(w, x, c):
    """The cell state after every step, one step after another."""
    rows = []
    for x_t in x:
        f, i = (torch.sigmoid(w[f"W_{k}"] @ x_t + w[f"b_{k}"]) for k in "fi")
        c = (f * c + i * (w["W_c"] @ x_t + w["b_c"])) / (f + i)
        rows.append(c)
    return torch.stack(rows)


def mingru(w, x, h):
    """The state after every step, one step after another."""
    rows = []
    for x_t in x:
        taken = 1 - torch.sigmoid(w["W_z"] @ x_t + w["b_z"])  # the paper's z
        h = (1 - taken) * h + taken * (w["W_n"] @ x_t + w["b_n"])
        rows.append(h)
    return torch.stack(rows)


def layer(stack, k, h):
    """One layer of a stack."""
    U, b = torch.tensor(stack.U[k]), torch.tensor(stack.b[k])
    F = torch.tanh(U @ h + b)
    if stack.kind == "plain":
        return F
    if stack.kind == "residual":
        return h + stack.branch * F
    taken = torch.sigmoid(-torch.tensor(stack.U_f[k]) @ h - torch.tensor(stack.b_f[k]))
    return taken * F + (1 - taken) * h
