import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel import differences
from carousel.heirs import mingru, scan
from oracles import heirs as oracle

ROUNDING = 1e-12  # a few sigmoids and at most 20 steps in float64


def _network(seed, hidden=3, inputs=2, steps=20):
    rng = np.random.default_rng(seed)
    params = mingru.init(hidden, inputs, rng=rng)
    return params, rng.normal(size=(steps, inputs)), rng.normal(size=hidden)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.integers(1, 20))
def test_a_run_is_what_autograds_cell_gives(seed, hidden, steps):
    params, x, h = _network(seed, hidden, steps=steps)
    weights = {name: torch.tensor(value) for name, value in vars(params).items()}
    expected = oracle.mingru(weights, torch.tensor(x), torch.tensor(h)).numpy()
    for method in (scan.loop, scan.doubling, scan.tree):
        found = mingru.run(params, x, mingru.State(h=h), method=method).h
        assert np.abs(found - expected).max() <= ROUNDING


def test_steps_one_by_one_are_the_run():
    params, x, h = _network(0)
    history, state = mingru.run(params, x, mingru.State(h=h)), mingru.State(h=h)
    for t, x_t in enumerate(x):
        state, gates = mingru.step(params, x_t, state)
        assert np.allclose(history.h[t], state.h, rtol=0, atol=ROUNDING)
        assert np.allclose(history.z[t], gates.z)
        assert np.allclose(history.n[t], gates.n)


def test_the_direct_path_is_the_whole_derivative():
    params, x, h = _network(1)

    def last_h(first):
        return mingru.run(params, x, mingru.State(h=first)).h[-1]

    kept = np.diag(np.prod(mingru.run(params, x).z, axis=0))
    assert np.allclose(differences.central(last_h, h), kept, atol=1e-10)


def test_what_does_not_fit_is_refused():
    params, x, h = _network(2)
    with pytest.raises(ValueError, match=r"h_prev has shape \(1,\), expected \(3,\)"):
        mingru.step(params, x[0], mingru.State(h=h[:1]))
    with pytest.raises(ValueError, match=r"x has shape \(20, 1\), expected \(time, 2"):
        mingru.run(params, x[:, :1])
