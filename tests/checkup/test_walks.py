import numpy as np
import pytest

from carousel import jacobian
from carousel.checkup import walks
from checkup.cases import CELLS, heard


@pytest.mark.parametrize("name", CELLS)
def test_a_step_either_way_is_a_product_with_the_exact_jacobian(name):
    params, _, histories = heard(name)
    walk = walks.walk(params, histories)
    J = np.concatenate([jacobian.steps(params, one) for one in histories])
    rows, rng = np.array([0, 5, 9, 20]), np.random.default_rng(2)
    ds = rng.normal(size=(4, walk.size))
    assert np.allclose(walk.back(rows, ds), np.einsum("ls,lst->lt", ds, J[rows]))
    changes = rng.normal(size=(4, 2, walk.size))
    after = np.einsum("lst,lkt->lks", J[rows], changes)
    assert np.allclose(walk.forth(rows, changes), after)


def test_rows_count_the_steps_of_all_histories():
    params, x, histories = heard("gru")
    walk = walks.walk(params, histories)
    assert walk.starts.tolist() == [0, 9, 15]
    assert walk.lengths.tolist() == [len(steps) for steps in x]
