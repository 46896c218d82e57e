import matplotlib.pyplot as plt
import numpy as np
import pytest

from carousel.book import plots

BIASES = np.linspace(-2, 8, 11)
F = 1 / (1 + np.exp(-BIASES))
STEPS = np.geomspace(0.1, 3000, 50)


def _texts(ax):
    return [text.get_text() for text in ax.texts]


def test_the_gate_is_one_line_with_its_mark_and_the_edge_beside_it():
    ax = plots.memory.gate(BIASES, F, at=(1.0, 0.731), edge=4.6)
    edge, curve, mark = ax.get_lines()
    assert set(edge.get_xdata()) == {4.6}
    assert curve.get_color() == plots.COLOURS["f"]
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (1.0, 0.731)
    assert _texts(ax) == ["chrono's edge", "f = 0.731"]
    assert ax.get_xlabel() == "forget bias, $b_f$"
    assert ax.get_ylabel() == r"gate, $f = \sigma(b_f)$"
    plt.close(ax.figure)


@pytest.mark.parametrize("log_scale", [True, False])
def test_what_is_left_is_drawn_over_time_with_the_half_life_on_it(log_scale):
    ax = plots.memory.left(
        STEPS, 0.9**STEPS, 0.99**STEPS, half=6.58, wanted=100, log_scale=log_scale
    )
    assert ax.get_xscale() == ("log" if log_scale else "linear")
    assert len(ax.get_lines()) == 4
    assert _texts(ax) == ["half-life 6.58", "T = 100"]
    assert ax.get_xlabel() == "time, steps"
    assert ax.get_ylabel() == "left of a memory, $f^k$"
    plt.close(ax.figure)


def test_a_half_life_beyond_the_picture_points_there():
    steps = np.linspace(0, 60, 20)
    ax = plots.memory.left(
        steps, 1 - 0 * steps, 0.9**steps, half=2067, wanted=30, log_scale=False
    )
    assert "half-life 2,067 →" in _texts(ax)
    assert ax.get_lines()[-1].get_xdata()[0] == 60
    plt.close(ax.figure)


def test_two_axes_stand_where_one_was():
    figure, ax = plt.subplots()
    left, right = plots.memory.split(ax)
    assert left.figure is right.figure is figure
    assert not ax.axison
    plt.close(figure)
    alone = plots.memory.split()
    assert len(alone) == 2
    plt.close(alone[0].figure)
