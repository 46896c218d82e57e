import matplotlib.pyplot as plt
import numpy as np
import pytest

from carousel.book import plots

LAGS = [0, 1, 10]


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def test_a_row_a_network_with_its_layers_below_the_edge_at_the_edge():
    ax = plots.wild.exponents({"one": ([0.0, -0.1], [-0.4]), "two": ([-9.0], [-0.5])})
    trained, untrained = (points.get_offsets() for points in ax.collections)
    assert trained[:, 0].tolist() == [0.0, -0.1, -0.6]
    assert len(untrained) == 2
    assert [label.get_text() for label in ax.get_yticklabels()] == ["one", "two"]


def test_a_thick_line_is_the_median_as_far_as_more_than_half_go():
    lines = [(LAGS, [1, 0.5, 0.1]), (LAGS, [1, 0.7, 0.3]), (LAGS[:2], [1, 0.6])]
    ax = plots.wild.by_lag({"trained": (lines, "lstm")}, ylabel="cosine", mark=0.0)
    thick = next(line for line in ax.lines if line.get_linewidth() == 3)
    assert thick.get_xdata().tolist() == LAGS
    assert np.allclose(thick.get_ydata(), [1, 0.6, 0.2])


def test_a_layer_above_the_diagonal_keeps_longer_than_its_bias_says():
    kinds = [True, False]
    named = {"one": (2.0, 1000.0)}
    ax = plots.wild.half_lives([2.0, 3.0], [1000.0, 3.0], kinds, named)
    diagonal, dots, rings = ax.lines
    assert list(diagonal.get_xdata()) == list(diagonal.get_ydata())
    assert dots.get_ydata().tolist() == [1000.0]
    assert rings.get_markerfacecolor() == "none"
    assert [text.get_text() for text in ax.texts][1:] == ["one"]


def test_what_lets_nothing_out_is_drawn_at_the_edge():
    left, right = plots.wild.counting([0, 50], [1, 50], [1, 5], [0.4, 0.0])
    assert len(left.lines) == 2
    assert right.lines[0].get_ydata().tolist() == [0.4, 1e-18]
