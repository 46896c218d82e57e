import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carousel.cells import rnn
from oracles import cells as oracle

SIZES = st.integers(1, 6)
ROUNDING = 1e-12  # a few tanh and products in float64


@given(SIZES, SIZES, st.integers(1, 20), st.integers(0, 2**32 - 1))
def test_a_run_is_pytorchs_rnn(hidden, inputs, steps, seed):
    rng = np.random.default_rng(seed)
    params = rnn.init(hidden, inputs, rng=rng)
    x, h = rng.normal(size=(steps, inputs)), rng.normal(size=hidden)
    found = rnn.run(params, x, rnn.State(h=h)).h
    assert np.abs(found - oracle.rnn_outputs(params, x, h)).max() <= ROUNDING


def test_a_run_starts_from_zeros_and_keeps_what_it_read():
    rng = np.random.default_rng(0)
    params = rnn.init(3, 2, rng=rng)
    x = rng.normal(size=(4, 2))
    history = rnn.run(params, x)
    assert np.array_equal(history.x, x)
    assert np.array_equal(history.first.h, np.zeros(3))
    assert np.array_equal(history.h[0], np.tanh(params.W @ x[0] + params.b))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"U": np.zeros((2, 3))}, r"U has shape \(2, 3\), expected \(3, 3\)"),
        ({"W": np.zeros((2, 2))}, r"W has shape \(2, 2\), expected \(3, input\)"),
        ({"b": np.full(3, np.nan)}, "b contains NaN"),
    ],
)
def test_weights_that_do_not_fit_are_refused(change, message):
    params = rnn.init(3, 2, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=message):
        dataclasses.replace(params, **change)


def test_a_run_of_the_wrong_width_is_refused():
    params = rnn.init(3, 2, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"x has shape \(4, 3\), expected \(time, 2\)"):
        rnn.run(params, np.zeros((4, 3)))
