import matplotlib.pyplot as plt
import numpy as np

from carousel import plots


def test_one_line_a_name_in_the_colour_of_its_meaning():
    curves = {
        "truth": (np.array([0.0, -1]), "h"),
        "gone": (np.array([0, -np.inf]), "c"),
    }
    ax = plots.spectrum.journey(curves)
    colours = [line.get_color() for line in ax.get_lines()[1:]]
    assert colours == [plots.COLOURS["h"], plots.COLOURS["c"]]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == list(curves)
    ax.figure.canvas.draw()
    plt.close(ax.figure)
