import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def test_singular_values_stand_from_the_largest_down():
    named = {"one": (np.array([0.5, 2, 1]), "h"), "gone": (np.array([1, 0.0]), "c")}
    ax = plots.stretches.ranked(named)
    one, gone, _ = ax.get_lines()
    assert one.get_ydata().tolist() == [2, 1, 0.5]
    assert gone.get_ydata().tolist() == [1, 1e-12]
    assert one.get_color() == plots.COLOURS["h"]
    ax.figure.canvas.draw()
    plt.close(ax.figure)
