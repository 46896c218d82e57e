import numpy as np
import pytest

from carousel import flow, jacobian
from carousel.cells import gru
from oracles import unrolled

ROUNDING = 1e-10


@pytest.mark.parametrize("kind", unrolled.MEMORY)
def test_every_moment_is_the_product_up_to_there(kind):
    params, history = unrolled.network(kind, 3, hidden=3, steps=12)
    J, totals = (
        jacobian.steps(params, history),
        jacobian.paths(params, history).total,
    )
    seen = flow.sensitivity(params, history)
    assert len(seen.exact) == 13
    for t in range(13):
        P = flow.transport(J, 0, t).matrix[3:, 3:]
        kept = np.diag(flow.retention(history)[t - 1] if t else np.ones(3))
        chain = flow.transport(totals, 0, t).matrix
        sizes = [np.linalg.norm(M) for M in (P, kept, chain)]
        assert np.allclose(
            np.exp([seen.exact[t], seen.direct[t], seen.textbook_chain[t]]),
            sizes,
            rtol=ROUNDING,
        )
        cosine = np.vdot(P, kept) / sizes[0] / sizes[1]
        assert seen.cosine[t] == pytest.approx(cosine, abs=1e-9)
    assert seen.full_state == pytest.approx(flow.transport(J).log_norm)


def test_it_neither_overflows_nor_underflows():
    params, history = unrolled.network("lstm", 5, steps=5000, scale=0.4)
    seen = flow.sensitivity(params, history)
    assert np.isfinite(seen.exact).all()
    assert seen.direct[-1] < -1500


def test_a_cell_without_a_cell_state_has_none():
    params = gru.init(2, 1, rng=np.random.default_rng(0))
    history = gru.run(params, np.zeros((2, 1)))
    with pytest.raises(ValueError, match=r"cells with a cell state and .* got gru"):
        flow.sensitivity(params, history)
