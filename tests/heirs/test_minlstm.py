import dataclasses

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel import differences, initial
from carousel.heirs import minlstm, scan
from oracles import heirs as oracle

SEEDS = st.integers(0, 2**32 - 1)
ROUNDING = 1e-12  # a few sigmoids and at most 20 steps in float64


def _network(seed, hidden=3, inputs=2, steps=20, **options):
    rng = np.random.default_rng(seed)
    params = minlstm.init(hidden, inputs, rng=rng, **options)
    first = minlstm.State(c=rng.normal(size=hidden))
    return params, rng.normal(size=(steps, inputs)), first


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(1, 5), st.integers(1, 20))
def test_a_run_is_what_autograds_cell_gives(seed, hidden, steps):
    params, x, first = _network(seed, hidden, steps=steps)
    weights = {name: torch.tensor(value) for name, value in vars(params).items()}
    c = oracle.minlstm(weights, torch.tensor(x), torch.tensor(first.c)).numpy()
    for method in (scan.loop, scan.doubling, scan.tree):
        found = minlstm.run(params, x, first, method=method).c
        assert np.abs(found - c).max() <= ROUNDING


def test_steps_one_by_one_are_the_run():
    params, x, state = _network(0)
    history = minlstm.run(params, x, state)
    for t, x_t in enumerate(x):
        state, gates = minlstm.step(params, x_t, state)
        assert np.allclose(history.c[t], state.c, rtol=0, atol=ROUNDING)
        for name in ("i", "f", "c_tilde"):
            assert np.allclose(getattr(history, name)[t], getattr(gates, name))


def test_the_direct_path_is_the_whole_derivative():
    params, x, first = _network(1)

    def last_c(c):
        return minlstm.run(params, x, minlstm.State(c=c)).c[-1]

    kept = np.prod(minlstm.run(params, x, first).f, axis=0)
    measured = differences.central(last_c, first.c)
    assert np.allclose(measured, np.diag(kept), atol=1e-10)
    assert (measured[~np.eye(3, dtype=bool)] == 0).all()  # to the last bit


def test_the_gates_sum_to_1_and_the_memory_stays_among_the_candidates():
    params, x, _ = _network(2)
    history = minlstm.run(params, 5 * x)
    assert np.allclose(history.i + history.f, 1)
    most = np.maximum.accumulate(np.abs(history.c_tilde), axis=0)
    assert (np.abs(history.c) <= most + ROUNDING).all()


def test_gates_that_are_both_shut_still_share():
    params, x, _ = _network(3)
    shut = dataclasses.replace(params, b_f=np.full(3, -900.0), b_i=np.full(3, -901.0))
    f = minlstm.run(shut, np.zeros_like(x)).f
    assert np.allclose(f, 1 / (1 + np.exp(-1.0)))


def test_a_forget_bias_alone_does_not_open_the_gate():
    params, x, _ = _network(4, forget_bias=50.0)
    even = dataclasses.replace(params, W_i=0 * params.W_i, b_i=np.zeros(3))
    assert np.allclose(minlstm.run(even, x).f, 2 / 3)
    both = initial.chrono(params, 1000, rng=np.random.default_rng(0))
    assert minlstm.run(both, x).f.mean() > 0.9


def test_what_does_not_fit_is_refused():
    params, x, _ = _network(5)
    with pytest.raises(ValueError, match=r"W_f has shape \(3, 5\), expected \(3, 2\)"):
        dataclasses.replace(params, W_f=np.zeros((3, 5)))
    with pytest.raises(ValueError, match=r"x has shape \(20, 1\), expected \(time, 2"):
        minlstm.run(params, x[:, :1])
    with pytest.raises(ValueError, match=r"x_t has shape \(1,\), expected \(2,\)"):
        minlstm.step(params, x[0, :1], minlstm.State(c=np.zeros(3)))
    with pytest.raises(ValueError, match=r"first has 2 units, the params have 3"):
        minlstm.run(params, x, minlstm.State(c=np.zeros(2)))
