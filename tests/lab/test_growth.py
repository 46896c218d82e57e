import numpy as np
import pytest

from carousel import flow, initial, jacobian
from carousel.cells import lstm
from carousel.lab import growth


@pytest.mark.parametrize("scale", [0.0, 1.0, 4.0])
def test_the_factor_is_that_of_the_full_jacobians(scale):
    rng = np.random.default_rng(0)
    drawn = [lstm.init(5, 3, rng=rng, forget_bias=1.0) for _ in range(3)]
    networks = [initial.scaled(net, scale) for net in drawn]
    found = growth.factors(networks, rng=np.random.default_rng(1), steps=40, settled=10)
    again = np.random.default_rng(1)
    nudges = np.concatenate(again.normal(size=(2, 3, 5)), axis=1)
    x = np.array([again.normal(size=(3, 3)) for _ in range(40)])
    for k, net in enumerate(networks):
        J = jacobian.steps(net, lstm.run(net, x[:, k]))
        early, late = (flow.transport(J, end=T).matrix @ nudges[k] for T in (10, 40))
        expected = (np.linalg.norm(late) / np.linalg.norm(early)) ** (1 / 30)
        assert np.isclose(found[k], expected, rtol=1e-9)


def test_without_routes_through_the_gates_the_forget_gate_is_the_factor():
    rng = np.random.default_rng(0)
    quiet = initial.forget_bias(initial.scaled(lstm.init(4, 1, rng=rng), 0), 2)
    deaf = {n: 0 * v if n.startswith("W") else v for n, v in vars(quiet).items()}
    still = lstm.Params(**deaf)
    (factor,) = growth.factors([still], rng=rng, steps=200, settled=100)
    assert np.isclose(factor, 1 / (1 + np.exp(-2)))
