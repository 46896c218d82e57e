from decimal import Decimal, localcontext

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from carousel import initial
from carousel.cells import gru, lstm


def _rng():
    return np.random.default_rng(0)


def _params(hidden=64):
    return lstm.init(hidden, 2, rng=_rng())


def test_a_forget_bias_touches_nothing_else():
    params = _params()
    biased = initial.forget_bias(params, 1)
    assert (biased.b_f == 1.0).all()
    assert biased.W_f is params.W_f or np.array_equal(biased.W_f, params.W_f)


def test_chrono_spreads_forgetting_times_up_to_the_longest():
    found = initial.chrono(_params(1000), 100, rng=_rng())
    times = np.exp(found.b_f)
    assert times.min() >= 1
    assert times.max() <= 99
    assert abs(times.mean() - 50) < 3  # a thousand draws of U([1, 99])
    assert np.array_equal(found.b_i, -found.b_f)


def test_orthogonal_matrices_keep_every_length():
    found = initial.orthogonal(gru.init(6, 2, rng=_rng()), rng=_rng(), gain=2.0)
    for name in ("U_r", "U_z", "U_n"):
        U = getattr(found, name)
        assert np.allclose(U.T @ U, 4 * np.eye(6))


def test_scaled_scales_the_recurrent_weights_alone():
    params = _params()
    found = initial.scaled(params, 3)
    assert np.array_equal(found.U_c, 3 * params.U_c)
    assert np.array_equal(found.W_c, params.W_c)
    assert np.array_equal(found.b_c, params.b_c)


@given(st.floats(1e-3, 1e6))
def test_half_life_and_bias_undo_each_other(steps):
    assert np.isclose(initial.half_life(initial.bias_for(steps)), steps, rtol=1e-9)


def test_the_half_life_of_a_bias_is_that_of_its_gate():
    for bias, printed in ((0, 1.0), (1, 2.2), (2, 5.5), (3, 14.3), (5, 103)):
        f = 1 / (1 + np.exp(-bias))
        assert np.isclose(initial.half_life(bias), np.log(0.5) / np.log(f))
        assert np.isclose(initial.half_life(bias), printed, rtol=0.02)


def test_the_bias_for_half_after_a_hundred_and_a_thousand_steps():
    assert np.round(initial.bias_for([100, 1000]), 2).tolist() == [4.97, 7.27]


def test_extreme_biases_still_have_a_half_life():
    found = initial.half_life([-700.0, 700.0])
    assert np.isfinite(found).all()
    assert (found > 0).all()


@given(st.floats(-2, 300))
def test_the_bias_for_a_half_life_keeps_its_digits(power):
    steps = 10.0**power
    with localcontext() as context:
        context.prec = 340
        rate = Decimal(2).ln() / Decimal(steps)
        exact = float(-((rate.exp() - 1).ln()))
    # Near one step the bias passes through 0: there digits count beside 1.
    assert abs(initial.bias_for(steps) - exact) <= 1e-15 * (1 + abs(exact))


def test_numbers_that_took_a_wrong_turn_before():
    known = {1e9: 21.089778757182, 1e12: 27.99753403651, 1e100: 230.62502221998622}
    for steps, bias in known.items():
        assert np.isclose(initial.bias_for(steps), bias, rtol=1e-13)
    assert initial.bias_for(initial.half_life(30.0)) == 30.0
