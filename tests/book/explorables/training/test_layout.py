import dataclasses

import numpy as np
import pytest

from carousel.book.explorables import training
from carousel.cells import gru, lstm, lstm_1997, peephole, rnn

CELLS = {
    "rnn": rnn,
    "lstm_1997": lstm_1997,
    "lstm": lstm,
    "peephole": peephole,
    "gru": gru,
}


@pytest.mark.parametrize("cell", CELLS)
def test_every_weight_has_one_place_and_the_librarys_shape(cell):
    settings = training.Settings(cell=cell, hidden=5)
    layout = training.layout(settings, settings.make_task())
    row = layout.empty()
    for n, weight in enumerate(layout.names(row).values(), start=1):
        assert not weight.any()
        weight[...] = n
    unused = 5 * layout.inputs if cell == "gru" else 0  # U_n h + b_hn sees no input
    assert (row == 0).sum() == unused
    params, V, d = layout.params(row)
    assert isinstance(params, CELLS[cell].Params)
    wanted = CELLS[cell].init(5, layout.inputs, rng=np.random.default_rng(0))
    for name, value in dataclasses.asdict(wanted).items():
        assert getattr(params, name).shape == value.shape
    assert V.shape == (5, 4)
    assert d.shape == (4,)
