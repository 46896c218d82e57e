import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carousel.cells import base, lstm, slopes
from oracles import unrolled

KINDS = st.sampled_from(list(unrolled.CELLS))


def test_the_column_before_starts_with_the_first_state():
    rng = np.random.default_rng(3)
    history = lstm.run(lstm.init(3, 2, rng=rng), rng.normal(size=(4, 2)))
    before = base.before(history, "c")
    np.testing.assert_array_equal(before[0], history.first.c)
    np.testing.assert_array_equal(before[1:], history.c[:-1])


@given(KINDS, st.integers(0, 2**32 - 1), st.floats(0, 1e4), st.integers(1, 30))
def test_a_run_belongs_to_the_weights_that_made_it(kind, seed, scale, steps):
    slopes.check(*unrolled.network(kind, seed % 1000, steps=steps, scale=scale))


@given(KINDS, st.integers(0, 999))
def test_a_run_in_single_precision_belongs_to_them_too(kind, seed):
    params, history = unrolled.network(kind, seed, hidden=8, steps=20)
    rounded = {
        name: getattr(history, name).astype(np.float32).astype(float)
        for name in vars(history)
        if name != "first"
    }
    slopes.check(params, dataclasses.replace(history, **rounded))


@pytest.mark.parametrize("kind", unrolled.CELLS)
def test_every_weight_that_is_changed_is_noticed(kind):
    params, history = unrolled.network(kind, 2, steps=9)
    for name, value in vars(params).items():
        changed = dataclasses.replace(params, **{name: value + 0.01})
        with pytest.raises(ValueError, match="the history is not a run of these"):
            slopes.check(changed, history)


def test_a_weight_is_noticed_where_most_inputs_are_zero():
    params, _ = unrolled.network("lstm", 4)
    x = np.zeros((50, 2))
    x[20] = 1.0
    history = lstm.run(params, x)
    changed = dataclasses.replace(params, W_o=params.W_o + 0.01)
    with pytest.raises(ValueError, match="taken again, step 21 has another h, o;"):
        slopes.check(changed, history)
