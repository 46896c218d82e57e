import json

import numpy as np
import pytest
from traitlets import TraitError

from carousel import bptt
from carousel.book.explorables import Clipping, _recorded_norms, _toy_loss
from carousel.book.explorables.clipping import measured
from carousel.cells import rnn

ROUNDING = 1e-9
PLACES = [(1.2, 0.3, 10), (0.4, -1.0, 5), (1.58, -0.268, 10), (-1.0, 0.5, 3)]


def _by_the_cell(u, b, num_steps):
    """The same loss and gradient from the library's cell and its backward pass."""
    params = rnn.Params(W=[[0.0]], U=[[u]], b=[b])
    total = np.zeros(3)
    for sign in (1.0, -1.0):
        first = rnn.State(h=[sign * _toy_loss.FIRST])
        history = rnn.run(params, np.zeros((num_steps, 1)), first)
        right = (1 + sign * history.h[-1, 0]) / 2
        dh = np.zeros((num_steps, 1))
        dh[-1] = -sign / (4 * right)
        found = bptt.backward(params, history, dh).params
        total += (-np.log(right) / 2, found.U[0, 0], found.b[0])
    return total


@pytest.mark.parametrize(("u", "b", "num_steps"), PLACES)
def test_the_cliff_is_the_loss_of_a_recurrent_cell_with_one_unit(u, b, num_steps):
    found = np.array(_toy_loss.loss(u, b, num_steps))
    assert np.allclose(found, _by_the_cell(u, b, num_steps), rtol=1e-7, atol=ROUNDING)


def test_a_unit_that_knows_nothing_loses_ln_2():
    value, by_u, by_b = _toy_loss.loss(0.0, 0.0, 10)
    assert np.isclose(value, np.log(2))
    assert by_u == by_b == 0


@pytest.mark.parametrize("num_steps", [2, 3, 10, 20])
def test_the_loss_is_even_in_b_and_rises_with_it(num_steps):
    u, b = np.linspace(0, 4, 81)[:, None], np.linspace(0, 2, 401)
    above, below = (_toy_loss.loss(u, side * b, num_steps)[0] for side in (1, -1))
    assert np.allclose(above, below, atol=ROUNDING)
    assert np.diff(above, axis=1).min() > -ROUNDING


def test_every_step_more_makes_the_wall_steeper_by_the_slope_at_the_start():
    u, middle = 1.8, np.arctanh(_toy_loss.FIRST) - _toy_loss.FIRST * 1.8
    b = middle + np.linspace(-0.001, 0.001, 40001)
    steepest = [np.abs(_toy_loss.loss(u, b, steps)[2]).max() for steps in (22, 23, 24)]
    slope = u * (1 - _toy_loss.FIRST**2)
    assert np.allclose(np.divide(steepest[1:], steepest[:-1]), slope, rtol=0.02)


def test_far_out_nothing_overflows():
    for u, b in ((1e9, 1e9), (-1e9, 5.0), (4.0, -1e9)):
        assert np.isfinite(_toy_loss.loss(u, b, 20)).all()


def test_contours_lie_where_the_loss_has_their_level():
    u, levels = np.array([0.5, 1.4, 3.0]), np.array([0.1, 1.0, 3.0])
    edges = _toy_loss.contours(u, levels, 2.0, 10)
    for level, row in zip(levels, edges, strict=True):
        inside = row < 2
        assert (_toy_loss.loss(u, row, 10)[0] >= level)[inside].all()
        lower = row > 0
        assert (_toy_loss.loss(u, row - 0.003, 10)[0] < level)[lower].all()


def test_the_first_look_shows_a_run_thrown_out_and_one_that_is_not():
    figure = Clipping()
    run, free = figure.run(), figure.run("none")
    assert run.norm[figure.update] == run.norm.max() > 100
    assert run.loss[-1] < 0.05
    assert free.loss[-1] > 1
    assert np.abs(free.weights).max() > 5


def test_what_clipping_cannot_mend_is_a_gradient_that_vanishes():
    figure = Clipping(recurrent_weight=0.8, bias=0.8)
    run = figure.run()
    assert np.isclose(run.loss[40:], np.log(2), atol=1e-4).all()
    assert run.norm[40:].max() < 1e-3
    assert np.allclose(run.weights[-1], figure.run("none").weights[-1], atol=0.1)


def test_where_an_update_lands_decides_whether_a_run_is_thrown_out():
    ends = [Clipping(bias=b).run("none").loss[-1] for b in (-1.4, -1.3)]
    assert ends[0] > 1
    assert ends[1] < 0.05


