import numpy as np
import pytest

from carousel import flow
from carousel.cells import lstm
from carousel.checkup import lags, runs, walks
from checkup.cases import CELLS, heard, network


@pytest.mark.parametrize("name", CELLS)
def test_gradients_by_lag_are_the_profile_read_backwards(name):
    params, _, histories = heard(name)
    walk = walks.walk(params, histories)
    lane, step, ds = lags.random_losses(walk, np.random.default_rng(3))
    found = lags.by_lag(walk, lane, step, ds)
    for place, which in enumerate(lane[:5]):
        profile = flow.profile(params, histories[which], ds[place, : walk.hidden])
        norms = profile.h if profile.c is None else profile.c
        left = found.log_true[place, : len(norms)]
        assert np.allclose(np.exp(left), (norms / norms[-1])[::-1])
        assert np.isnan(found.log_true[place, len(norms) :]).all()
        if profile.direct is not None:
            direct = np.exp(found.log_direct[place, : len(norms)])
            assert np.allclose(direct, (profile.direct / norms[-1])[::-1])


def test_the_rest_and_the_cosine_add_the_direct_part_up_to_the_truth():
    params, _, histories = heard("lstm")
    walk = walks.walk(params, histories)
    found = lags.by_lag(walk, *lags.random_losses(walk, np.random.default_rng(3)))
    true, direct = np.exp(found.log_true), np.exp(found.log_direct)
    squared = true**2 + direct**2 - 2 * true * direct * found.cosine
    rest = np.sqrt(np.maximum(squared, 0))
    assert np.allclose(found.rest, rest / direct, atol=1e-6, equal_nan=True)
    assert np.allclose(found.cosine[:, 0], 1)


def test_a_given_loss_is_sent_back_from_the_steps_that_it_reads():
    params, x, histories = heard("lstm")
    walk = walks.walk(params, histories)
    dh = [np.zeros((len(steps), 3)) for steps in x]
    dh[0][[2, 7]] = 1.0
    dc_last = [np.zeros(3), np.ones(3), np.zeros(3)]
    lane, step, ds = lags.given_losses(walk, dh, dc_last)
    assert list(zip(lane, step, strict=True)) == [(0, 7), (1, 5)]
    assert ds[1].tolist() == [0, 0, 0, 1, 1, 1]
    silent = lags.given_losses(walk, [0 * rows for rows in dh], None)
    assert silent[0].size == 0


def test_units_say_how_many_share_a_gradient():
    params, _, histories = heard("rnn")
    walk = walks.walk(params, histories)
    ds = np.array([[1.0, 0, 0], [1, 1, 1]])
    found = lags.by_lag(walk, np.array([0, 1]), np.array([3, 3]), ds)
    assert np.allclose(found.units[:, 0], [1, 3])


def test_nothing_underflows_or_overflows_over_thousands_of_steps():
    params = lstm.init(3, 2, rng=np.random.default_rng(0), forget_bias=-2.0)
    histories = runs.run(params, [np.zeros((4000, 2))])
    walk = walks.walk(params, histories)
    found = lags.by_lag(walk, *lags.random_losses(walk, np.random.default_rng(3)))
    assert np.isfinite(found.log_true).all()
    assert (found.log_true[:, -1] < -2000).all()


def test_a_lane_further_back_does_not_change_the_others():
    params = network("gru", hidden=4)
    histories = runs.run(params, [np.ones((30, 2)), np.ones((7, 2))])
    walk, ds = walks.walk(params, histories), np.ones((2, 4))
    both = lags.by_lag(walk, np.array([1, 0]), np.array([6, 29]), ds)
    alone = lags.by_lag(walk, np.array([1]), np.array([6]), ds[:1])
    assert np.allclose(both.log_true[0, :7], alone.log_true[0])
