import numpy as np
import pytest

from carousel.book.explorables import training
from carousel.book.explorables.training import start
from carousel.book.explorables.training.draws import Draws, streams
from carousel.lab import tasks
from carousel.lab.training import Settings
from carousel.lab.training.network import Network

WITHIN = 1e-14  # a power of h and a logarithm are not the last bit's
STARTS = [
    ("rnn", {"orthogonal": True, "scale": 1.3}),
    ("lstm_1997", {"input_bias": -1.0}),
    ("lstm", {}),
    ("lstm", {"forget_bias": "chrono"}),
    ("peephole", {"forget_bias": 3.0, "orthogonal": True}),
    ("gru", {"scale": 0.5}),
]


@pytest.mark.parametrize(("cell", "begun"), STARTS)
def test_a_run_starts_as_training_in_pytorch_does_from_the_same_draws(cell, begun):
    ours = training.Settings(cell=cell, hidden=7, seed=4, **begun)
    theirs = Settings("order", cell=cell, hidden=7, **begun)
    rng = Draws(streams(4)["begin"])
    network = Network(theirs, tasks.make("order"), [rng])
    layout = training.layout(ours, ours.make_task())
    drawn = start.start(ours, layout, tasks.make("order").steps, streams(4)["begin"])
    params, V, d = layout.params(drawn)
    (wanted,) = network.layers[0].params()
    for name, value in vars(wanted).items():
        assert getattr(params, name) == pytest.approx(value, rel=WITHIN, abs=WITHIN)
    assert pytest.approx(network.V[0].detach().numpy(), abs=WITHIN) == V
    assert d == pytest.approx(network.d[0, 0].detach().numpy(), abs=WITHIN)


def test_orthogonal_means_orthonormal_columns():
    settings = training.Settings(cell="rnn", hidden=9, orthogonal=True)
    layout = training.layout(settings, settings.make_task())
    U = layout.params(training.begin(settings).weights)[0].U
    assert pytest.approx(np.eye(9), abs=1e-14) == U.T @ U
