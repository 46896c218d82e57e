import numpy as np
import pytest
import torch

from carousel import flow
from carousel.heirs import depth
from oracles import heirs as oracle

AGAINST_AUTOGRAD = 1e-12  # six layers of a few products in float64


def _run(kind, seed=0, **options):
    rng = np.random.default_rng(seed)
    stack = depth.init(kind, 4, 6, rng=rng, gain=1.5, **options)
    return stack, depth.run(stack, rng.normal(size=4))


@pytest.mark.parametrize("kind", depth.KINDS)
@pytest.mark.parametrize("branch", [1.0, 0.3])
def test_layers_and_their_jacobians_are_autograds(kind, branch):
    stack, h = _run(kind, branch=branch)
    J = depth.layer_jacobians(stack, h)
    for k, before in enumerate(torch.tensor(h[:-1])):
        after = oracle.layer(stack, k, before).numpy()
        edge = torch.autograd.functional.jacobian(
            lambda h, k=k: oracle.layer(stack, k, h), before
        )
        assert np.abs(h[k + 1] - after).max() <= AGAINST_AUTOGRAD
        assert np.abs(J[k] - edge.numpy()).max() <= AGAINST_AUTOGRAD


@pytest.mark.parametrize("kind", depth.KINDS)
def test_the_profile_is_autograds_at_every_layer(kind):
    stack, h = _run(kind, 1)
    states = [torch.tensor(h[0], requires_grad=True)]
    for k in range(6):
        states.append(oracle.layer(stack, k, states[-1]))
    dh = torch.autograd.grad(states[-1].sum(), states)
    expected = [g.norm().item() for g in dh]
    found = depth.profile(stack, h, np.ones(4))
    assert np.allclose(found, expected, rtol=1e-12)


def test_the_profile_starts_with_what_the_product_keeps():
    stack, h = _run("highway", 2)
    product = flow.transport(depth.layer_jacobians(stack, h)).matrix
    kept = np.linalg.norm(np.ones(4) @ product)
    assert np.isclose(depth.profile(stack, h, np.ones(4))[0], kept)


def test_a_residual_stack_without_branches_is_the_identity():
    stack, h = _run("residual", branch=0.0)
    assert (h == h[0]).all()
    assert np.array_equal(
        flow.transport(depth.layer_jacobians(stack, h)).matrix.round(15), np.eye(4)
    )


def test_an_open_carry_gate_lets_the_state_pass():
    _, h = _run("highway", carry_bias=60.0)
    assert np.allclose(h, h[0])
    shut, _ = _run("highway", carry_bias=-800.0)
    plain = depth.Stack("plain", shut.U, shut.b)
    assert np.array_equal(depth.run(shut, h[0]), depth.run(plain, h[0]))


def test_what_does_not_fit_is_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="one of plain, residual, highway, got 'dense"):
        depth.init("dense", 4, 6, rng=rng)
    with pytest.raises(
        ValueError, match="at least one unit and one layer, got 4 and 0"
    ):
        depth.init("plain", 4, 0, rng=rng)
    stack, h = _run("plain")
    with pytest.raises(ValueError, match=r"h has shape \(3,\), expected \(4,\)"):
        depth.run(stack, h[0, :3])
    with pytest.raises(ValueError, match=r"h has shape \(6, 4\), expected \(7, 4\)"):
        depth.layer_jacobians(stack, h[1:])
    with pytest.raises(ValueError, match=r"dh_last has shape \(1,\), expected \(4,\)"):
        depth.profile(stack, h, [1.0])
