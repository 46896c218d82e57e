"""Chapter 05's equations, computed from their print and not by the library."""

import numpy as np
import pytest
import torch

from carousel import bptt, flow
from carousel.cells import lstm
from carousel.lab import tasks, training
from equations import test_equations_notation as notation

EXACT = notation.EXACT
CLOSE = {"rtol": 1e-10, "atol": 1e-15}  # against autograd, after a few steps
GATES = ("i", "f", "c", "o")


@pytest.fixture(scope="module")
def seen():
    """A run, and by autograd the loss gradient at every h_t and c_t."""
    params, run = notation.run(lstm)
    layer = training.LSTM([params])
    h, c = layer(torch.tensor(run.x)[:, None, None])
    loss = h[-1].sum()
    dh, dc = (
        torch.stack(torch.autograd.grad(loss, of, retain_graph=True)).numpy()[:, 0, 0]
        for of in (h, c)
    )
    return params, run, dh, dc


def _into_nets(run, t, dh_t, dc_t):
    """The loss gradient at every net input of step t, by the printed cell."""
    c_prev = run.c[t - 1] if t else run.first.c
    return {
        "i": dc_t * run.c_tilde[t] * run.i[t] * (1 - run.i[t]),
        "f": dc_t * c_prev * run.f[t] * (1 - run.f[t]),
        "c": dc_t * run.i[t] * (1 - run.c_tilde[t] ** 2),
        "o": dh_t * np.tanh(run.c[t]) * run.o[t] * (1 - run.o[t]),
    }


def test_eq_ch05_weights(seen):
    params, run, _, dc = seen
    total = np.zeros_like(params.W_c)
    for t in range(len(run.h)):
        da_c = dc[t] * run.i[t] * (1 - run.c_tilde[t] ** 2)
        total += np.outer(da_c, run.x[t])
    read = np.zeros_like(run.h)
    read[-1] = 1.0
    found = bptt.backward(params, run, read).params.W_c
    assert np.allclose(total, found, **CLOSE)


def test_eq_ch05_profile(seen):
    params, run, _, dc = seen
    g = np.sqrt((dc**2).sum(axis=1))
    found = flow.profile(params, run, np.ones(params.hidden)).c
    assert np.allclose(g, found, **CLOSE)


def test_eq_ch05_walk(seen):
    params, run, dh, dc = seen
    slope = run.o * (1 - np.tanh(run.c) ** 2)
    assert np.allclose(dc[-1], slope[-1] * dh[-1], **CLOSE)
    for t in range(len(run.h) - 1):
        nets = _into_nets(run, t + 1, dh[t + 1], dc[t + 1])
        from_nets = sum(getattr(params, f"U_{k}").T @ nets[k] for k in GATES)
        assert np.allclose(dh[t], from_nets, **CLOSE)
        both = run.f[t + 1] * dc[t + 1] + slope[t] * dh[t]
        assert np.allclose(dc[t], both, **CLOSE)


def test_eq_ch05_count():
    for steps in (1, 2, 7, 50):
        assert sum(range(1, steps + 1)) == steps * (steps + 1) // 2


def test_eq_ch05_metrics():
    g = np.array([0.2, 3.0, 0.25, 0.5, 1.0])
    bar = g.mean()
    found = flow.metrics(g)
    assert np.isclose(found.first_last, g[0] / g[-1], **EXACT)
    assert np.isclose(found.variation, np.sqrt(np.mean((g - bar) ** 2)) / bar)
    assert found.effective_range == len([t for t in g if t > g.max() / 10])
    one = np.eye(5)[2]
    assert np.isclose(flow.metrics(one).variation, np.sqrt(5 - 1))


def test_eq_ch05_rate():
    g = 3.0 * 0.8 ** np.arange(9, -1, -1.0)
    assert np.isclose((g[0] / g[-1]) ** (1 / 9), 0.8)


def test_the_latch_asks_for_its_first_three_steps():
    drawn = tasks.latch(steps=50).draw(20, rng=np.random.default_rng(0))
    assert (drawn.x[:3, :, 0] == 2 * drawn.y[-1] - 1).all()
