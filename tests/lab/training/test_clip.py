import numpy as np
import pytest
import torch

from carousel import clipping
from carousel.lab.training.clip import clip_, norms

CLOSE = 1e-12


def _gradients(seeds=3):
    rng = np.random.default_rng(0)
    shapes = [(seeds, 2, 4), (seeds, 1, 4)]
    return [torch.tensor(3 * rng.normal(size=shape)) for shape in shapes]


def _one(gradients, seed):
    return [g[seed].numpy().copy() for g in gradients]


@pytest.mark.parametrize(
    ("kind", "threshold"), [("norm", 2.0), ("value", 0.5), ("percentile", 30.0)]
)
def test_each_seed_is_clipped_as_if_it_were_alone(kind, threshold):
    gradients = _gradients()
    before = [_one(gradients, seed) for seed in range(3)]
    earlier = np.random.default_rng(1).uniform(1, 9, size=(5, 3))
    history = [*earlier, norms(gradients).numpy()]
    clip_(gradients, kind, threshold, history)
    for seed in range(3):
        if kind == "percentile":
            expected, norm = clipping.by_percentile(
                before[seed], earlier[:, seed], threshold
            )
        else:
            expected, norm = getattr(clipping, f"by_{kind}")(before[seed], threshold)
        assert np.isclose(norm, history[-1][seed])
        for got, want in zip(_one(gradients, seed), expected, strict=True):
            assert np.allclose(got, want, atol=CLOSE)


def test_no_clipping_and_no_gradient_change_nothing():
    gradients = _gradients()
    before = [g.clone() for g in gradients]
    clip_(gradients, "none", 1e-3, [norms(gradients).numpy()])
    assert all(torch.equal(a, b) for a, b in zip(gradients, before, strict=True))
    zero = [torch.zeros(2, 3)]
    clip_(zero, "norm", 1.0, [norms(zero).numpy()])
    assert torch.equal(zero[0], torch.zeros(2, 3))


def test_the_norm_of_large_float32_gradients_is_finite():
    assert norms([torch.full((1, 4), 1e30)])[0] == pytest.approx(2e30, rel=1e-6)