def test_a_threshold_can_be_too_small_and_too_large():
    losses = {t: Clipping(threshold=t).run().loss[-1] for t in (0.1, 1.0, 10.0)}
    assert losses[1.0] < 0.05
    assert min(losses[0.1], losses[10.0]) > 0.5


def test_clipping_by_norm_keeps_the_direction_and_by_value_does_not():
    figure = Clipping()
    by = {kind: figure.run(kind) for kind in _toy_loss.KINDS}
    raw = by["norm"].gradient[figure.update]
    for kind, same in (("none", True), ("norm", True), ("value", False)):
        clipped = _toy_loss.clip(raw, kind, figure.threshold)
        cosine = raw @ clipped / np.linalg.norm(raw) / np.linalg.norm(clipped)
        assert (cosine > 1 - ROUNDING) == same
    with pytest.raises(ValueError, match="kind must be one of none, norm, value"):
        _toy_loss.clip(raw, "percentile", 1.0)


def test_no_update_is_longer_than_the_rate_times_the_threshold():
    figure = Clipping(threshold=0.5)
    moved = np.diff(figure.run().weights, axis=0)
    longest = figure.learning_rate * figure.threshold
    assert np.hypot(*moved.T).max() <= longest + 2 / _toy_loss.GRAIN


def test_a_bit_of_noise_in_the_last_digit_does_not_change_a_run(monkeypatch):
    figure = Clipping()
    before = {kind: figure.run(kind).weights for kind in _toy_loss.KINDS}
    exact, rng = np.tanh, np.random.default_rng(0)
    monkeypatch.setattr(
        _toy_loss.np, "tanh", lambda a: exact(a) * (1 + 1e-16 * rng.integers(-1, 2))
    )
    for kind, weights in before.items():
        assert np.array_equal(figure.run(kind).weights, weights)


def test_the_kept_norms_are_what_the_script_measures():
    again = _recorded_norms.record(12, rng=np.random.default_rng(_recorded_norms.SEED))
    for name, column in measured().items():
        assert len(column) == _recorded_norms.UPDATES
        assert np.allclose(column[:12], again[name], rtol=1e-4)


def test_the_network_whose_norms_are_kept_did_learn():
    found = measured()
    assert found["loss"][:50].mean() > 0.6
    assert found["loss"][-50:].mean() < 0.05
    assert found["norm"].max() > 50 * found["norm"].mean()
    assert (found["largest"] <= found["norm"]).all()


def test_the_script_writes_the_numbers_it_measures(monkeypatch, tmp_path):
    monkeypatch.setattr(_recorded_norms, "KEPT", tmp_path / "kept.json")
    monkeypatch.setattr(_recorded_norms, "UPDATES", 2)
    _recorded_norms.main()
    kept = json.loads((tmp_path / "kept.json").read_text())
    assert kept["norm"] == measured()["norm"][:2].tolist()


def test_the_figure_carries_the_measured_sizes():
    data = Clipping()._data
    assert data["norm"] == sorted(measured()["norm"])
    assert set(data) == {"norm", "largest"}


def test_the_table_has_the_update_that_is_looked_at():
    head, rows = Clipping(update=33).table()
    assert [row[0] for row in rows] == [0, 1, 2, 5, 10, 20, 33, 40, 60]
    assert all(len(row) == len(head) for row in rows)
    assert rows[0][1:3] == [2.8, -1.4]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("threshold", 0.0),
        ("threshold", float("nan")),
        ("kind", "percentile"),
        ("learning_rate", 2.0),
        ("num_steps", 1),
        ("update", 61),
        ("bias", "low"),
    ],
)
def test_a_value_outside_its_limits_is_refused_by_name(name, value):
    with pytest.raises(TraitError, match=name):
        setattr(Clipping(), name, value)


@pytest.mark.parametrize(
    "state",
    [
        {"kind": "none", "learning_rate": 0.5, "num_steps": 20},
        {"kind": "value", "threshold": 10.0, "recurrent_weight": 0.0, "bias": 2.0},
        {"threshold": 0.05, "recurrent_weight": 4.0, "bias": -2.0, "num_steps": 2},
    ],
)
def test_every_corner_has_a_still_picture_that_says_what_it_shows(state):
    bundle = Clipping(**state)._repr_mimebundle_()[0]
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert "after 60 updates the loss is" in bundle["text/html"]
    assert "nan" not in bundle["text/html"].lower().replace("nance", "")
