import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def test_each_precision_has_its_curve_and_its_name():
    nudges = np.array([0.1, 0.01])
    errors = {"single": np.array([0.2, 0.1]), "double": np.array([0.01, 1e-4])}
    ax = plots.errors.by_nudge(nudges, errors)
    assert [t.get_text() for t in ax.texts] == ["single precision", "double precision"]
    assert np.array_equal(ax.lines[1].get_ydata(), errors["double"])
    plt.close(ax.figure)


def test_each_scale_has_its_curve_and_its_name():
    ax = plots.errors.by_length((2, 3), {1.0: [4, 6], 0.1: [1, 2]})
    assert [text.get_text() for text in ax.texts] == ["$s = 1$", "$s = 0.1$"]
    assert ax.lines[0].get_ydata().tolist() == [4, 6]
    plt.close(ax.figure)
