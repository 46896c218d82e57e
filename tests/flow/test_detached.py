from itertools import product

import numpy as np
import pytest
import torch

from carousel import bptt, flow
from carousel.flow.detached import mean_profile
from oracles import unrolled

EXACT = 1e-12  # the same sums in another order


def _case(kind, seed=3, steps=6):
    params, history = unrolled.network(kind, seed, steps=steps)
    return params, history, np.random.default_rng(seed).normal(size=params.hidden)


def _drawn(kind, params, history, dh_last, cuts):
    """dL/dc_t at every step under one draw, by autograd."""
    w = unrolled.weights(params)
    h, c = (
        torch.tensor(value, requires_grad=True)
        for value in (history.first.h, history.first.c)
    )
    hs, cs = unrolled.unroll(kind, w, torch.tensor(history.x), h, c, cuts)
    loss = hs[-1] @ torch.tensor(dh_last)
    found = torch.autograd.grad(loss, cs, allow_unused=True, retain_graph=True)
    return np.array([np.zeros(3) if g is None else g.numpy() for g in found])


@pytest.mark.parametrize("kind", unrolled.MEMORY)
def test_probability_0_is_the_full_profile(kind):
    params, history, dh_last = _case(kind)
    mean = mean_profile(params, history, dh_last, 0)
    full = flow.profile(params, history, dh_last)
    assert np.allclose(mean.c, full.c, rtol=EXACT)
    assert np.allclose(mean.h, full.h, rtol=EXACT)


@pytest.mark.parametrize("kind", unrolled.MEMORY)
def test_probability_1_is_the_direct_path_alone(kind):
    params, history, dh_last = _case(kind)
    mean = mean_profile(params, history, dh_last, 1)
    assert np.allclose(
        mean.c, flow.profile(params, history, dh_last).direct, rtol=EXACT
    )
    assert not mean.h[:-1].any()


def test_the_truncated_gradient_of_the_1997_cell_is_level():
    mean = mean_profile(*_case("lstm_1997", steps=40), 1.0)
    assert np.ptp(mean.c) == 0


@pytest.mark.parametrize("kind", unrolled.MEMORY)
def test_it_is_the_mean_over_every_draw_that_autograd_makes(kind):
    params, history, dh_last = _case(kind, steps=5)
    p, mean = 0.3, 0.0
    for cuts in product([False, True], repeat=5):
        chance = np.prod([p if cut else 1 - p for cut in cuts])
        mean = mean + chance * _drawn(kind, params, history, dh_last, cuts)
    found = mean_profile(params, history, dh_last, p)
    assert np.allclose(found.c, np.linalg.norm(mean, axis=1), rtol=1e-10)


@pytest.mark.parametrize("kind", ["lstm", "lstm_1997"])
@pytest.mark.parametrize(("mode", "probability"), [("full", 0.0), ("truncated", 1.0)])
def test_the_backward_pass_by_hand_agrees_at_every_step(kind, mode, probability):
    params, history, dh_last = _case(kind)
    found = mean_profile(params, history, dh_last, probability)
    for t in range(len(history.h) - 1):
        h_t, c_t, o_t = history.h[t], history.c[t], history.o[t]
        first = type(history.first)(h=h_t, c=c_t)
        rest = unrolled.CELLS[kind].run(params, history.x[t + 1 :], first)
        dh = np.zeros_like(rest.h)
        dh[-1] = dh_last
        back = bptt.backward(params, rest, dh, mode=mode).first
        dc_t = back.c + back.h * o_t * (1 - np.tanh(c_t) ** 2)
        assert found.c[t] == pytest.approx(np.linalg.norm(dc_t), rel=EXACT)


def test_what_has_no_cell_state_or_no_probability_is_refused():
    for kind in ("rnn", "gru"):
        with pytest.raises(ValueError, match=f"an output gate, got {kind}"):
            mean_profile(*_case(kind), 0.5)
    for probability in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="between 0 and 1, got"):
            mean_profile(*_case("lstm"), probability)
    params, history, _ = _case("lstm")
    with pytest.raises(ValueError, match="dh_last has shape"):
        mean_profile(params, history, [1.0], 0.5)
