import numpy as np

from carousel.cells import gru, gru_reset_before
from oracles import unrolled


def test_the_reset_gate_multiplies_the_state_before_the_matrix_does():
    params, history = unrolled.network("gru_reset_before", 1)
    h_prev = np.vstack([history.first.h, history.h[:-1]])
    inner = (history.r * h_prev) @ params.U_n.T
    n = np.tanh(history.x @ params.W_n.T + inner + params.b_n)
    assert np.allclose(history.n, n, rtol=1e-13)
    assert np.allclose(history.h, (1 - history.z) * n + history.z * h_prev, rtol=1e-13)


def test_it_is_the_other_gru_where_the_matrix_does_not_mix_units():
    params, history = unrolled.network("gru_reset_before", 2)
    weights = vars(params) | {"U_n": np.diag(np.diagonal(params.U_n))}
    before = gru_reset_before.run(gru_reset_before.Params(**weights), history.x)
    after = gru.run(gru.Params(**weights, b_hn=np.zeros(3)), history.x)
    assert np.allclose(before.h, after.h, rtol=1e-13)
    mixed = gru.Params(**vars(params), b_hn=np.zeros(3))
    assert not np.allclose(gru.run(mixed, history.x, history.first).h, history.h)
