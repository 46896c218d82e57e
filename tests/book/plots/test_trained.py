import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots

ROWS = {
    "before": np.full((3, 5), 1e-30),
    "after": np.geomspace(1e-3, 1, 15).reshape(3, 5),
}


def test_a_profile_is_a_median_in_its_band_before_and_after():
    ax = plots.trained.profiles(ROWS)
    ax.figure.canvas.draw()
    before, after = ax.get_lines()
    assert (np.asarray(before.get_ydata()) == 1e-14).all()  # the floor of the axis
    assert np.allclose(after.get_ydata(), np.median(ROWS["after"], axis=0))
    assert len(ax.collections) == 2
    assert ax.get_yscale() == "log"
    assert ax.get_xlabel() == "step $t$"
    plt.close(ax.figure)


def test_gates_are_a_point_a_unit_and_a_cross_a_network():
    gates = {"before": np.full((3, 8), 0.5), "after": np.full((3, 8), 0.7)}
    ax = plots.trained.gates(gates)
    diagonal, units, networks = ax.get_lines()
    assert list(diagonal.get_xdata()) == list(diagonal.get_ydata())
    assert len(units.get_xdata()) == 24
    assert len(networks.get_xdata()) == 3
    assert ax.get_ylabel() == "after training"
    plt.close(ax.figure)


def test_they_draw_where_they_are_told():
    figure, (left, right) = plt.subplots(1, 2)
    assert plots.trained.profiles(ROWS, ax=left) is left
    gates = {"before": [[0.5]], "after": [[0.6]]}
    assert plots.trained.gates(gates, ax=right) is right
    plt.close(figure)
