"""The numbers of the worked example, against the book, autograd and differences."""

import numpy as np
import pytest
import torch

from carousel import bptt, differences
from carousel.cells import lstm
from carousel.examples import worked

PRINTED = 5e-5  # the book prints four decimals
EXACT = 1e-12  # two orders of summation in float64
MEASURED = 1e-8  # what a nudge of 1e-5 can see
SCALES = (0.0, 1.0, 4.0, 8.0)


def _random_gates(seed):
    rng = np.random.default_rng(seed)
    low = {"f": 0.02, "i": 0.02, "c_tilde": -0.98, "o": 0.02}
    return {name: rng.uniform(low[name], 0.98, (3, 2)) for name in worked.GATES}


EXAMPLES = [worked.GATES, *(_random_gates(seed) for seed in range(5))]


def _autograd(gates, scale):
    """dc and dh of every state, by torch, with per-step biases written as biases."""
    U = {k: torch.tensor(u) for k, u in worked.recurrent(scale).items()}
    h, c = torch.tensor(worked.FIRST.h), torch.tensor(worked.FIRST.c)
    h.requires_grad_(), c.requires_grad_()
    seen = [(h, c)]
    for t in range(3):

        def gate(k, name, h=h, t=t):
            squash, back = torch.sigmoid, torch.logit
            if k == "c":
                squash, back = torch.tanh, torch.atanh
            bias = back(torch.tensor(gates[name][t])) - U[k] @ h.detach()
            return squash(U[k] @ h + bias)

        c = gate("f", "f") * c + gate("i", "i") * gate("c", "c_tilde")
        h = gate("o", "o") * torch.tanh(c)
        seen.append((h, c))
    for state in seen[1:]:
        for value in state:
            value.retain_grad()
    seen[-1][0].sum().backward()
    dh, dc = zip(*seen, strict=True)
    return tuple(np.array([value.grad.numpy() for value in side]) for side in (dh, dc))


def test_the_books_numbers_come_out():
    found = worked.trace()
    assert found.direct[3] == pytest.approx((0.5668, 0.7496), abs=PRINTED)
    assert found.direct[0] == pytest.approx((0.3469, 0.4588), abs=PRINTED)
    assert found.history.f.prod(axis=0) == pytest.approx((0.612, 0.612), abs=EXACT)
    assert found.dc[0] == pytest.approx((0.3301, 0.4878), abs=PRINTED)
    large = worked.trace(scale=4.0)
    assert large.dc[0] == pytest.approx((0.2716, 0.6196), abs=PRINTED)


@pytest.mark.parametrize("gates", EXAMPLES)
@pytest.mark.parametrize("scale", SCALES)
def test_every_gate_is_as_given_and_every_gradient_as_autograd_has_it(gates, scale):
    found = worked.trace(gates, scale=scale)
    for name, values in gates.items():
        assert getattr(found.history, name) == pytest.approx(values, abs=EXACT)
    dh, dc = _autograd(gates, scale)
    size = max(1.0, abs(dh).max())
    np.testing.assert_allclose(found.dh, dh, atol=EXACT * size)
    np.testing.assert_allclose(found.dc, dc, atol=EXACT * size)


@pytest.mark.parametrize("scale", SCALES)
def test_the_gradient_of_the_first_cell_state_can_be_measured(scale):
    params = worked.network(scale=scale)

    def loss(c):
        first = lstm.State(h=worked.FIRST.h, c=c)
        return lstm.run(params, np.eye(3), first).h[-1].sum()

    measured = differences.central(loss, worked.FIRST.c)
    np.testing.assert_allclose(worked.trace(scale=scale).dc[0], measured, atol=MEASURED)


@pytest.mark.parametrize("gates", EXAMPLES)
def test_the_direct_path_is_the_truncated_backward_pass(gates):
    params, dh = worked.network(gates, scale=4.0), np.zeros((3, 2))
    dh[-1] = 1.0
    found = worked.trace(gates, scale=4.0)
    for mode, expected in (("truncated", found.direct), ("full", found.dc)):
        first = bptt.backward(params, found.history, dh, mode=mode).first
        np.testing.assert_allclose(first.c, expected[0], atol=EXACT * 100)


def test_only_the_true_gradient_knows_the_scale():
    small, large = worked.trace(scale=0.0), worked.trace(scale=8.0)
    np.testing.assert_allclose(small.c, large.c, atol=EXACT)
    np.testing.assert_allclose(small.direct, large.direct, atol=EXACT)
    np.testing.assert_allclose(small.dc, small.direct, atol=EXACT)
    assert np.abs(large.dc - large.direct)[0].max() > 0.1


@pytest.mark.parametrize("name", list(worked.GATES))
@pytest.mark.parametrize("value", [1.0, -1.0, 2.0])
def test_a_gate_at_its_limit_has_no_bias_and_is_refused(name, value):
    wrong = {**worked.GATES, name: np.full((3, 2), value)}
    with pytest.raises(ValueError, match=f"{name} must lie between"):
        worked.network(wrong)


def test_a_missing_gate_and_another_shape_are_refused_by_name():
    with pytest.raises(ValueError, match="gates must be f, i, c_tilde, o, got f"):
        worked.network({"f": worked.GATES["f"]})
    with pytest.raises(ValueError, match="o has shape"):
        worked.network({**worked.GATES, "o": np.ones((2, 2)) / 2})
