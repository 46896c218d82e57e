import numpy as np
import pytest

from carousel.cells.slopes import check
from carousel.checkup import runs
from checkup.cases import CELLS, network, sequences

each_cell = pytest.mark.parametrize("name", CELLS)


@each_cell
def test_runs_side_by_side_are_the_cells_own(name):
    params, x = network(name), sequences()
    for history, steps in zip(runs.run(params, x), x, strict=True):
        alone = CELLS[name].run(params, steps)
        check(params, history)
        for column in set(vars(alone)) - {"first"}:
            assert np.allclose(getattr(history, column), getattr(alone, column))


@each_cell
def test_a_first_state_is_where_a_run_starts(name):
    params, x = network(name), sequences()
    alone = [CELLS[name].run(params, steps) for steps in x]
    names = vars(alone[0].first)
    middle = [{n: getattr(one, n)[3] for n in names} for one in alone]
    for history, whole in zip(
        runs.run(params, [steps[4:] for steps in x], middle), alone, strict=True
    ):
        assert np.allclose(history.h, whole.h[4:])


@each_cell
def test_outputs_that_were_heard_give_the_gates_of_that_run(name):
    params, x = network(name), sequences()
    alone = [CELLS[name].run(params, steps) for steps in x]
    rounded = [one.h.astype(np.float32).astype(float) for one in alone]
    for history, whole in zip(runs.run(params, x, heard=rounded), alone, strict=True):
        assert np.abs(history.h - whole.h).max() < 1e-6
