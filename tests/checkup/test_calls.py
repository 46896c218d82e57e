import torch
from torch import nn

from carousel.checkup.calls import Asked, Kept, in_layers, is_same


def test_the_arguments_of_a_call_come_back_as_they_were():
    weights, x, h = [torch.ones(1)], torch.ones(2, 3, 1), torch.zeros(1, 3, 1)
    padded = (x, (h, h), weights, True, 2, 0.5, True, False, True)
    sizes = torch.tensor([2, 1])
    packed = (x[0], sizes, h, weights, True, 1, 0.0, False, True)
    for args in (padded, packed):
        asked = Asked.of(args)
        assert all(a is b or a == b for a, b in zip(asked.args, args, strict=True))
    assert Asked.of(padded).drops
    assert not Asked.of(packed).drops


def test_layers_one_by_one_give_the_whole():
    layer, x = (
        nn.GRU(2, 3, 3, batch_first=True, bidirectional=True),
        torch.randn(4, 5, 2),
    )
    h, levels = torch.randn(6, 4, 3), []

    def keep(data, first, out):
        levels.append((tuple(data.shape), tuple(first[0].shape)))
        return out

    args = (x, h, layer._flat_weights, True, 3, 0.0, True, True, True)
    with torch.no_grad():
        torch.testing.assert_close(
            in_layers(torch.gru, Asked.of(args), keep), layer(x, h)
        )
    assert levels == [((5, 4, 2), (2, 4, 3))] + 2 * [((5, 4, 6), (2, 4, 3))]


def test_a_tensor_is_the_same_until_it_is_detached_or_changed():
    h = torch.randn(2, 3, requires_grad=True) * 1
    assert is_same(h, h)
    assert is_same(h.unsqueeze(0).squeeze(0), h)
    assert is_same(h[None], h)
    assert not is_same(h.detach(), h)
    assert not is_same(h.detach().requires_grad_(), h)
    assert not is_same(h * 1, h)
    assert not is_same(torch.zeros(2, 3), h)


def test_gradients_of_several_backward_passes_are_added():
    h = torch.ones(2, requires_grad=True) * 2
    kept = Kept(h)
    for _ in range(2):
        h.sum().backward(retain_graph=True)
    assert kept.values.tolist() == [2, 2]
    assert kept.gradient.tolist() == [2, 2]
