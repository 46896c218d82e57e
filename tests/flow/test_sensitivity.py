import numpy as np
import pytest

from carousel import flow, jacobian
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
        partials = flow.transport(totals, 0, t).matrix
        sizes = [np.linalg.norm(M) for M in (P, kept, partials)]
        assert np.allclose(
            np.exp([seen.exact[t], seen.direct[t], seen.product_of_partials[t]]),
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


@pytest.mark.parametrize("kind", ["gru", "gru_reset_before"])
def test_of_a_gru_it_is_the_product_of_its_steps(kind):
    params, history = unrolled.network(kind, 3, hidden=3, steps=12)
    seen, J = flow.sensitivity(params, history), jacobian.steps(params, history)
    assert seen.product_of_partials is None
    for t in range(13):
        P, kept = flow.transport(J, 0, t).matrix, np.diag(history.z[:t].prod(axis=0))
        sizes = np.linalg.norm(P), np.linalg.norm(kept)
        assert np.allclose(np.exp([seen.exact[t], seen.direct[t]]), sizes, ROUNDING)
        cosine = np.vdot(P, kept) / sizes[0] / sizes[1]
        assert seen.cosine[t] == pytest.approx(cosine, abs=1e-9)
    assert seen.full_state == pytest.approx(seen.exact[-1])


def test_a_cell_without_a_direct_path_has_none():
    with pytest.raises(ValueError, match="cells with a direct path, got rnn"):
        flow.sensitivity(*unrolled.network("rnn", 0))
