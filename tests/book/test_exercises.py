import numpy as np
import pytest

from carousel import flow
from carousel.book import exercises
from carousel.book.explorables import Highway, Peepholes
from carousel.cells import lstm


@pytest.mark.parametrize("seed", range(5))
def test_the_constant_gate_is_the_geometric_mean_and_the_average_is_told(seed):
    rng = np.random.default_rng(seed)
    params = lstm.init(8, 4, rng=rng, forget_bias=3.0)
    run = lstm.run(params, rng.normal(size=(50, 4)))
    asked = exercises.constant_gate(run)
    kept = flow.retention(run)[-1, 0]
    assert asked.says(round(kept ** (1 / 50), 4)) == "Right."
    assert "this is the average gate" in asked.says(round(run.f[:, 0].mean(), 4))
    assert "what is left after all steps" in asked.says(kept)


def test_the_direct_path_is_asked_of_the_figure():
    asked = exercises.kept(Highway(horizon=20))
    assert asked._data["measure"] == "kept"
    assert asked._state["horizon"] == 20


def test_the_way_to_the_output_is_asked_of_the_figure():
    asked = exercises.to_output(Peepholes(p_f=-1.5))
    assert asked._data["measure"] == "to_output"
    assert asked._state["p_f"] == -1.5
