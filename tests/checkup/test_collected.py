import numpy as np
import pytest
import torch
from torch import nn

from carousel.checkup import collected
from carousel.checkup.hearing import Hearing

LENGTHS = [3, 7, 1]


def _heard(layer, x, loss):
    hearing = Hearing(layer)
    with hearing:
        loss(layer(x))
    (calls,) = hearing.calls.values()
    return list(collected.layers(calls))


def test_lanes_of_a_packed_batch_are_sequences_without_padding():
    layer = nn.LSTM(2, 4, bidirectional=True)
    x = torch.randn(7, 3, 2)
    packed = nn.utils.rnn.pack_padded_sequence(x, LENGTHS, enforce_sorted=False)

    def loss(given):
        out, (h, c) = given
        (out.data.sum() + 2 * h.sum() + 3 * c.sum()).backward()

    forward, reverse = _heard(layer, packed, loss)
    order = np.argsort(LENGTHS)[::-1]  # as PyTorch packs them
    for lane, place in enumerate(order):
        own = x[: LENGTHS[place], place].numpy()
        assert np.array_equal(forward.histories[lane].x, own.astype(float))
        assert np.array_equal(reverse.histories[lane].x, own[::-1].astype(float))
        for found in (forward, reverse):
            assert np.allclose(found.dh[lane][:-1], 1)
            assert np.allclose(found.dh[lane][-1], 3)
            assert np.allclose(found.dc_last[lane], 3)
    assert forward.lengths_known


def test_weights_that_do_not_give_what_was_heard_are_refused(monkeypatch):
    monkeypatch.setitem(collected.CLOSE, torch.float32, -1.0)
    with pytest.raises(RuntimeError, match="outputs again are off by"):
        _heard(nn.GRU(2, 4), torch.randn(5, 2, 2), lambda given: None)
