import numpy as np
import pytest
from traitlets import TraitError

from carousel import differences, jacobian
from carousel.book.explorables import Peepholes, _one_unit
from carousel.cells import peephole

STATES = np.linspace(-5, 5, 21)
ROUNDING = 1e-12
SETTINGS = [
    {},
    {"p_i": -4.0, "b_i": 6.0, "c_tilde": 0.9},
    {"p_f": -4.0, "b_f": 10.0, "c_tilde": -0.5},
    {"p_o": 4.0, "b_o": -10.0},
    {"p_i": 4.0, "p_f": 4.0, "p_o": -4.0, "b_i": 0.0, "b_f": 0.0, "b_o": 0.0},
]


def _run(figure, c_prev=STATES):
    """The same step by the library's cell, one unit a state."""
    p = {k: getattr(figure, f"p_{k}") for k in "ifo"}
    b = {k: getattr(figure, f"b_{k}") for k in "ifo"}
    b["c"] = np.arctanh(figure.c_tilde)
    weights = _one_unit.params(p, b, len(c_prev))
    first = peephole.State(h=np.zeros(len(c_prev)), c=c_prev)
    return weights, peephole.run(weights, [[0.0]], first)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_terms_are_the_paths_and_blocks_of_the_jacobian(setting):
    figure = Peepholes(**setting)
    weights, history = _run(figure)
    seen, paths = figure.response(STATES), jacobian.paths(weights, history)
    J = jacobian.steps(weights, history)[0]
    units = len(STATES)
    through = seen.through_f + seen.through_i
    for found, expected in (
        (seen.direct, np.diagonal(paths.direct[0])),
        (through, np.diagonal(paths.peephole[0])),
        (seen.slope, np.diagonal(J[units:, units:])),
        (seen.dh_dc_full * seen.slope, np.diagonal(J[:units, units:])),
        (seen.c, history.c[0]),
        (seen.h, history.h[0]),
        (seen.o, history.o[0]),
    ):
        assert np.abs(found - expected).max() < ROUNDING


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_slopes_are_what_a_nudge_says(setting):
    figure = Peepholes(**setting)
    for c_prev in (-3.0, 0.0, 1.6, 4.0):
        seen = figure.response(c_prev)
        old = np.array([c_prev])
        by_old = differences.central(lambda c: figure.response(c).c, old)[0, 0]
        h_by_old = differences.central(lambda c: figure.response(c).h, old)[0, 0]
        assert np.isclose(seen.slope[0], by_old, atol=1e-6)
        assert np.isclose((seen.slope * seen.dh_dc_full)[0], h_by_old, atol=1e-6)


def test_shut_peepholes_leave_the_direct_term_and_nothing_else():
    seen = Peepholes().response(STATES, peepholes=False)
    assert np.array_equal(seen.slope, seen.f)
    for term in (seen.through_f, seen.through_i, seen.through_o):
        assert not term.any()
    assert np.ptp(seen.i) == np.ptp(seen.f) == np.ptp(seen.o) == 0


def test_the_first_look_grows_a_gradient_with_a_forget_gate_of_three_fifths():
    now, bare = Peepholes().response(), Peepholes().response(peepholes=False)
    assert now.f[0] < 0.61
    assert now.slope[0] > 1.3
    assert bare.slope[0] < 0.2


def test_a_gate_that_opens_at_a_count_passes_what_the_tanh_would_not():
    counts = Peepholes(p_i=0, p_f=0, p_o=4, c_prev=2.3, b_i=3, b_f=5, b_o=-10)
    counts.c_tilde = 0.3
    now = counts.response()
    assert now.dh_dc[0] < 0.02
    assert now.through_o[0] > 0.9


def test_a_forget_gate_of_four_fifths_can_pass_no_gradient_at_all():
    stops = Peepholes(p_i=0, p_f=-1.7, p_o=0, c_prev=3, b_i=0, b_f=6.5, b_o=0)
    now = stops.response()
    assert np.isclose(now.f[0], 0.8, atol=0.005)
    assert abs(now.slope[0]) < 0.01


def test_a_gate_that_forgets_when_full_turns_the_gradient_around():
    forgets = Peepholes(p_i=0, p_f=-4, p_o=0, c_prev=2.4, b_i=3, b_f=10, b_o=0)
    assert forgets.response().slope[0] < -1


def test_the_table_has_the_sums_under_their_terms():
    head, rows = Peepholes().table()
    assert head == ["what", "with peepholes", "without"]
    named = {name: values for name, *values in rows}
    for sum_, terms in (
        ("new c by old c, the sum", ("direct term", "through p_f", "through p_i")),
        ("h by new c, the sum", ("through the tanh", "through p_o")),
    ):
        parts = [named.get(f"term {t}", named.get(t)) for t in terms]
        assert np.allclose(np.sum(parts, axis=0), named[sum_], atol=ROUNDING)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("p_f", 4.1),
        ("p_i", float("nan")),
        ("c_prev", -5.5),
        ("c_tilde", 1.0),
        ("b_o", "open"),
    ],
)
def test_a_value_outside_its_limits_is_refused_by_name(name, value):
    with pytest.raises(TraitError, match=name):
        setattr(Peepholes(), name, value)


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_corner_has_a_still_picture_that_says_what_it_shows(setting):
    bundle = Peepholes(**setting)._repr_mimebundle_()[0]
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert "The slope of that step is" in bundle["text/html"]
