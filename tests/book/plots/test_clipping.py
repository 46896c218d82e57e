import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots

U = np.linspace(0, 4, 5)
EDGES = np.array([[0.5] * 5, [1.0] * 5])
RUNS = {
    "clipped": (np.array([[1.0, 1.0], [2.0, 0.0]]), "-"),
    "not clipped": (np.array([[1.0, 1.0], [9.0, 9.0]]), "--"),
}
SIZES = np.array([0.1, 0.2, 0.5, 2.0])


def test_a_cliff_has_two_shades_a_level_and_one_line_a_run():
    ax = plots.clipping.cliff(U, EDGES, 2.0, RUNS)
    assert len(ax.collections) == 2 * len(EDGES)
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == list(RUNS)
    plt.close(ax.figure)


def test_a_run_that_leaves_does_not_stretch_the_map():
    ax = plots.clipping.cliff(U, EDGES, 2.0, RUNS)
    assert ax.get_xlim() == (0, 4)
    assert ax.get_ylim() == (-2, 2)
    plt.close(ax.figure)


def test_norms_are_counted_on_a_logarithmic_axis():
    ax = plots.clipping.norm_histogram(SIZES)
    assert sum(bar.get_height() for bar in ax.patches) == len(SIZES)
    assert ax.get_lines() == []
    plt.close(ax.figure)


def test_the_threshold_says_how_much_lies_above_it_on_the_side_with_room():
    for threshold, above, side in ((0.15, "75.0 %", "left"), (1.9, "25.0 %", "right")):
        ax = plots.clipping.norm_histogram(SIZES, threshold)
        assert above in ax.texts[0].get_text()
        assert ax.texts[0].get_ha() == side
        assert ax.get_lines()[0].get_xdata()[0] == threshold
        plt.close(ax.figure)


def test_step_lengths_are_one_line_a_run_from_the_first_update_to_the_last():
    lengths = np.geomspace(3, 0.1, 1000)
    ax = plots.clipping.step_lengths({"free": (lengths, "plus"), "cut": (SIZES, "c")})
    usual, free, _ = ax.get_lines()
    assert usual.get_ydata()[0] == 1
    assert (free.get_xdata()[0], free.get_xdata()[-1]) == (1, 1000)
    assert (free.get_ydata()[0], free.get_ydata()[-1]) == (lengths[0], lengths[-1])
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == ["free", "cut"]
    plt.close(ax.figure)
