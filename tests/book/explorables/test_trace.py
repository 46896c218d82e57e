import json
import re

import numpy as np
import pytest
from traitlets import TraitError

from carousel.book.explorables import Trace
from carousel.examples import worked

GATES = [f"{g}_{t}_{u}" for g in worked.GATES for t in (1, 2, 3) for u in (1, 2)]


def _page(figure):
    return figure._repr_mimebundle_()[0]["text/html"]


def test_every_gate_of_every_step_and_unit_is_a_control():
    controls = Trace()._spec["controls"]
    assert set(controls) == {"scale", "unit", *GATES}
    for name in GATES:
        gate, t, u = re.fullmatch(r"(.+)_(\d)_(\d)", name).groups()
        assert controls[name]["group"] == f"step {t}"
        assert controls[name]["hue"] == gate
        assert controls[name]["default"] == worked.GATES[gate][int(t) - 1, int(u) - 1]


def test_it_starts_as_the_books_example():
    found, book = Trace().trace(), worked.trace()
    np.testing.assert_array_equal(found.dc, book.dc)
    np.testing.assert_array_equal(found.c, book.c)


def test_a_gate_moves_the_number_of_its_step_and_unit():
    figure = Trace()
    figure.f_2_1 = 0.5
    found, before = figure.trace(), worked.trace()
    assert found.c[2, 0] == pytest.approx(0.5 * found.c[1, 0] + 0.4 * 0.3)
    assert found.c[2, 1] == pytest.approx(before.c[2, 1])
    assert found.direct[1, 0] == pytest.approx(0.5 * found.direct[2, 0])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("f_1_1", 1.0),
        ("o_3_2", 0.0),
        ("c_tilde_2_1", -1.0),
        ("scale", 8.5),
        ("scale", float("nan")),
        ("unit", "third"),
        ("unit", 1),
    ],
)
def test_a_value_outside_its_limits_is_refused_by_name(name, value):
    figure = Trace()
    before = figure.state()
    with pytest.raises(TraitError, match=name):
        setattr(figure, name, value)
    assert figure.state() == before


def test_the_table_holds_every_number_of_the_units_shown():
    head, rows = Trace(unit="both").table()
    assert [row[:2] for row in rows] == [[t, u] for u in (1, 2) for t in (0, 1, 2, 3)]
    first = dict(zip(head, rows[0], strict=True))
    assert first["f"] == "–"
    assert first["∂L/∂c in full"] == pytest.approx(0.3301, abs=5e-5)
    assert first["∂L/∂c direct"] == pytest.approx(0.3469, abs=5e-5)
    last = dict(zip(head, rows[-1], strict=True))
    assert (last["o"], last["∂L/∂h"]) == (pytest.approx(0.75), 1.0)
    assert Trace(unit="second").table()[1] == rows[4:]


@pytest.mark.parametrize("low", [True, False])
@pytest.mark.parametrize("scale", [0.0, 8.0])
def test_every_corner_has_finite_numbers_and_a_still_picture(low, scale):
    limits = Trace()._spec["controls"]
    corner = {name: limits[name]["min" if low else "max"] for name in GATES}
    figure = Trace(**corner, scale=scale)
    numbers = [value for row in figure.table()[1] for value in row if value != "–"]
    assert np.isfinite(numbers).all()
    assert "data:image/svg+xml," in _page(figure)


def test_the_still_picture_says_what_it_shows():
    said = re.search(r'alt="([^"]*)"', _page(Trace(scale=4.0)))[1]
    assert "(0.2716, 0.6196)" in said
    assert "(0.3469, 0.4588)" in said


def test_the_page_gets_the_state_and_its_limits():
    data = json.loads(re.search(r"<script[^>]*>(.*?)</script>", _page(Trace()))[1])
    assert data["state"]["c_tilde_1_2"] == -0.2
    assert data["spec"]["controls"]["unit"]["options"]["both"] == "both"
