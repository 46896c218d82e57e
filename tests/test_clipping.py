import collections
import types
from typing import NamedTuple

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from carousel import bptt, clipping
from oracles import unrolled

GRADIENTS = arrays(float, (2, 3), elements=st.floats(-1e6, 1e6))


@given(GRADIENTS, st.floats(1e-3, 1e3))
def test_by_norm_bounds_the_length_and_keeps_the_direction(g, threshold):
    clipped, norm = clipping.by_norm(g, threshold)
    assert np.isclose(norm, np.linalg.norm(g))
    assert np.linalg.norm(clipped) <= threshold * (1 + 1e-12) or norm <= threshold
    assert np.allclose(clipped * norm, g * np.linalg.norm(clipped), atol=1e-6 * norm)


def test_a_gradient_below_the_threshold_is_left_alone_to_the_last_bit():
    g = np.array([0.3, -0.4])
    assert np.array_equal(clipping.by_norm(g, 0.5)[0], g)


@given(GRADIENTS, st.floats(1e-3, 1e3))
def test_by_value_bounds_every_entry(g, threshold):
    clipped, norm = clipping.by_value(g, threshold)
    assert np.abs(clipped).max() <= threshold
    assert np.isclose(norm, np.linalg.norm(g))


def test_by_value_turns_the_direction():
    clipped, _ = clipping.by_value(np.array([3.0, 1.0]), 1.0)
    assert clipped.tolist() == [1.0, 1.0]


def test_the_norm_is_that_of_all_weights_together_and_the_kind_stays():
    params, history = unrolled.network("lstm", 0)
    gradients = bptt.backward(params, history, np.ones_like(history.h)).params
    clipped, norm = clipping.by_norm(gradients, 0.1)
    flat = np.concatenate([v.ravel() for v in vars(gradients).values()])
    assert np.isclose(norm, np.linalg.norm(flat))
    assert type(clipped) is type(gradients)
    assert np.isclose(clipping.global_norm(clipped), 0.1)
    for kind in (list, tuple):
        assert type(clipping.by_norm(kind([flat]), 1.0)[0]) is kind
    assert set(clipping.by_value({"a": flat}, 1.0)[0]) == {"a"}


def test_by_percentile_looks_at_all_norms_so_far():
    g, seen = np.array([3.0, 4.0]), [1.0, 2.0, 3.0, 4.0]
    clipped, norm = clipping.by_percentile(g, seen, 50)
    assert norm == 5.0
    assert np.isclose(np.linalg.norm(clipped), 3.0)
    first, _ = clipping.by_percentile(g, [])
    assert np.array_equal(first, g)


def test_a_norm_of_zero_stays_zero_everywhere():
    zero = np.zeros(3)
    assert np.array_equal(clipping.by_norm(zero, 1.0)[0], zero)
    assert np.array_equal(clipping.by_percentile(zero, [0.0, 0.0])[0], zero)
    clipped, norm = clipping.by_percentile(np.ones(4), [0.0] * 99)
    assert norm == 2.0
    assert np.array_equal(clipped, np.zeros(4))


def test_huge_and_tiny_gradients_have_a_norm():
    assert np.isclose(clipping.global_norm(np.full(4, 1e200)), 2e200)
    assert np.isclose(clipping.global_norm(np.full(4, 1e-200)), 2e-200)
    assert np.isclose(np.linalg.norm(clipping.by_norm(np.full(4, 1e200), 1.0)[0]), 1.0)


def test_finite_gradients_with_an_infinite_norm_are_clipped_all_the_same():
    clipped, norm = clipping.by_norm(np.full(9, 1e308), 1.0)
    assert norm == np.inf
    assert np.isclose(np.linalg.norm(clipped), 1.0)


class Pair(NamedTuple):
    W: np.ndarray
    b: float


@pytest.mark.parametrize("clip", [clipping.by_norm, clipping.by_value])
@pytest.mark.parametrize("threshold", [0.5, 100.0])
def test_what_comes_back_is_of_the_kind_that_came(clip, threshold):
    def back(gradients):
        return clip(gradients, threshold)[0]

    for dtype in (np.float16, np.float32, np.float64, np.longdouble):
        assert back(np.ones((2, 3), dtype)).dtype == dtype
        assert type(back([dtype(3)])[0]) is dtype
    for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
        one = back({"W": torch.ones(2, 3, dtype=dtype, requires_grad=True)})["W"]
        assert (type(one), one.dtype, one.shape) == (torch.Tensor, dtype, (2, 3))
    assert back(torch.tensor([3, 4])).dtype == torch.float64
    assert back(np.array([3, 4])).dtype == np.float64
    pair = back(Pair(np.ones(2), 3.0))
    assert (type(pair), type(pair.W), type(pair.b)) == (Pair, np.ndarray, float)
    assert type(back([3.0, 4.0])[0]) is float
    assert type(back([[3.0, 4.0]])[0]) is list
    assert type(back(collections.OrderedDict(a=np.ones(2)))) is collections.OrderedDict
    assert type(back(collections.defaultdict(list, a=np.ones(2)))["a"]) is np.ndarray
    assert back(types.MappingProxyType({"a": 3.0})) == {"a": back(3.0)}


def test_tensors_and_arrays_are_clipped_alike():
    g = np.random.default_rng(0).normal(size=(3, 4))
    tensors, norm = clipping.by_norm({"W": torch.tensor(g)}, 0.7)
    arrays_, same = clipping.by_norm({"W": g}, 0.7)
    assert norm == same
    assert np.array_equal(tensors["W"].numpy(), arrays_["W"])
