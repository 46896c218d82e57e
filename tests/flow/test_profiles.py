import tracemalloc

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel import flow
from oracles import unrolled

SEEDS = st.integers(0, 2**32 - 1)
AGAINST_AUTOGRAD = 1e-10


def _autograd(params, history, dh_last, *, cut):
    """The norms of dL/dh_t and dL/dc_t, with all routes or with the gates cut."""
    kind = type(params).__module__.rpartition(".")[2]
    h, c = unrolled.first_state(history)
    cuts = [cut] * len(history.h)
    x = torch.tensor(history.x)
    w, sigmoid = unrolled.weights(params), unrolled.sigmoid_of(params)
    hs, cs = unrolled.unroll(kind, w, x, h, c, cuts, sigmoid)
    loss = (torch.tensor(dh_last) * hs[-1]).sum()

    def norms(nodes):
        found = torch.autograd.grad(loss, nodes, retain_graph=True, allow_unused=True)
        return np.array([0.0 if g is None else g.norm().item() for g in found])

    return norms(hs), norms(cs) if kind in unrolled.MEMORY else None


@pytest.mark.parametrize("kind", unrolled.EVERY)
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, hidden=st.integers(1, 5), steps=st.integers(1, 9))
def test_the_profile_is_autograds_at_every_step(kind, seed, hidden, steps):
    params, history = unrolled.network(kind, seed, hidden, steps=steps)
    dh_last = np.random.default_rng(seed).normal(size=hidden)
    found = flow.profile(params, history, dh_last)
    h, c = _autograd(params, history, dh_last, cut=False)
    assert np.abs(found.h - h).max() <= AGAINST_AUTOGRAD
    if c is not None:
        assert np.abs(found.c - c).max() <= AGAINST_AUTOGRAD


@pytest.mark.parametrize("kind", unrolled.MEMORY)
def test_the_direct_part_is_the_gradient_with_the_gates_cut(kind):
    params, history = unrolled.network(kind, 3, steps=9)
    found = flow.profile(params, history, np.ones(3))
    _, c = _autograd(params, history, np.ones(3), cut=True)
    assert np.abs(found.direct - c).max() <= AGAINST_AUTOGRAD


@pytest.mark.parametrize("kind", ["gru", "gru_reset_before", "hard gru"])
def test_the_direct_part_of_a_gru_runs_through_its_update_gate(kind):
    params, history = unrolled.network(kind, 3, steps=9)
    found = flow.profile(params, history, np.ones(3))
    h, _ = _autograd(params, history, np.ones(3), cut=True)
    assert np.abs(found.direct - h).max() <= AGAINST_AUTOGRAD


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_a_profile_needs_no_jacobian(kind):
    params, history = unrolled.network(kind, 0, hidden=64, steps=100, scale=0.5)
    tracemalloc.start()
    flow.profile(params, history, np.ones(64))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 100 * 64 * 64 * 8 / 3  # a third of what the Jacobians alone would be


def test_a_plain_rnn_has_neither_cell_state_nor_direct_path():
    params, history = unrolled.network("rnn", 3)
    found = flow.profile(params, history, np.ones(3))
    assert found.c is None
    assert found.direct is None


def test_the_metrics_of_a_level_profile_are_perfect_at_any_scale():
    for scale in (1.0, 1e-30):
        found = flow.metrics(np.full(50, scale))
        assert found == flow.Metrics(first_last=1.0, variation=0.0, effective_range=50)


def test_one_spike_reduces_the_effective_range_to_one_step():
    norms = np.ones(50)
    norms[20] = 20.0
    assert flow.metrics(norms).effective_range == 1


def test_a_profile_is_summed_up_by_its_cell_state_where_there_is_one():
    params, history = unrolled.network("lstm", 0)
    found = flow.profile(params, history, np.ones(3))
    assert flow.metrics(found) == flow.metrics(found.c)


def test_a_profile_without_a_norm_has_no_metrics():
    for norms in (np.zeros(5), []):
        with pytest.raises(ValueError, match="need a norm that is not 0"):
            flow.metrics(norms)
