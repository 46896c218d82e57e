import dataclasses

import numpy as np
import pytest

from carousel import initial
from carousel.checkup import starts
from checkup.cases import CELLS, network


@pytest.mark.parametrize("name", CELLS)
def test_drawn_weights_look_untrained_and_moved_ones_do_not(name):
    params = network(name, hidden=16, inputs=8)
    assert "PyTorch" in starts.looks_untrained(params)
    letter = "U" if name == "rnn" else next(n for n in vars(params) if n[0] == "U")
    moved = getattr(params, letter).copy()
    moved[0, 0] = 0.4
    assert (
        starts.looks_untrained(dataclasses.replace(params, **{letter: moved})) is None
    )


def test_orthogonal_recurrent_weights_are_a_start_too():
    rng = np.random.default_rng(0)
    params = initial.orthogonal(network("rnn", hidden=16), rng=rng)
    assert "Keras" in starts.looks_untrained(params)
