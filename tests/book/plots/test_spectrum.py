import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def test_one_line_a_name_in_the_colour_of_its_meaning():
    curves = {
        "truth": (np.array([0.0, -1]), "h"),
        "gone": (np.array([0, -np.inf]), "c"),
    }
    ax = plots.spectrum.log_sensitivity(curves)
    colours = [line.get_color() for line in ax.get_lines()[1:]]
    assert colours == [plots.COLOURS["h"], plots.COLOURS["c"]]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == list(curves)
    ax.figure.canvas.draw()
    plt.close(ax.figure)


def test_angle_and_factors_stand_below_the_sensitivity():
    curves = {"truth": (np.array([0.0, -1, -2]), "h")}
    above = plots.spectrum.sensitivity_and_angle(
        curves, np.ones(3), np.array([1.1, 0.5])
    )
    rest = [ax for ax in above.figure.axes if ax is not above]
    angle, strip = rest
    assert angle.get_lines()[1].get_ydata().tolist() == [1, 1, 1]
    assert strip.get_lines()[1].get_xdata().tolist() == [1.1, 0.5]
    plt.close(above.figure)


def test_singular_values_stand_from_the_largest_down():
    named = {"one": (np.array([0.5, 2, 1]), "h"), "gone": (np.array([1, 0.0]), "c")}
    ax = plots.spectrum.singular_values(named)
    one, gone, _ = ax.get_lines()
    assert one.get_ydata().tolist() == [2, 1, 0.5]
    assert gone.get_ydata().tolist() == [1, 1e-12]
    plt.close(ax.figure)
