import json

import numpy as np
import pytest

from carousel.book.explorables import _initialisation, _portable_rng
from carousel.flow.detached import mean_profile
from oracles import node, unrolled

KINDS = list(_portable_rng.CELLS)
AGREED = 1e-9


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("initialisation", _initialisation.INITIALISATIONS)
def test_both_languages_start_alike(kind, initialisation):
    for seed, longest, scale in ((0, 50, 1.0), (99, 2, 0.5), (7, 200, 2.0)):
        told = {"hidden": 8, "inputs": 4}
        told |= {"seed": seed, "longest": longest, "scale": scale}
        theirs = node.evaluate(
            "initialisation.js",
            f"room.network('{kind}', '{initialisation}', {json.dumps(told)})",
        )
        ours = _initialisation.network(
            kind, initialisation, seed=seed, longest=longest, scale=scale
        )
        for name, value in vars(ours).items():
            assert np.abs(np.array(theirs[name]) - value).max() < 1e-12


def test_a_default_start_has_no_biases():
    for kind in KINDS:
        params = vars(_initialisation.network(kind, "default", seed=1, longest=50))
        assert not any(params[name].any() for name in params if name[0] == "b")


def test_good_starts_set_what_forgets_and_nothing_else():
    plain = vars(_initialisation.network("lstm", "default", seed=3, longest=50))
    good = vars(_initialisation.network("lstm", "bias_3", seed=3, longest=50))
    assert {name for name in plain if (plain[name] != good[name]).any()} == {"b_f"}
    assert (good["b_f"] == 3.0).all()
    gru = _initialisation.network("gru", "bias_5", seed=3, longest=50)
    assert (gru.b_z == 5.0).all()
    U = _initialisation.network("rnn", "orthogonal", seed=3, longest=50).U
    assert np.allclose(U @ U.T, np.eye(8), atol=1e-14)
    old = _initialisation.network("lstm_1997", "bias_3", seed=3, longest=50)
    assert (old.b_i == -3.0).all()


def test_chrono_draws_up_to_its_edge_and_shuts_the_input():
    drawn = [
        _initialisation.network("lstm", "chrono", seed=seed, longest=100)
        for seed in range(50)
    ]
    b_f = np.concatenate([params.b_f for params in drawn])
    assert b_f.min() >= 0
    assert np.log(80) < b_f.max() < np.log(99)
    assert all((params.b_i == -params.b_f).all() for params in drawn)


def test_an_unknown_start_is_refused_by_name():
    with pytest.raises(ValueError, match="got 'xavier'"):
        _initialisation.network("lstm", "xavier", seed=0, longest=50)


@pytest.mark.parametrize("kind", unrolled.MEMORY)
def test_the_browsers_mean_gradients_are_those_of_the_library(kind):
    params = _initialisation.network(kind, "bias_1", seed=5, longest=60, scale=1.5)
    history = _portable_rng.CELLS[kind].run(params, _portable_rng.inputs_of(5, 60, 4))
    names = [name for name in vars(history) if name not in ("x", "first")]
    rows = {name: getattr(history, name) for name in names}
    rows["tanh_c"] = np.tanh(history.c)
    if kind == "lstm_1997":
        rows["f"] = np.ones_like(history.c)
    seen = [{name: row[t].tolist() for name, row in rows.items()} for t in range(60)]
    for t, now in enumerate(seen):
        now["prev"] = {"c": seen[t - 1]["c"] if t else history.first.c.tolist()}
    weights = {name: value.tolist() for name, value in vars(params).items()}
    given = (kind, weights, seen, [1.0] * 8, [0.0, 0.3, 1.0])
    theirs = node.evaluate("detached.js", f"room.meanProfiles(...{json.dumps(given)})")
    for found, p in zip(theirs, given[-1], strict=True):
        ours = mean_profile(params, history, np.ones(8), p).c
        assert np.abs(np.array(found) / ours - 1).max() < AGREED
