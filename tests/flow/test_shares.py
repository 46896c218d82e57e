import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel import dominance, flow, jacobian
from oracles import unrolled

SEEDS = st.integers(0, 2**32 - 1)
DIRECT = [kind for kind in unrolled.EVERY if kind != "rnn"]


def _gradients(kind, params, history, dh_last, *, cut):
    """dL/dc_t (of a GRU dL/dh_t) at every step, from the last one back."""
    h, c = unrolled.first_state(history)
    w, sigmoid = unrolled.weights(params), unrolled.sigmoid_of(params)
    plain, cuts = kind.removeprefix("hard "), [cut] * len(history.h)
    hs, cs = unrolled.unroll(plain, w, torch.tensor(history.x), h, c, cuts, sigmoid)
    nodes = cs if unrolled.has_memory(kind) else hs
    loss = (torch.tensor(dh_last) * hs[-1]).sum()
    found = torch.autograd.grad(loss, nodes, retain_graph=True)
    return np.array([g.numpy() for g in found[::-1]])


@pytest.mark.parametrize("kind", DIRECT)
@settings(max_examples=15)
@given(seed=SEEDS, hidden=st.integers(1, 5), steps=st.integers(1, 9))
def test_shares_are_autograds_with_and_without_the_gates(kind, seed, hidden, steps):
    params, history = unrolled.network(kind, seed, hidden, steps=steps, scale=1.0)
    dh_last = np.random.default_rng(seed).normal(size=hidden)
    found = flow.shares(params, history, dh_last)
    whole, direct = (
        _gradients(kind, params, history, dh_last, cut=cut) for cut in (False, True)
    )
    sizes = np.linalg.norm(whole, axis=1), np.linalg.norm(direct, axis=1)
    seen = np.minimum(*sizes) > 1e-9  # what is smaller is made of last bits
    ratio = np.linalg.norm(whole - direct, axis=1)[seen] / sizes[1][seen]
    cosine = (whole * direct).sum(axis=1)[seen] / (sizes[0] * sizes[1])[seen]
    assert np.allclose(found.ratio[seen], ratio, rtol=1e-5, atol=1e-6)
    assert np.allclose(found.cosine[seen], cosine, rtol=1e-5, atol=1e-6)


@settings(max_examples=15)
@given(seed=SEEDS)
def test_no_loss_leaves_more_than_dominance_says(seed):
    params, history = unrolled.network("lstm", seed, scale=0.8)
    rng = np.random.default_rng(seed)
    J = jacobian.steps(params, history)
    for t in range(1, len(J) + 1):
        # dominance speaks of a loss of the last c: its gradient goes back by hand
        g, R = rng.normal(size=3), flow.retention(history)[t - 1]
        whole = flow.transport(J, 0, t).matrix[3:, 3:].T @ g
        ratio = np.linalg.norm(whole - R * g) / np.linalg.norm(R * g)
        most = dominance.indirect_ratio(params, history)[t - 1]
        assert ratio <= most * (1 + 1e-9) + 1e-12


@pytest.mark.parametrize("kind", ["lstm", "gru", "peephole"])
def test_random_losses_are_single_losses_summed_up(kind):
    params, history = unrolled.network(kind, 2, steps=12)
    found = flow.random_shares(
        params, history, rng=np.random.default_rng(5), losses=9, levels=(0, 0.5, 1)
    )
    drawn = np.random.default_rng(5).normal(size=(9, 3))
    each = [flow.shares(params, history, dh_last) for dh_last in drawn]
    for name in ("ratio", "cosine"):
        rows = np.sort([getattr(one, name) for one in each], axis=0)
        assert np.allclose(getattr(found, name), rows[[0, 4, 8]].T, rtol=1e-9)


def test_at_the_last_step_all_is_direct_unless_the_output_gate_peeps():
    for kind, alone in (("lstm", True), ("gru", True), ("peephole", False)):
        found = flow.shares(*unrolled.network(kind, 1), np.ones(3))
        assert (found.ratio[0] == 0) == alone
        assert (found.cosine[0] == pytest.approx(1)) == alone


@pytest.mark.parametrize("scale", [0.2, 60.0])
def test_neither_what_is_gone_nor_what_grows_is_lost(scale):
    params, history = unrolled.network("lstm", 3, hidden=8, steps=3000, scale=scale)
    found = flow.random_shares(params, history, rng=np.random.default_rng(0), losses=3)
    assert not np.isnan(found.ratio).any()
    assert (np.abs(found.cosine) <= 1 + 1e-12).all()
    assert found.ratio[-1].min() > 1


def test_what_has_no_shares_is_refused():
    lstm, rng = unrolled.network("lstm", 0), np.random.default_rng(0)
    for call, message in (
        (lambda: flow.shares(*unrolled.network("rnn", 0), np.ones(3)), "path, got rnn"),
        (lambda: flow.shares(*lstm, np.zeros(3)), "a loss without a gradient"),
        (lambda: flow.shares(*lstm, np.zeros(2)), "dh_last has shape"),
        (lambda: flow.random_shares(*lstm, rng=rng, losses=0), "at least one loss"),
        (lambda: flow.random_shares(*lstm, rng=rng, levels=[2]), "between 0 and 1"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
