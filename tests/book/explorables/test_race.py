import re

import numpy as np
import pytest
from traitlets import TraitError

from carousel import bptt, flow
from carousel.book.explorables import Race, _initialisation, _portable_rng
from carousel.book.explorables.race import CELLS, MEMORY

ALL = dict.fromkeys(CELLS, True)


def _share(kind, **state):
    """What step 1 gets in one cell alone."""
    chosen = dict.fromkeys(CELLS, False) | {kind: True}
    return next(iter(Race(**chosen, **state).profiles().values()))[0]


def test_at_the_first_look_the_lstm_is_hardly_better_than_the_rnn():
    shares = {name: norms[0] for name, norms in Race().profiles().items()}
    assert list(shares) == ["RNN", "LSTM"]
    assert 0.1 < shares["LSTM"] / shares["RNN"] < 10
    assert max(shares.values()) < 1e-11


def test_over_all_seeds_only_the_forget_bias_lifts_the_lstm_far():
    logs = {
        start: np.median(
            [
                np.log10(_share("lstm", initialisation=start, seed=seed))
                for seed in range(20)
            ]
        )
        for start in ("default", "bias_1", "bias_3", "chrono")
    }
    assert logs["default"] < -9
    assert logs["default"] + 5 < logs["bias_1"] < -3
    assert min(logs["bias_3"], logs["chrono"]) > -1


@pytest.mark.parametrize("kind", list(CELLS))
def test_a_curve_is_the_librarys_profile(kind):
    figure = Race(**(dict.fromkeys(CELLS, False) | {kind: True}), horizon=30, seed=4)
    (norms,) = figure.profiles().values()
    params = _initialisation.network(kind, "default", seed=4, longest=30)
    history = _portable_rng.CELLS[kind].run(params, _portable_rng.inputs_of(4, 30, 4))
    profile = flow.profile(params, history, np.ones(8))
    expected = profile.h if profile.c is None else profile.c
    assert np.allclose(norms, expected / expected[-1], rtol=1e-12)


@pytest.mark.parametrize("kind", MEMORY)
def test_closed_routes_leave_what_truncated_backpropagation_leaves(kind):
    figure = Race(**(dict.fromkeys(CELLS, False) | {kind: True}), detach=1.0)
    closed, full = figure.profiles().values()
    params = _initialisation.network(kind, "default", seed=0, longest=50)
    history = _portable_rng.CELLS[kind].run(params, _portable_rng.inputs_of(0, 50, 4))
    dh = np.zeros_like(history.h)
    dh[-1] = 1.0
    profile = flow.profile(params, history, dh[-1])
    assert np.allclose(closed, profile.direct / profile.direct[-1], rtol=1e-12)
    assert np.allclose(full, profile.c / profile.c[-1], rtol=1e-12)
    back = bptt.backward(params, history, dh, mode="truncated").first
    f_1 = getattr(history, "f", np.ones_like(history.c))[0]
    first = np.linalg.norm(back.c / f_1) / profile.direct[-1]
    assert closed[0] == pytest.approx(first, rel=1e-12)


def test_the_truncated_cell_of_1997_keeps_all():
    figure = Race(rnn=False, lstm=False, lstm_1997=True, detach=1.0, horizon=200)
    assert (figure.profiles()["1997, truncated"] == 1.0).all()
    assert figure.table()[1][-2][1] == 0.0


def test_no_gradient_of_the_figure_is_lost_to_rounding():
    for seed in range(20):
        start, scale = ("default", "chrono")[seed % 2], (0.5, 1.0, 2.0)[seed % 3]
        figure = Race(**ALL, scale=scale, seed=seed, initialisation=start, horizon=200)
        for norms in figure.profiles().values():
            assert np.isfinite(norms).all()
            assert norms.min() > 0
            assert norms.max() < 1e12


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_drifting_state_of_the_1997_cell_stays_where_tanh_has_a_slope(scale):
    for seed in range(20):
        params = _initialisation.network(
            "lstm_1997", "default", seed=seed, longest=200, scale=scale
        )
        history = _portable_rng.CELLS["lstm_1997"].run(
            params, _portable_rng.inputs_of(seed, 200, 4)
        )
        shown = history.o * (1 - np.tanh(history.c) ** 2)
        assert np.linalg.norm(shown, axis=1).min() > 1e-10


def test_the_table_has_the_three_metrics_of_every_curve():
    head, rows = Race(horizon=40, detach=0.5).table()
    assert head == ["", "RNN", "LSTM, p = 0.50", "LSTM, full"]
    assert [row[0] for row in rows] == [
        *(f"t = {t}" for t in (1, 10, 20, 30, 40)),
        "first / last",
        "std / mean",
        "steps above max/10",
    ]
    assert rows[4][1:] == [1.0, 1.0, 1.0]
    assert rows[5][1:] == rows[0][1:]


def test_two_steps_and_no_cell_are_shown_too():
    nobody = dict.fromkeys(CELLS, False)
    for state in ({"horizon": 2} | ALL, nobody, ALL | {"detach": 0.05}):
        figure = Race(**state)
        bundle = figure._repr_mimebundle_()[0]
        assert bundle["image/png"].startswith(b"\x89PNG")
        told = re.search(r'alt="([^"]*)"', bundle["text/html"])[1]
        assert "nan" not in told
    assert "no cell is chosen" in Race(**nobody)._repr_mimebundle_()[0]["text/html"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lstm", "yes"),
        ("initialisation", "xavier"),
        ("detach", 1.1),
        ("detach", float("nan")),
        ("horizon", 1),
        ("horizon", 201),
        ("scale", 0.1),
        ("seed", 20),
        ("seed", -1),
    ],
)
def test_a_value_outside_its_limits_is_refused_by_name(name, value):
    with pytest.raises(TraitError, match=name):
        setattr(Race(), name, value)
