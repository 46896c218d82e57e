"""Small networks and runs that the tests of the check-up share."""

import numpy as np

from carousel.cells import gru, gru_reset_before, hard, lstm, lstm_1997, peephole, rnn
from carousel.checkup import runs

CELLS = {
    "lstm": lstm,
    "1997": lstm_1997,
    "peephole": peephole,
    "gru": gru,
    "reset before": gru_reset_before,
    "rnn": rnn,
    "hard lstm": lstm,
    "hard gru": gru,
}
LENGTHS = (9, 6, 12)


def network(name, hidden=3, inputs=2, seed=0):
    params = CELLS[name].init(hidden, inputs, rng=np.random.default_rng(seed))
    return hard.harden(params, 0.2) if name.startswith("hard") else params


def sequences(inputs=2, lengths=LENGTHS, seed=1):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(length, inputs)) for length in lengths]


def heard(name):
    """Weights, inputs and histories of one cell."""
    params, x = network(name), sequences()
    return params, x, runs.run(params, x)
