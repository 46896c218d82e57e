import matplotlib.pyplot as plt
import numpy as np
import pytest

from carousel.book import plots

FACTORS = {"tame": ({1: [0.5, 0.7], 8: [0.9, 1.1]}, "rnn"), "wild": ({1: [2.0]}, "h")}
NORMS = {"bound": ([0.5, 16.0], [0.4, 2.0], "s", "h"), "one": ([1.0], [0.3], "o", "f")}
MEASURED = 10.0 ** np.linspace(-2, 1, 50)
RUNS = {0.1: np.array([40.0, 20, np.inf]), np.inf: np.array([np.inf, 60.0, np.inf])}


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def _names(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_growth_draws_every_network_and_a_line_of_means(ax):
    plots.explosion.growth_by_scale(FACTORS, ax=ax)
    _, dots, means, *_ = ax.get_lines()
    assert list(dots.get_ydata()) == [0.5, 0.7, 0.9, 1.1]
    assert np.allclose(means.get_ydata(), [0.6, 1.0])
    assert _names(ax) == list(FACTORS)


def test_bound_draws_the_bound_as_the_diagonal_and_every_network(ax):
    plots.explosion.growth_bound(NORMS, ax=ax)
    diagonal, at_one, *kinds = ax.get_lines()
    assert np.array_equal(diagonal.get_xdata(), diagonal.get_ydata())
    assert list(diagonal.get_xdata()) == [0.5, 16.0]
    assert set(at_one.get_ydata()) == {1.0}
    assert [list(line.get_ydata()) for line in kinds] == [[0.4, 2.0], [0.3]]
    assert _names(ax) == list(NORMS)


def test_thresholds_draws_every_network_and_counts_those_that_never_got_there(ax):
    plots.explosion.updates_by_threshold(MEASURED, RUNS, most=100, ax=ax)
    clipped, median, free, _ = ax.get_lines()
    assert list(clipped.get_ydata()) == [20.0, 40.0]
    assert np.allclose(clipped.get_xdata(), 0.1, rtol=0.5)
    assert list(median.get_ydata()) == [40.0]
    assert list(free.get_ydata()) == [60.0]
    assert free.get_xdata()[0] > clipped.get_xdata()[-1]
    assert [text.get_text() for text in ax.texts] == ["1", "2"]
    assert ax.texts[0].get_position()[1] > 100
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0.1", "none"]


def test_thresholds_shows_the_histogram_of_all_norms(ax):
    plots.explosion.updates_by_threshold(MEASURED, RUNS, most=100, ax=ax)
    heights = [bar.get_height() for bar in ax.patches]
    low, high = ax.patches[0].get_x(), ax.patches[-1].get_x()
    assert low <= MEASURED.min()
    assert high <= MEASURED.max() <= high + ax.patches[-1].get_width() * 1.1
    assert np.isclose(max(heights), 45)
