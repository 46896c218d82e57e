import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel import bptt
from oracles import unrolled

SEEDS = st.integers(0, 2**32 - 1)
AGAINST_AUTOGRAD = 1e-10  # exact up to rounding, over a handful of steps
KINDS = pytest.mark.parametrize("kind", unrolled.EVERY)
STEPS = 6


def _compare(found, expected):
    named = {**vars(found.params), "x": found.x, "first h": found.first.h}
    if hasattr(found.first, "c"):
        named["first c"] = found.first.c
    for name, gradient in named.items():
        assert np.abs(gradient - expected[name]).max() <= AGAINST_AUTOGRAD, name


def _setting(kind, seed, hidden=3, steps=STEPS):
    # At this scale gradients stay of a size that an absolute bound makes sense for.
    params, history = unrolled.network(kind, seed, hidden, steps=steps, scale=1.0)
    return params, history, np.random.default_rng(seed).normal(size=(steps, hidden))


@KINDS
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, hidden=st.integers(1, 5), steps=st.integers(1, 20))
def test_the_full_gradient_is_autograds(kind, seed, hidden, steps):
    params, history, dh = _setting(kind, seed, hidden, steps)
    expected = unrolled.gradients(params, history, dh, [False] * steps)
    _compare(bptt.backward(params, history, dh), expected)


@KINDS
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_the_truncated_gradient_is_autograds_with_h_detached_at_the_gates(kind, seed):
    params, history, dh = _setting(kind, seed)
    expected = unrolled.gradients(params, history, dh, [True] * STEPS)
    _compare(bptt.backward(params, history, dh, mode="truncated"), expected)


@KINDS
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, probability=st.floats(0, 1))
def test_h_detach_is_autograd_with_the_drawn_steps_detached(kind, seed, probability):
    params, history, dh = _setting(kind, seed)
    cuts = np.random.default_rng(seed).random(STEPS) < probability
    found = bptt.backward(
        params,
        history,
        dh,
        mode="h-detach",
        probability=probability,
        rng=np.random.default_rng(seed),
    )
    _compare(found, unrolled.gradients(params, history, dh, cuts))


@KINDS
def test_h_detach_reaches_from_full_to_truncated(kind):
    params, history, dh = _setting(kind, 2)
    for probability, mode in ((0.0, "full"), (1.0, "truncated")):
        rng = np.random.default_rng(0)
        options = {"mode": "h-detach", "probability": probability, "rng": rng}
        found = bptt.backward(params, history, dh, **options)
        same = bptt.backward(params, history, dh, mode=mode)
        for name, gradient in vars(found.params).items():
            assert np.array_equal(gradient, getattr(same.params, name))


def test_the_truncated_gradient_of_the_1997_cell_is_constant_to_the_last_bit():
    for steps in (1, 10, 1000):
        params, history = unrolled.network("lstm_1997", 4, steps=steps)
        dh = np.zeros((steps, 3))
        dh[-1] = 1.0
        found = bptt.backward(params, history, dh, mode="truncated")
        entry = history.o[-1] * (1 - np.tanh(history.c[-1]) ** 2)
        assert np.array_equal(found.first.c, entry)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mode": "half"}, "mode must be one of full, truncated, h-detach, got 'half'"),
        ({"mode": "h-detach"}, "probability must lie between 0 and 1, got None"),
        ({"mode": "h-detach", "probability": 1.5}, "between 0 and 1, got 1.5"),
        ({"mode": "h-detach", "probability": 0.5}, "rng must be a generator"),
        ({"probability": 0.5}, "probability and rng go with"),
    ],
)
def test_a_mode_that_makes_no_sense_is_refused(options, message):
    params, history, dh = _setting("lstm", 0)
    with pytest.raises(ValueError, match=message):
        bptt.backward(params, history, dh, **options)


def test_a_gradient_of_the_wrong_shape_is_refused():
    params, history, dh = _setting("lstm", 0)
    with pytest.raises(ValueError, match=r"dh has shape \(3,\), expected \(6, 3\)"):
        bptt.backward(params, history, dh[-1])
