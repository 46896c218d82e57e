import numpy as np
import pytest

from carousel import bptt, flow
from carousel.book.explorables import training
from carousel.book.explorables.training import backward, passes
from carousel.cells import gru, lstm, lstm_1997, peephole, rnn

CELLS = {
    "rnn": rnn,
    "lstm_1997": lstm_1997,
    "lstm": lstm,
    "peephole": peephole,
    "gru": gru,
}
WITHIN = 1e-9
TIME, BATCH = 12, 3


class _Fixed(np.random.Generator):
    """Draws that open and close steps as told."""

    def __init__(self, is_open):
        super().__init__(np.random.PCG64(0))
        self.drawn = is_open.astype(float)

    def random(self, size):
        return self.drawn


def _walked(cell, is_open, outputs_from=TIME - 1):
    settings = training.Settings(cell=cell, hidden=4, seed=1)
    layout = training.layout(settings, settings.make_task())
    rng = np.random.default_rng(2)
    weights = 2 * training.begin(settings).weights
    x = rng.normal(size=(TIME, BATCH, layout.inputs))
    dout = rng.normal(size=(TIME - outputs_from, layout.outputs, BATCH))
    walk = passes.forward(layout, weights, x)
    way = backward.backward(walk, dout, is_open)
    params, V, _ = layout.params(weights)
    dh = np.zeros((TIME, BATCH, 4))
    dh[outputs_from:] = np.einsum("tob,ho->tbh", dout, V)
    histories = [CELLS[cell].run(params, x[:, b]) for b in range(BATCH)]
    return layout, walk, dout, way, params, histories, dh


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("mode", ["full", "truncated", "h-detach"])
@pytest.mark.parametrize("outputs_from", [TIME - 1, 0])
def test_the_gradient_is_the_librarys(cell, mode, outputs_from):
    is_open = np.random.default_rng(3).random(TIME) < 0.5
    if mode != "h-detach":
        is_open = np.full(TIME, mode == "full")
    layout, walk, dout, way, params, histories, dh = _walked(
        cell, is_open, outputs_from
    )
    total = {name: np.zeros(value.shape) for name, value in vars(params).items()}
    for b, history in enumerate(histories):
        draws = {"probability": 0.5, "rng": _Fixed(is_open)}
        found = bptt.backward(
            params, history, dh[:, b], mode=mode, **draws if mode == "h-detach" else {}
        )
        for name in total:
            total[name] += getattr(found.params, name)
    ours, V, d = layout.params(way.gradient)
    for name, value in total.items():
        assert getattr(ours, name) == pytest.approx(value, rel=WITHIN, abs=WITHIN)
    h = walk.h[1 + outputs_from :]
    assert pytest.approx(np.einsum("thb,tob->ho", h, dout), abs=WITHIN) == V
    assert pytest.approx(dout.sum((0, 2)), abs=WITHIN) == d


@pytest.mark.parametrize("cell", CELLS)
def test_the_profile_is_the_librarys(cell):
    *_, way, params, histories, dh = _walked(cell, np.ones(TIME, bool))
    rows = [
        flow.profile(params, history, dh[-1, b]) for b, history in enumerate(histories)
    ]
    state = [row.h if row.c is None else row.c for row in rows]
    wanted = np.linalg.norm(state, axis=0)
    assert np.sqrt(way.sums[0]) == pytest.approx(wanted, rel=WITHIN)
    if cell == "rnn":
        assert (way.sums[1:, :-1] == 0).all()
        assert (way.kept == 0).all()
        return
    direct = np.linalg.norm([row.direct for row in rows], axis=0)
    assert np.sqrt(way.sums[1]) == pytest.approx(direct, rel=WITHIN)
    name = {"gru": "z"}.get(cell, "f")
    gates = sum(getattr(h, name, np.ones((TIME, 4))) for h in histories)
    assert way.kept == pytest.approx(gates, rel=WITHIN)


@pytest.mark.parametrize("cell", ["lstm", "lstm_1997", "gru"])
def test_what_the_truncated_gradient_carries_is_the_direct_path(cell):
    *_, way, _, _, _ = _walked(cell, np.zeros(TIME, bool), 0)
    assert way.sums[0] == pytest.approx(way.sums[1], rel=WITHIN)
    assert way.sums[2] == pytest.approx(way.sums[1], rel=WITHIN)
