import dataclasses

import numpy as np

from carousel.cells import gru
from oracles import unrolled


def test_a_shut_update_gate_keeps_the_state_exactly():
    params, history = unrolled.network("gru", 0)
    shut = dataclasses.replace(params, b_z=np.full(3, 800.0))
    assert (gru.run(shut, history.x, history.first).h == history.first.h).all()


def test_the_reset_gate_multiplies_after_the_recurrent_product_and_its_bias():
    params, history = unrolled.network("gru", 1)
    h_prev = np.vstack([history.first.h, history.h[:-1]])
    inner = history.r * (h_prev @ params.U_n.T + params.b_hn)
    n = np.tanh(history.x @ params.W_n.T + params.b_n + inner)
    assert np.allclose(history.n, n, rtol=1e-13)
    assert np.allclose(history.h, (1 - history.z) * n + history.z * h_prev, rtol=1e-13)


def test_gates_lie_between_0_and_1():
    _, history = unrolled.network("gru", 2, scale=200.0)
    for gate in (history.r, history.z):
        assert (gate >= 0).all()
        assert (gate <= 1).all()
