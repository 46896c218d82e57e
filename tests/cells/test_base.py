import numpy as np
import pytest

from carousel.cells import base, lstm

NETWORK = lstm.init(3, 2, rng=np.random.default_rng(0))


def test_the_sigmoid_is_precise_in_both_tails():
    ends = base.sigmoid(np.array([-800.0, 0.0, 800.0]))
    np.testing.assert_array_equal(ends, [0, 0.5, 1])


def test_a_run_needs_a_step():
    with pytest.raises(ValueError, match="x has no steps, expected at least one"):
        base.check_inputs(np.zeros((0, 2)), NETWORK, lstm.Params)
