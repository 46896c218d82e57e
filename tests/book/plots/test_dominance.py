import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def test_a_dot_a_network_and_what_is_too_large_lies_on_the_edge():
    groups = {"some": (np.array([0.1, np.inf]), np.array([0.05, 1e9]), "f")}
    ax = plots.dominance.error_by_bound(groups)
    (dots,) = [line for line in ax.get_lines() if line.get_label() == "some"]
    assert dots.get_xydata().tolist() == [[0.1, 0.05], [1e4, 1e4]]
    plt.close(ax.figure)


def test_a_map_has_a_shade_a_setting_and_points_out_the_marked():
    b_f, b_i = np.arange(4), np.arange(-2, 1)
    lasts = np.outer([30, 10, 1], [1, 2, 4, 9])
    ax = plots.dominance.steps_by_bias(b_f, b_i, lasts, lasts // 2, {"here": (1, -1)})
    assert np.array_equal(ax.images[0].get_array(), lasts)
    assert ax.images[0].get_extent() == [-0.5, 3.5, -2.5, 0.5]
    assert [text.get_text() for text in ax.texts] == ["here"]
    plt.close(ax.figure)


def test_ratios_have_a_line_for_every_loss_and_a_band_for_random_ones():
    every, random = np.array([0.0, 3.0]), np.outer([0.5, 2], [1, 2, 3])
    ax = plots.dominance.ratio_by_steps(every, random)
    median, worst, level = ax.get_lines()
    assert median.get_ydata().tolist() == [1.0, 4.0]
    assert worst.get_xdata().tolist() == [1, 2]
    assert worst.get_ydata()[1] == 3
    assert set(level.get_ydata()) == {1}
    (band,) = ax.collections
    assert band.get_datalim(ax.transData).y1 == 6
    plt.close(ax.figure)
