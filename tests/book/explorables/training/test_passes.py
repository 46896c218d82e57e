import numpy as np
import pytest

from carousel.book.explorables import training
from carousel.book.explorables.training import passes
from carousel.book.explorables.training.layout import ROWS
from carousel.cells import gru, lstm, lstm_1997, peephole, rnn

CELLS = {
    "rnn": rnn,
    "lstm_1997": lstm_1997,
    "lstm": lstm,
    "peephole": peephole,
    "gru": gru,
}


@pytest.mark.parametrize("cell", ROWS)
def test_every_sequence_of_a_batch_runs_as_in_the_library(cell):
    settings = training.Settings(cell=cell, hidden=4, seed=1)
    layout = training.layout(settings, settings.make_task())
    weights = 2 * training.begin(settings).weights
    x = np.random.default_rng(0).normal(size=(12, 3, layout.inputs))
    walk = passes.forward(layout, weights, x)
    params = layout.params(weights)[0]
    for b in range(3):
        history = CELLS[cell].run(params, x[:, b])
        assert walk.h[1:, :, b] == pytest.approx(history.h, abs=1e-14)
        if hasattr(history, "c"):
            assert walk.c[1:, :, b] == pytest.approx(history.c, abs=1e-14)
        for name in set(walk.gates) & set("ifozr"):
            gate = getattr(history, name)
            assert walk.gates[name][:, :, b] == pytest.approx(gate, abs=1e-14)


def test_products_are_products():
    rng = np.random.default_rng(1)
    M, X, A = rng.normal(size=(5, 4)), rng.normal(size=(4, 7)), rng.normal(size=(5, 7))
    assert passes.multiply(M, X) == pytest.approx(M @ X)
    assert passes.multiply(M, X, A) == pytest.approx(M @ X + A)
    assert passes.outer(A[None], X[None]) == pytest.approx(A @ X.T)
