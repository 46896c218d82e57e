import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def test_every_matrix_is_drawn_named_and_in_one_scale():
    named = {"one": np.diag([1.0, -0.25]), "other": np.full((2, 2), 0.04)}
    ax = plots.heat.matrices(named, columns=2)
    panels = ax.child_axes
    assert [panel.get_title(loc="left") for panel in panels] == list(named)
    shades = [panel.collections[0].get_array().ravel().tolist() for panel in panels]
    assert np.allclose(shades, [[1, 0, 0, -0.5], [0.2] * 4])
    plt.close(ax.figure)


def test_nothing_but_zeros_is_drawn_as_paper():
    ax = plots.heat.matrices({"empty": np.zeros((3, 3))})
    ax.figure.canvas.draw()
    assert not ax.child_axes[0].collections[0].get_array().any()
    plt.close(ax.figure)
