import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots

CURVES = {"kept": (0.9 ** np.arange(21), "f"), "level": (np.ones(21), "c")}


def test_one_line_and_one_name_a_curve_in_the_colour_of_its_meaning():
    for log_scale in (True, False):
        ax = plots.flow.decay(CURVES, log_scale=log_scale)
        colours = [line.get_color() for line in ax.get_lines()]
        assert colours == [plots.COLOURS["f"], plots.COLOURS["c"]]
        assert [text.get_text() for text in ax.texts] == list(CURVES)
        plt.close(ax.figure)


def test_a_curve_that_reaches_zero_or_explodes_is_drawn_all_the_same():
    wild = {
        "gone": (np.array([1.0, 0, 0]), "rnn"),
        "up": (np.array([1, 1e9, 1e18]), "h"),
    }
    for log_scale in (True, False):
        ax = plots.flow.decay(wild, log_scale=log_scale)
        ax.figure.canvas.draw()
        plt.close(ax.figure)
