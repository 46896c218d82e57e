import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel import differences, jacobian
from carousel.cells import gru, lstm
from oracles import unrolled

SEEDS, SIZES = st.integers(0, 2**32 - 1), st.integers(1, 5)
AGAINST_AUTOGRAD = 1e-10  # both are exact up to rounding; products here stay below 1e3
KINDS = pytest.mark.parametrize("kind", unrolled.EVERY)
MEMORY = pytest.mark.parametrize("kind", unrolled.MEMORY)


@KINDS
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, hidden=SIZES, inputs=SIZES, steps=st.integers(1, 6))
def test_every_block_of_every_step_is_autograds(kind, seed, hidden, inputs, steps):
    params, history = unrolled.network(kind, seed, hidden, inputs, steps)
    J = jacobian.steps(params, history)
    for t in range(steps):
        expected = unrolled.state_jacobian(params, history, t)
        assert np.abs(J[t] - expected).max() <= AGAINST_AUTOGRAD


@KINDS
def test_a_step_is_its_central_difference(kind):
    params, history = unrolled.network(kind, 7)
    cell, hidden = unrolled.cell_of(kind), params.hidden
    names = ("h", "c") if unrolled.has_memory(kind) else ("h",)

    def step(s):
        parts = dict(zip(names, np.split(s, len(names)), strict=True))
        new = cell.step(params, history.x[3], cell.State(**parts))
        new = new[0] if isinstance(new, tuple) else new
        return np.concatenate([getattr(new, name) for name in names])

    s = np.concatenate([getattr(history, name)[2] for name in names])
    measured = differences.central(step, s)
    assert np.abs(jacobian.steps(params, history)[3] - measured).max() <= 1e-8
    assert len(s) == hidden * len(names)


def _one_path(kind, params, history, t, open_gates, o_prev):
    """dc_t/dc_{t-1} by autograd, where only some gates see h_{t-1} or c_{t-1}."""
    w = unrolled.weights(params)
    c_held = torch.tensor(history.c[t - 1])
    x_t, o_prev = torch.tensor(history.x[t]), torch.tensor(o_prev)

    def run(c_prev):
        def net(k):
            c_seen = c_prev if k in open_gates else c_held
            a = w[f"W_{k}"] @ x_t + w[f"U_{k}"] @ (o_prev * torch.tanh(c_seen))
            if f"p_{k}" in w:
                a = a + w[f"p_{k}"] * (c_prev if "p" in open_gates else c_held)
            return a + w[f"b_{k}"]

        kept = c_prev if "direct" in open_gates else c_held
        f = 1.0 if kind == "lstm_1997" else torch.sigmoid(net("f"))
        return f * kept + torch.sigmoid(net("i")) * torch.tanh(net("c"))

    return torch.autograd.functional.jacobian(run, c_held).numpy()


@MEMORY
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, hidden=SIZES)
def test_every_path_is_autograds_with_the_others_closed(kind, seed, hidden):
    params, history = unrolled.network(kind, seed, hidden)
    t, o_prev = 4, history.o[3]
    paths = jacobian.paths(params, history)
    gates = {"direct": "direct", "forget": "f", "input": "i", "candidate": "c"}
    gates["peephole"] = "p"
    for name, gate in gates.items():
        path = getattr(paths, name)
        expected = _one_path(kind, params, history, t, {gate}, o_prev)
        if path is None:
            assert np.abs(expected).max() == 0
        else:
            assert np.abs(path[t] - expected).max() <= AGAINST_AUTOGRAD
    whole = _one_path(kind, params, history, t, set(gates.values()), o_prev)
    assert np.abs(paths.total[t] - whole).max() <= AGAINST_AUTOGRAD


def test_the_first_step_has_its_direct_path_only_unless_told_its_output_gate():
    params, history = unrolled.network("lstm", 3)
    alone = jacobian.paths(params, history)
    assert np.array_equal(alone.total[0], np.diag(history.f[0]))
    o_first = np.full(3, 0.5)
    told = jacobian.paths(params, history, o_first=o_first)
    shown = o_first * (1 - np.tanh(history.first.c) ** 2)
    J_ch = jacobian.steps(params, history)[0, 3:, :3]
    assert np.allclose(told.total[0], np.diag(history.f[0]) + J_ch * shown)


def test_a_block_is_new_by_old():
    params, history = unrolled.network("lstm", 5)
    J = jacobian.steps(params, history)
    assert np.array_equal(J[2, 3:, 3:], np.diag(history.f[2]))


def test_what_does_not_fit_is_refused_by_name():
    params, history = unrolled.network("lstm", 1)
    other = gru.init(3, 2, rng=np.random.default_rng(0))
    with pytest.raises(
        ValueError, match="the history is of lstm, the params are of gru"
    ):
        jacobian.steps(other, history)
    wide = lstm.init(4, 2, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="the history has 3 units, the params 4"):
        jacobian.steps(wide, history)
    rnn_params, rnn_history = unrolled.network("rnn", 1)
    with pytest.raises(
        ValueError, match=r"paths are of cells with a cell state .* got rnn"
    ):
        jacobian.paths(rnn_params, rnn_history)
    with pytest.raises(ValueError, match=r"o_first has shape \(2,\), expected \(3,\)"):
        jacobian.paths(params, history, o_first=[0.5, 0.5])


@pytest.mark.parametrize("kind", unrolled.MEMORY)
def test_a_gate_that_is_held_takes_its_own_term_away(kind):
    params, history = unrolled.network(kind, 6)
    J = jacobian.steps(params, history)
    gates = "ico" if kind == "lstm_1997" else "fico"
    none = jacobian.steps(params, history, held=gates)
    assert not none[:, :, :3].any()
    assert np.array_equal(none[:, :, 3:], J[:, :, 3:])
    terms = [J - jacobian.steps(params, history, held=gate) for gate in gates]
    assert np.allclose(sum(terms), J - none, rtol=1e-12, atol=1e-15)
    f_term = terms[0][:, 3:, :3]
    c_prev = np.vstack([history.first.c, history.c[:-1]])
    if kind != "lstm_1997":
        slope = c_prev * history.f * (1 - history.f)
        assert np.allclose(f_term, slope[:, :, None] * params.U_f, atol=1e-15)
