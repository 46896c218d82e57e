import numpy as np

from carousel import flow
from carousel.cells import lstm


def _history(**options):
    rng = np.random.default_rng(0)
    params = lstm.init(3, 2, rng=rng, **options)
    return lstm.run(params, rng.normal(size=(8, 2)))


def test_retention_is_the_product_of_the_forget_gates():
    history = _history()
    expected = [np.prod(history.f[: t + 1], axis=0) for t in range(8)]
    assert np.allclose(flow.retention(history), expected, rtol=1e-14)


def test_retention_never_grows():
    kept = flow.retention(_history(forget_bias=5.0))
    assert (np.diff(kept, axis=0) <= 0).all()
    assert (kept > 0).all()
