import numpy as np
import pytest

from carousel import flow, jacobian
from carousel.book import exercises
from carousel.book.explorables import Highway, Peepholes, Spectrum
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


FIELDS = [
    (exercises.gates.two_steps_nudged, 0.045, 0.09),
    (exercises.gates.bursts, 0.107, 0.133),
    (exercises.gates.within_ten_percent, 4.77, 5),
    (exercises.gates.adding_unit, 0.143, 0.15),
    (exercises.direct_path.one_step_more, 0.1, 0.2),
    (exercises.direct_path.cancelling_weight, -4, 4),
    (exercises.direct_path.flicker, 0.607, 0.368),
    (exercises.direct_path.share_at_edge, 69, 37),
    (exercises.full_jacobian.round_the_output_gate, 0.212, 0.14),
    (exercises.full_jacobian.three_steps, 0.5625, 0.5),
]


@pytest.mark.parametrize(("field", "right", "wrong"), FIELDS)
def test_a_field_knows_the_answer_and_names_a_wrong_route(field, right, wrong):
    asked = field()
    assert asked.says(right) == "Right."
    assert "usual wrong routes" not in asked.says(wrong)
    assert asked.says(wrong) != "Right."


def test_the_fields_that_compute_name_the_direct_path():
    rng = np.random.default_rng(2)
    params = lstm.init(8, 4, rng=rng)
    run = lstm.run(params, rng.normal(size=(60, 4)))
    asked = exercises.full_jacobian.product_error(params, run)
    true = flow.transport(jacobian.steps(params, run), end=50).matrix[8:, 8:]
    product = flow.transport(jacobian.paths(params, run).total, end=50).matrix
    off = 100 * np.linalg.norm(product - true) / np.linalg.norm(true)
    direct = np.diag(np.prod(run.f[:50], axis=0))
    missed = 100 * np.linalg.norm(direct - true) / np.linalg.norm(true)
    assert asked.says(round(off, 2)) == "Right."
    assert "the direct path" in asked.says(round(missed, 2))
    logs, _ = Spectrum(forget_bias=0, recurrent_scale=6, output_scale=8).found()
    apart = (logs.exact - logs.product_of_partials)[-1] / np.log(10)
    assert exercises.full_jacobian.powers_apart().says(round(apart, 1)) == "Right."
