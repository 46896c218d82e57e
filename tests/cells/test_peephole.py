import dataclasses

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from carousel.cells import lstm, peephole
from oracles import unrolled

SEEDS = st.integers(0, 2**32 - 1)
ROUNDING = 1e-12


@given(SEEDS)
def test_a_run_is_the_cell_written_for_autograd(seed):
    params, history = unrolled.network("peephole", seed)
    h, c = unrolled.first_state(history)
    import torch

    w, x = unrolled.weights(params), torch.tensor(history.x)
    hs, cs = unrolled.unroll("peephole", w, x, h, c, [False] * len(x))
    for found, nodes in ((history.h, hs), (history.c, cs)):
        expected = torch.stack(nodes).detach().numpy()
        assert np.abs(found - expected).max() <= ROUNDING


@given(SEEDS)
def test_shut_peepholes_leave_the_lstm(seed):
    params, history = unrolled.network("peephole", seed)
    shut = dataclasses.replace(
        params, p_i=np.zeros(3), p_f=np.zeros(3), p_o=np.zeros(3)
    )
    plain = {n: v for n, v in vars(params).items() if not n.startswith("p_")}
    first = lstm.State(**vars(history.first))
    same = lstm.run(lstm.Params(**plain), history.x, first)
    assert np.array_equal(peephole.run(shut, history.x, history.first).h, same.h)


def test_input_and_forget_gate_see_the_old_cell_state_and_the_output_gate_the_new():
    params, history = unrolled.network("peephole", 1)
    zeros = {n: np.zeros_like(v) for n, v in vars(params).items()}
    zeros |= {
        "p_i": np.ones(3),
        "p_f": np.ones(3),
        "p_o": np.ones(3),
        "b_c": np.ones(3),
    }
    prev = peephole.State(h=np.zeros(3), c=history.first.c)
    state, gates = peephole.step(peephole.Params(**zeros), np.zeros(2), prev)
    assert np.allclose(gates.i, 1 / (1 + np.exp(-prev.c)))
    assert np.allclose(gates.f, gates.i)
    assert np.allclose(gates.o, 1 / (1 + np.exp(-state.c)))


def test_it_has_three_more_weights_a_unit_than_the_lstm():
    rng = np.random.default_rng(0)
    counts = [
        sum(v.size for v in vars(cell.init(5, 2, rng=rng)).values())
        for cell in (peephole, lstm)
    ]
    assert counts[0] - counts[1] == 3 * 5
