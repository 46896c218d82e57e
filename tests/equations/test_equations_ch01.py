"""Chapter 01's equations. Those that repeat the notation page share its tests."""

import numpy as np
import torch

from carousel import bptt, jacobian
from carousel.cells import lstm, lstm_1997, rnn
from equations import test_equations_notation as notation

test_eq_ch01_rewrite = notation.test_eq_rnn
test_eq_ch01_cell_1997 = notation.test_eq_lstm_1997_cell
test_eq_ch01_direct_edge = notation.test_eq_direct_path


def test_eq_ch01_add():
    notation.test_eq_lstm_cell()
    notation.test_eq_lstm_output()


def test_eq_ch01_rnn_edge():
    params, seen = notation.run(rnn)
    W, U, b = (torch.tensor(getattr(params, name)) for name in "WUb")
    x_t, h_prev = torch.tensor(seen.x[3]), torch.tensor(seen.h[2])

    def step(h):
        return torch.tanh(W @ x_t + U @ h + b)

    edge = torch.autograd.functional.jacobian(step, h_prev).numpy()
    assert np.allclose(edge, np.diag(1 - seen.h[3] ** 2) @ params.U, **notation.EXACT)


def test_eq_ch01_weights():
    params, seen = notation.run(lstm)
    J = jacobian.steps(params, seen)
    hidden, steps = params.hidden, len(seen.h)
    back, total = np.repeat([1.0, 0.0], hidden), np.zeros_like(params.W_c)
    slope = seen.o * (1 - np.tanh(seen.c) ** 2)
    for t in reversed(range(steps)):
        dc = back[hidden:] + slope[t] * back[:hidden]
        at_net = dc * seen.i[t] * (1 - seen.c_tilde[t] ** 2)
        total += np.outer(at_net, seen.x[t])
        back = back @ J[t]
    read = np.vstack([np.zeros((steps - 1, hidden)), np.ones(hidden)])
    assert np.allclose(total, bptt.backward(params, seen, read).params.W_c, rtol=1e-10)


def test_eq_ch01_retention():
    _, seen = notation.run(lstm)
    t, k, nudge = 5, 4, 1e-6

    def walk(c):
        for s in range(t - k + 1, t + 1):  # the gates stay as they were
            c = seen.f[s] * c + seen.i[s] * seen.c_tilde[s]
        return c

    start = seen.c[t - k]
    moved = (walk(start + nudge) - walk(start - nudge)) / (2 * nudge)
    product = np.prod([seen.f[t - j] for j in range(k)], axis=0)
    assert np.allclose(moved, product, atol=1e-9)


def test_eq_ch01_half_life():
    for f in (0.1, 0.5, 0.9, 0.999):
        assert np.isclose(f ** (np.log(0.5) / np.log(f)), 0.5)


def test_eq_ch01_theorem():
    params, seen = notation.run(lstm_1997)
    weights = {name: torch.tensor(value) for name, value in vars(params).items()}

    def net_input(k, x_t, h):
        return weights[f"W_{k}"] @ x_t + weights[f"U_{k}"] @ h + weights[f"b_{k}"]

    def last(c, truncated):
        h = torch.tensor(seen.first.h)
        for x_t in torch.tensor(seen.x):
            h = h.detach() if truncated else h
            i_t, o_t = (torch.sigmoid(net_input(k, x_t, h)) for k in "io")
            c = c + i_t * torch.tanh(net_input("c", x_t, h))
            h = o_t * torch.tanh(c)
        return c

    c_0 = torch.tensor(seen.first.c)
    cut, whole = (
        torch.autograd.functional.jacobian(lambda c, shut=shut: last(c, shut), c_0)
        for shut in (True, False)
    )
    assert np.array_equal(cut, np.eye(len(c_0)))
    assert not np.allclose(whole, np.eye(len(c_0)), atol=0.01)


def test_chapter_01_shows_the_cell_of_1997_that_the_library_has():
    rng = np.random.default_rng(3)
    params = lstm_1997.init(4, 3, rng=rng)
    state, gates = lstm_1997.step(
        params, np.ones(3), lstm_1997.State(h=np.zeros(4), c=np.ones(4))
    )
    assert np.array_equal(state.c, 1 + gates.i * gates.c_tilde)
