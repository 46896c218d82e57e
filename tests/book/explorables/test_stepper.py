import numpy as np
import pytest
from traitlets import TraitError

from carousel import bptt
from carousel.book.explorables import Stepper
from carousel.book.explorables.stepper import EDGES
from carousel.cells import lstm
from carousel.examples import worked


def _last(figure):
    """What has come to every number when all edges are gone."""
    _, so_far = figure.numbers()
    return {edge.target: row for edge, row in zip(EDGES, so_far, strict=True)}


@pytest.mark.parametrize("scale", [0.0, 1.0, 4.0, 8.0])
def test_what_the_edges_bring_is_the_gradient_of_the_worked_example(scale):
    found, expected = _last(Stepper(scale=scale)), worked.trace(scale=scale)
    for t in (3, 2, 1, 0):
        np.testing.assert_allclose(found[f"c_{t}"], expected.dc[t], rtol=1e-12)
        if t:
            np.testing.assert_allclose(found[f"h_{t}"], expected.dh[t], atol=1e-12)


def test_it_is_the_gradient_of_backpropagation_through_time():
    params = worked.network()
    history = lstm.run(params, np.eye(worked.STEPS), worked.FIRST)
    dh = np.zeros((worked.STEPS, worked.UNITS))
    dh[-1] = 1.0
    first = bptt.backward(params, history, dh).first
    np.testing.assert_allclose(_last(Stepper())["c_0"], first.c, rtol=1e-12)


def test_every_edge_leads_on_from_where_the_gradient_is():
    reached = {"L"}
    for edge in EDGES:
        assert edge.source in reached
        reached.add(edge.target)
    assert len(EDGES) == Stepper()._spec["controls"]["edge"]["max"] == 15
    gates = [edge.by for edge in EDGES if edge.target == "h_2"]
    assert gates == ["i_3", "f_3", "c_tilde_3", "o_3"]


def test_the_chapters_numbers_stand_in_the_table():
    head, rows = Stepper().table()
    of_unit_1 = head.index("so far, unit 1")
    said = [round(row[of_unit_1], 4) for row in rows]
    assert (said[1], said[7], said[14]) == (0.5668, 0.4593, 0.3301)
    assert rows[5][1:4] == ["c₃", "h₂", "c\u0303₃"]


@pytest.mark.parametrize(
    ("name", "value"), [("edge", 16), ("edge", -1), ("scale", 8.5), ("unit", "both")]
)
def test_a_value_outside_its_limits_is_refused_by_name(name, value):
    with pytest.raises(TraitError, match=name):
        Stepper(**{name: value})


def test_the_still_has_a_picture_for_every_edge():
    page = Stepper(unit="second")._repr_mimebundle_()[0]["text/html"]
    assert "unit 2" in page
    assert "0.4878 at c_0" in page
