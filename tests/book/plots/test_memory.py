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
    ax = plots.memory.gate_by_bias(BIASES, F, at=(1.0, 0.731), edge=4.6)
    edge, _, mark = ax.get_lines()
    assert set(edge.get_xdata()) == {4.6}
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (1.0, 0.731)
    assert _texts(ax) == ["chrono's edge", "f = 0.731"]
    plt.close(ax.figure)


@pytest.mark.parametrize("log_scale", [True, False])
def test_what_is_left_is_drawn_over_time_with_the_half_life_on_it(log_scale):
    ax = plots.memory.retention_by_time(
        STEPS,
        0.9**STEPS,
        0.99**STEPS,
        half_life=6.58,
        duration=100,
        log_scale=log_scale,
    )
    assert len(ax.get_lines()) == 4
    assert _texts(ax) == ["half-life 6.58", "T = 100"]
    plt.close(ax.figure)


def test_a_half_life_beyond_the_picture_points_there():
    steps = np.linspace(0, 60, 20)
    ax = plots.memory.retention_by_time(
        steps, 1 - 0 * steps, 0.9**steps, half_life=2067, duration=30, log_scale=False
    )
    assert "half-life 2,067 →" in _texts(ax)
    assert ax.get_lines()[-1].get_xdata()[0] == 60
    plt.close(ax.figure)
