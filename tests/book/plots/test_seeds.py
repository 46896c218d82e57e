import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots
from carousel.lab.results import Sample

SAMPLES = {
    "most": Sample(np.array([50.0, 100, 150, np.inf]), 100.0, 50.0, np.inf, 300),
    "none": Sample(np.full(4, np.inf), np.inf, np.inf, np.inf, 300),
}
COLOURS = {"most": "f", "none": "rnn"}


def test_every_seed_is_a_point_and_never_is_beyond_the_last_update():
    ax = plots.seeds.updates(SAMPLES, COLOURS)
    ax.figure.canvas.draw()
    points = [line for line in ax.get_lines() if line.get_marker() == "o"]
    assert sum(len(line.get_xdata()) for line in points) == 8
    open_ones = [line for line in points if line.get_markerfacecolor() == "none"]
    assert sum(len(line.get_xdata()) for line in open_ones) == 5
    assert all((np.asarray(line.get_xdata()) > 300).all() for line in open_ones)
    assert [t.get_text() for t in ax.get_yticklabels()] == ["most", "none"]
    plt.close(ax.figure)


def test_a_median_is_drawn_only_where_there_is_one():
    ax = plots.seeds.updates(SAMPLES, COLOURS)
    medians = [line for line in ax.get_lines() if line.get_marker() == "|"]
    assert [list(line.get_xdata()) for line in medians] == [[100.0]]
    plt.close(ax.figure)


def test_curves_show_every_seed_and_the_baseline():
    losses = {"most": np.array([[0.7, 0.1], [0.7, 0.6]]), "none": np.ones((3, 2))}
    ax = plots.seeds.curves(losses, COLOURS, test_every=50, baseline=0.69)
    ax.figure.canvas.draw()
    assert len(ax.get_lines()) == 6
    assert np.allclose(ax.get_lines()[-1].get_ydata(), 0.69)
    assert list(ax.get_lines()[0].get_xdata()) == [0, 50]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("updates", "test loss")
    plt.close(ax.figure)


def test_they_draw_where_they_are_told():
    figure, (left, right) = plt.subplots(1, 2)
    assert plots.seeds.updates(SAMPLES, COLOURS, ax=left) is left
    drawn = plots.seeds.curves(
        {"most": np.ones((1, 2))}, COLOURS, test_every=1, baseline=2.0, ax=right
    )
    assert drawn is right
    plt.close(figure)
