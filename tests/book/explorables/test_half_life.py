import re

import numpy as np
import pytest
from traitlets import TraitError

from carousel import initial
from carousel.book.explorables import HalfLife
from oracles import node


def test_the_half_life_and_the_bias_set_each_other():
    figure = HalfLife(forget_bias=0.0)
    assert figure.half_life == pytest.approx(1.0)
    figure.half_life = 100
    assert figure.forget_bias == pytest.approx(float(initial.bias_for(100)))
    assert figure.half_life == pytest.approx(100)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("forget_bias", 8.1),
        ("forget_bias", -2.1),
        ("forget_bias", float("nan")),
        ("wanted", 1),
        ("wanted", 1001),
        ("wanted", 10.5),
        ("log_scale", "yes"),
    ],
)
def test_a_value_outside_its_limits_is_refused_by_name(name, value):
    with pytest.raises(TraitError, match=name):
        setattr(HalfLife(), name, value)


def test_a_half_life_that_no_bias_of_the_figure_has_is_refused():
    with pytest.raises(TraitError, match="forget_bias"):
        HalfLife().half_life = 1e6


def test_the_table_says_what_the_facts_say():
    head, rows = HalfLife(forget_bias=3.0, wanted=100).table()
    named = {name: dict(zip(head[1:], row, strict=True)) for name, *row in rows}
    for bias, f, half in ((1, 0.7311, 2.21), (3, 0.9526, 14.3), (5, 0.9933, 103)):
        assert named[f"b_f = {bias}"]["f"] == pytest.approx(f, abs=5e-5)
        assert named[f"b_f = {bias}"]["half-life, steps"] == pytest.approx(
            half, rel=5e-3
        )
    assert named["this bias"] == named["b_f = 3"]
    assert named["PyTorch, about 0"]["left after T"] == pytest.approx(0.5**100)
    assert named["keeps half for T"]["left after T"] == pytest.approx(0.5)
    edge = named["chrono's edge"]
    assert edge["b_f"] == pytest.approx(np.log(99))
    assert edge["f"] == pytest.approx(1 - 1 / 100)


@pytest.mark.parametrize(
    "state",
    [
        {"forget_bias": -2.0, "wanted": 2},
        {"forget_bias": -2.0, "wanted": 1000, "log_scale": False},
        {"forget_bias": 8.0, "wanted": 1000},
        {"forget_bias": 8.0, "wanted": 2, "log_scale": False},
    ],
)
def test_every_corner_has_a_still_picture_that_is_told(state):
    figure = HalfLife(**state)
    bundle = figure._repr_mimebundle_()[0]
    assert bundle["image/png"].startswith(b"\x89PNG")
    told = re.search(r'alt="([^"]*)"', bundle["text/html"])[1]
    assert f"forget bias of {figure.forget_bias:.2f}" in told
    assert "nan" not in told
    assert "inf" not in told
    numbers = [cell for row in figure.table()[1] for cell in row[1:]]
    assert np.isfinite(numbers).all()


def test_the_browser_has_the_same_half_lives_and_biases():
    biases = np.linspace(-2, 8, 1001)
    halves = np.geomspace(0.3, 2100, 200)
    theirs = node.evaluate("initial.js", f"{biases.tolist()}.map(room.halfLife)")
    assert np.abs(np.array(theirs) / initial.half_life(biases) - 1).max() < 1e-12
    theirs = node.evaluate("initial.js", f"{halves.tolist()}.map(room.biasFor)")
    assert np.abs(np.array(theirs) - initial.bias_for(halves)).max() < 1e-12
