import numpy as np

from carousel.lab.training import Settings, train

SETTINGS = Settings("latch", {"steps": 8}, hidden=3, updates=6, test_every=3, tests=8)


def test_norms_are_kept_by_update_and_by_parameter():
    run = train(SETTINGS, (0, 1))
    total = np.array(run.norms)
    assert total.shape == (6, 2)
    parts = np.array(list(run.by_parameter.values()))
    assert set(run.by_parameter) >= {"V", "d", "layers.0.W", "layers.0.U"}
    clipped = np.sqrt((parts**2).sum(0))
    assert np.allclose(clipped, total, rtol=1e-5)


def test_every_test_is_kept_and_never_is_minus_one():
    run = train(SETTINGS, (0, 1))
    assert np.shape(run.loss) == np.shape(run.error_rate) == (3, 2)
    assert np.array_equal(run.solved_at, [-1, -1])
    assert np.array_equal(run.diverged_at, [-1, -1])
    assert run.recorded == {}
