import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel.heirs import scan

SEEDS, TIMES, SIZES = st.integers(0, 2**32 - 1), st.integers(1, 70), st.integers(1, 4)
ROUNDING = 1e-12  # at most 70 sums and products of numbers of the order of 1
PARALLEL = (scan.doubling, scan.tree)


def _steps(seed, time=17, hidden=3):
    rng = np.random.default_rng(seed)
    f, v = rng.uniform(-1, 1, (time, hidden)), rng.normal(size=(time, hidden))
    return f, v, rng.normal(size=hidden)


@given(SEEDS, TIMES, SIZES)
def test_the_loop_is_the_recurrence(seed, time, hidden):
    f, v, c = _steps(seed, time, hidden)
    for t, row in enumerate(scan.loop(f, v, c).c):
        c = f[t] * c + v[t]
        assert np.allclose(row, c, rtol=1e-15, atol=0)


@pytest.mark.parametrize("method", PARALLEL)
@given(seed=SEEDS, time=TIMES, hidden=SIZES)
def test_a_scan_gives_what_the_loop_gives(method, seed, time, hidden):
    f, v, first = _steps(seed, time, hidden)
    for start in (first, None):
        walked, scanned = scan.loop(f, v, start).c, method(f, v, start).c
        assert np.abs(walked - scanned).max() <= ROUNDING


@pytest.mark.parametrize("method", PARALLEL)
def test_a_scan_turns_complex_states_too(method):
    f, v, first = _steps(1)
    turning = f * np.exp(1j * v)
    walked, scanned = scan.loop(turning, v, first).c, method(turning, v, first).c
    assert np.iscomplexobj(scanned)
    assert np.abs(walked - scanned).max() <= ROUNDING


@given(SEEDS)
def test_it_does_not_matter_which_neighbours_are_combined_first(seed):
    f, v, _ = _steps(seed, 3)
    one, two, three = zip(f, v, strict=True)
    left = scan.combine(scan.combine(one, two), three)
    right = scan.combine(one, scan.combine(two, three))
    assert np.allclose(left, right, rtol=1e-14, atol=1e-15)


def test_the_order_of_neighbours_does_matter():
    f, v, _ = _steps(2, 2)
    one, two = zip(f, v, strict=True)
    assert not np.allclose(scan.combine(one, two), scan.combine(two, one))


@given(TIMES)
def test_the_rounds_grow_like_the_logarithm_of_the_length(time):
    f, v, _ = _steps(0, time)
    levels = int(np.ceil(np.log2(time)))
    assert scan.loop(f, v).rounds == time - 1
    assert scan.doubling(f, v).rounds == levels
    assert scan.tree(f, v).rounds <= 2 * levels


@given(TIMES)
def test_the_tree_does_at_most_twice_the_work_of_the_loop(time):
    f, v, _ = _steps(0, time)
    assert scan.tree(f, v).combined <= 2 * scan.loop(f, v).combined
    done = scan.doubling(f, v)
    assert done.combined <= time * done.rounds


@pytest.mark.parametrize("method", [scan.loop, *PARALLEL])
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, time=TIMES)
def test_the_adjoint_is_autograds_gradient(method, seed, time):
    f, v, first = _steps(seed, time)
    wanted = [torch.tensor(part, requires_grad=True) for part in (f, v, first)]
    f_all, v_all, c = wanted
    rows = []
    for f_t, v_t in zip(f_all, v_all, strict=True):
        c = f_t * c + v_t
        rows.append(c)
    dc = np.random.default_rng(seed).normal(size=f.shape)
    df, dv, dfirst = torch.autograd.grad(torch.stack(rows), wanted, torch.tensor(dc))
    total = scan.adjoint(f, dc, method).c
    c_prev = np.vstack([first, scan.loop(f, v, first).c[:-1]])
    assert np.abs(total - dv.numpy()).max() <= ROUNDING
    assert np.abs(total * c_prev - df.numpy()).max() <= ROUNDING
    assert np.abs(total[0] * f[0] - dfirst.numpy()).max() <= ROUNDING


def test_the_adjoint_takes_as_many_rounds_as_the_scan():
    f, v, _ = _steps(0, 64)
    for method in (scan.loop, *PARALLEL):
        assert scan.adjoint(f, v, method).rounds == method(f, v).rounds


def test_what_comes_in_is_left_as_it_was():
    f, v, first = _steps(3)
    before = [part.copy() for part in (f, v, first)]
    for method in (scan.loop, *PARALLEL, scan.adjoint):
        method(f, v)
        assert np.array_equal(f, before[0])
        assert np.array_equal(v, before[1])


@pytest.mark.parametrize(
    ("f", "v", "first", "message"),
    [
        ([[1.0]], [[1.0, 2.0]], None, r"v has shape \(1, 2\), expected \(1, 1\)"),
        ([[1.0]], [[1.0]], [1.0, 2.0], r"first has shape \(2,\), expected \(1,\)"),
        ([1.0], [1.0], None, r"f has shape \(1,\), expected \(time, hidden\)"),
        (np.ones((0, 2)), np.ones((0, 2)), None, "f has no steps"),
        ([[np.nan]], [[1.0]], None, "f contains NaN"),
        ([[1.0]], [[np.inf * 1j]], None, "v contains"),
    ],
)
def test_steps_that_do_not_fit_are_refused(f, v, first, message):
    for method in (scan.loop, *PARALLEL):
        with pytest.raises(ValueError, match=message):
            method(f, v, first)
