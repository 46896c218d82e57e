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
    plots.explosion.growth(FACTORS, ax=ax)
    _, dots, means, *_ = ax.get_lines()
    assert list(dots.get_ydata()) == [0.5, 0.7, 0.9, 1.1]
    assert np.allclose(means.get_ydata(), [0.6, 1.0])
    assert _names(ax) == list(FACTORS)
    assert means.get_color() == plots.COLOURS["rnn"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "8"]


def test_bound_draws_the_bound_as_the_diagonal_and_every_network(ax):
    plots.explosion.bound(NORMS, ax=ax)
    diagonal, at_one, *kinds = ax.get_lines()
    assert np.array_equal(diagonal.get_xdata(), diagonal.get_ydata())
    assert list(diagonal.get_xdata()) == [0.5, 16.0]
    assert set(at_one.get_ydata()) == {1.0}
    assert [list(line.get_ydata()) for line in kinds] == [[0.4, 2.0], [0.3]]
    assert _names(ax) == list(NORMS)


def test_thresholds_draws_every_network_and_counts_those_that_never_got_there(ax):
    plots.explosion.thresholds(MEASURED, RUNS, most=100, ax=ax)
    clipped, median, free, _ = ax.get_lines()
    assert list(clipped.get_ydata()) == [20.0, 40.0]
    assert np.allclose(clipped.get_xdata(), 0.1, rtol=0.5)
    assert list(median.get_ydata()) == [40.0]
    assert list(free.get_ydata()) == [60.0]
    assert free.get_xdata()[0] > clipped.get_xdata()[-1]
    assert [text.get_text() for text in ax.texts] == ["1", "2"]
    assert ax.texts[0].get_position()[1] > 100
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0.1", "none"]
    assert ax.get_yticklabels()[-1].get_text() == "never"


def test_thresholds_shows_the_histogram_of_all_norms(ax):
    plots.explosion.thresholds(MEASURED, RUNS, most=100, ax=ax)
    heights = [bar.get_height() for bar in ax.patches]
    low, high = ax.patches[0].get_x(), ax.patches[-1].get_x()
    assert low <= MEASURED.min()
    assert high <= MEASURED.max() <= high + ax.patches[-1].get_width() * 1.1
    assert np.isclose(max(heights), 45)


def test_profiles_draws_one_named_line_a_gradient(ax):
    norms = {"up": (10.0 ** np.arange(5), "plus"), "level": (np.ones(5), "h")}
    plots.explosion.profiles(norms, ax=ax)
    assert _names(ax) == list(norms)
    assert list(ax.get_lines()[0].get_xdata()) == [1, 2, 3, 4, 5]
    assert ax.get_yscale() == "log"


def test_it_makes_a_picture_of_its_own_if_it_is_given_none():
    drawn = (
        plots.explosion.growth(FACTORS),
        plots.explosion.bound(NORMS),
        plots.explosion.thresholds(MEASURED, RUNS, most=100),
        plots.explosion.profiles({"level": (np.ones(5), "h")}),
    )
    assert all(ax.get_xlabel() and ax.get_ylabel() for ax in drawn)
    plt.close("all")
