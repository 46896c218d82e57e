import numpy as np
import pytest
import torch

from carousel import bptt, dominance, flow, jacobian, shapes
from carousel.cells import lstm
from carousel.examples import worked
from oracles import unrolled


def test_other_numbers_become_float64():
    for value in ([1, 2], np.array([1, 2], dtype=np.float32), (True, False)):
        assert shapes.as_array("x_t", value, (2,)).dtype == np.float64


@pytest.mark.parametrize(
    ("value", "shape", "message"),
    [
        ([1.0, 2.0], (3,), r"x_t has shape \(2,\), expected \(3,\)"),
        ([[1.0]], (1,), r"x_t has shape \(1, 1\), expected \(1,\)"),
        ([1.0], ("time", 2), r"x_t has shape \(1,\), expected \(time, 2\)"),
        ([np.nan], (1,), "x_t contains NaN, expected finite numbers"),
        ([np.inf], (1,), "x_t contains infinity, expected finite numbers"),
        (["a"], (1,), r"x_t must be an array of numbers, got \['a'\]"),
        ([[1.0], [1.0, 2.0]], (2,), "x_t must be an array of numbers"),
        (None, (1,), "x_t must be an array of numbers, got None"),
    ],
)
def test_a_bad_array_is_refused_by_name(value, shape, message):
    with pytest.raises(ValueError, match=message):
        shapes.as_array("x_t", value, shape)


def test_what_came_in_is_a_copy_that_nobody_can_write():
    mine = np.ones(2)
    theirs = shapes.as_array("x_t", mine, (2,))
    mine[0] = 7.0
    assert theirs.tolist() == [1.0, 1.0]
    with pytest.raises(ValueError, match="read-only"):
        theirs[0] = 7.0


def test_a_large_array_that_is_only_read_is_not_copied():
    mine = np.ones(2)
    assert shapes.as_array("J", mine, (2,), own=False) is mine
    assert mine.flags.writeable


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16, torch.int8])
def test_tensors_of_any_real_dtype_come_in(dtype):
    tensor = torch.tensor([1, 2], dtype=dtype)
    assert shapes.as_array("x", tensor, (2,)).tolist() == [1.0, 2.0]


def test_a_tensor_comes_in_without_its_graph():
    tensor = torch.ones(2, requires_grad=True)
    assert shapes.as_array("x", 2 * tensor, (2,)).tolist() == [2.0, 2.0]
    assert tensor.grad is None


@pytest.mark.parametrize(
    "tensor",
    [torch.empty(2, device="meta"), torch.eye(2).to_sparse(), torch.ones(2) * 1j],
    ids=["meta", "sparse", "complex"],
)
def test_a_tensor_without_real_numbers_is_refused_by_name(tensor):
    with pytest.raises(ValueError, match=r"^x (cannot be read by NumPy|must be an)"):
        shapes.as_array("x", tensor)


def test_a_result_is_shown_by_the_shapes_of_its_arrays():
    params, history = unrolled.network("lstm", 0)
    shown = repr(bptt.backward(params, history, history.h))
    assert shown.startswith("bptt.Gradients(params=lstm.Params(hidden=3, inputs=2), ")
    assert "x=<6 x 2>" in shown
    assert repr(flow.profile(params, history, [1, 1, 1])) == (
        "flow.Profile(h=<6>, c=<6>, direct=<6>)"
    )
    results = (
        jacobian.paths(params, history),
        flow.transport(jacobian.steps(params, history)),
        flow.sensitivity(params, history),
        dominance.indirect(params, history),
        worked.trace(),
        lstm.step(params, history.x[0], history.first)[1],
    )
    assert all(len(repr(result)) < 200 for result in results)


def test_a_single_number_a_share_and_a_count_are_told_from_others():
    assert shapes.as_number("n", np.float32(2)) == 2.0
    assert shapes.as_number("n", torch.tensor(2.0)) == 2.0
    assert shapes.as_share("p", 1) == 1.0
    assert shapes.as_count("n", np.int64(3)) == 3
    for refuse, value in (
        (shapes.as_number, [1]),
        (shapes.as_number, np.inf),
        (shapes.as_share, 1.1),
        (shapes.as_count, 3.0),
    ):
        with pytest.raises(ValueError, match="n must"):
            refuse("n", value)
