import numpy as np
import pytest

from carousel.checkup import measure, runs
from checkup.cases import CELLS, heard


@pytest.mark.parametrize("name", CELLS)
def test_a_layer_is_measured_whatever_its_cell(name):
    params, _, histories = heard(name)
    shares = []
    layer = measure.Layer(name, params, histories)
    found = measure.measure(layer, np.random.default_rng(0), shares.append)
    assert (found.sequences, found.steps, found.longest) == (3, 27, 12)
    assert not found.loss_is_given
    assert found.reach == 8  # two of the three sequences have so many steps before
    assert found.left[:, 0].tolist() == [0, 0, 0]
    assert (np.diff(found.left, axis=0) >= 0).all()
    assert (found.left_direct is None) == (name == "rnn")
    assert shares[-1] == 1.0


def test_a_loss_that_reads_nothing_gives_way_to_random_ones():
    params, x, histories = heard("lstm")
    dh = [np.zeros((len(steps), 3)) for steps in x]
    layer = measure.Layer("a", params, histories, dh)
    assert not measure.measure(layer, np.random.default_rng(0)).loss_is_given
    dh[1][-1] = 1
    found = measure.measure(layer, np.random.default_rng(0))
    assert (found.loss_is_given, found.losses, found.reach) == (True, 1, 5)
    assert found.unread == pytest.approx(2 / 3)


def test_equal_rows_at_the_end_are_told_unless_lengths_are_known():
    params, x, _ = heard("lstm")
    x = [np.vstack([steps, np.zeros((3, 2))]) for steps in x]
    for known, share in ((False, 9 / 36), (True, 0.0)):
        histories = runs.run(params, x)
        layer = measure.Layer("a", params, histories, lengths_known=known)
        found = measure.measure(layer, np.random.default_rng(0))
        assert (found.same_rows, found.constant) == (share, False)
