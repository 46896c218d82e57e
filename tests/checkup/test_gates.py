import numpy as np

from carousel import initial
from carousel.cells import lstm, peephole
from carousel.checkup import gates, runs
from checkup.cases import heard

RNG = np.random.default_rng(5)


def test_half_lives_are_of_the_mean_log_gate_and_of_the_bias_beside_it():
    params, _, histories = heard("lstm")
    found = gates.memory(params, histories)
    f = np.concatenate([one.f for one in histories])
    assert np.allclose(found.log_keep, np.log(f).mean(axis=0))
    assert np.allclose(found.half_life, np.log(0.5) / found.log_keep)
    assert np.allclose(found.of_bias, initial.half_life(params.b_f))


def test_a_gate_is_described_by_its_values_over_all_steps():
    _, _, histories = heard("gru")
    found = gates.distributions(histories)
    assert list(found) == ["r", "z"]
    values = np.concatenate([one.z for one in histories])
    assert found["z"].quantiles[2] == np.median(values)
    assert np.isclose(found["z"].counts.sum(), 1)
    assert gates.distributions(heard("rnn")[2]) == {}


def test_a_unit_whose_gate_stays_shut_is_named():
    params = lstm.init(3, 2, rng=RNG)
    params = lstm.Params(**{**vars(params), "b_i": [0.0, -9.0, 0.0]})
    found = gates.distributions(runs.run(params, [RNG.normal(size=(40, 2))]))
    assert found["i"].shut.tolist() == [1]
    assert found["f"].shut.tolist() == []


def test_a_cell_state_that_counts_is_a_runaway():
    params = peephole.init(3, 2, rng=RNG)
    counting = {"p_f": [5.0, 0, 0], "p_i": [5.0, 0, 0], "b_c": [5.0, 0, 0]}
    params = peephole.Params(**{**vars(params), **counting})
    found = gates.runaway(runs.run(params, [RNG.normal(size=(80, 2))]))
    assert found.units.tolist() == [0]
    assert found.size[0] > 60
    assert found.lets_out[0] < 1e-12
    assert gates.runaway(heard("gru")[2]) is None
