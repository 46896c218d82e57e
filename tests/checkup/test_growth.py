import numpy as np
import pytest

from carousel import flow, jacobian
from carousel.checkup import growth, runs, walks
from checkup.cases import CELLS, network, sequences


@pytest.mark.parametrize("name", CELLS)
def test_the_exponents_are_those_of_the_exact_jacobians(name):
    params = network(name)
    histories = runs.run(params, sequences(lengths=(600,)))
    found = growth.exponents(walks.walk(params, histories), np.random.default_rng(0))
    exact = flow.spectrum(jacobian.steps(params, histories[0]))[: len(found)]
    assert np.abs(found - exact)[:2].max() < 0.02 * (1 + abs(exact[1]))


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("steps", [1, 4])
def test_a_gain_is_the_largest_singular_value_of_the_product(name, steps):
    params = network(name, hidden=12, inputs=3)
    histories = runs.run(params, sequences(3, lengths=(10,)))
    walk = walks.walk(params, histories)
    found = growth.gains(walk, steps, np.random.default_rng(0))
    J = jacobian.steps(params, histories[0])
    exact = [
        np.linalg.norm(flow.transport(J, t, t + steps).matrix, 2)
        for t in range(len(J) - steps + 1)
    ]
    assert np.allclose(found, exact, rtol=1e-3)


def test_there_is_no_gain_over_more_steps_than_there_are():
    params = network("lstm")
    walk = walks.walk(params, runs.run(params, sequences(lengths=(5, 3))))
    assert growth.gains(walk, 20, np.random.default_rng(0)).size == 0
