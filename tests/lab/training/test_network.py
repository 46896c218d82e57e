import numpy as np
import pytest
import torch

from carousel.lab import tasks
from carousel.lab.training import Network, Settings


def _network(seeds=(0, 1), **settings):
    task = tasks.latch(20)
    rngs = [np.random.default_rng(seed) for seed in seeds]
    return Network(Settings("latch", **settings), task, rngs)


def test_a_seed_begins_the_same_way_in_any_company():
    both, alone = _network(seeds=(0, 1)), _network(seeds=(1,))
    for name, value in both.named_parameters():
        assert torch.equal(value[1:], dict(alone.named_parameters())[name])


def test_a_start_is_what_initial_says():
    biased = _network(forget_bias=3.0, input_bias=-1.0).layers[0].params()[0]
    assert (biased.b_f == 3.0).all()
    assert (biased.b_i == -1.0).all()
    chrono = _network(forget_bias="chrono").layers[0].params()[0]
    assert np.array_equal(chrono.b_i, -chrono.b_f)
    assert chrono.b_f.max() <= np.log(19)
    plain = _network().layers[0].params()[0]
    large = _network(scale=2.0).layers[0].params()[0]
    assert np.allclose(large.U_o, 2 * plain.U_o)
    turned = _network(orthogonal=True).layers[0].params()[0]
    assert np.allclose(turned.U_c @ turned.U_c.T, np.eye(8))


def test_what_a_cell_does_not_have_is_refused():
    with pytest.raises(ValueError, match="rnn has no input gate"):
        _network(cell="rnn", input_bias=1.0)
    with pytest.raises(ValueError, match="cell with a forget gate, got gru"):
        _network(cell="gru", forget_bias=1.0)


def test_a_second_layer_reads_the_first():
    network = _network(layers=2, cell="gru", hidden=5)
    x = torch.ones(20, 2, 3, 1, dtype=torch.float64)
    out, cs = network(x, target_steps=[19])
    hs, _ = network.layers[0](x)
    top, _ = network.layers[1](torch.stack(hs))
    assert torch.equal(cs[-1], top[-1])
    expected = top[-1] @ network.V + network.d
    assert torch.allclose(out[0], expected)
