import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots

C = np.linspace(-2, 2, 5)
CURVES = {
    "sum": (C**2, "ink", "-"),
    "direct": (C - 0.5, "c", "-"),
    "_bare": (0 * C, "ink", "--"),
}


def test_one_line_a_curve_in_the_colour_of_its_meaning_and_a_name_for_the_named():
    ax = plots.peepholes.curves_by_state(C, CURVES, ylabel="slope")
    drawn = [line for line in ax.get_lines() if len(line.get_xdata()) == len(C)]
    colours = [line.get_color() for line in drawn]
    assert colours == [plots.COLOURS[meaning] for _, meaning, _ in CURVES.values()]
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == ["sum", "direct"]
    plt.close(ax.figure)


def test_a_marked_state_is_a_dot_on_every_solid_curve():
    ax = plots.peepholes.curves_by_state(C, CURVES, at=1.0)
    dots = [
        line.get_xydata()[0].tolist()
        for line in ax.get_lines()
        if line.get_marker() == "o"
    ]
    assert dots == [[1.0, 1.0], [1.0, 0.5]]
    plt.close(ax.figure)


def test_a_band_is_shaded_across_the_picture():
    ax = plots.peepholes.curves_by_state(C, CURVES, band=(0.0, 1.0))
    (shade,) = ax.patches
    assert (shade.get_y(), shade.get_height()) == (0.0, 1.0)
    plt.close(ax.figure)


def test_a_clock_shows_its_state_above_its_output_from_step_1():
    c, h = np.arange(5.0), np.ones(5)
    runs = {"with": (c, h), "without": (2 * c, 0 * h)}
    top, below = plots.peepholes.state_and_output(runs)
    assert [list(line.get_ydata()) for line in top.lines] == [list(c), list(2 * c)]
    assert [list(line.get_ydata()) for line in below.lines] == [[1] * 5, [0] * 5]
    assert list(top.lines[0].get_xdata()) == [1, 2, 3, 4, 5]
    assert [t.get_text() for t in top.get_legend().texts] == list(runs)
    assert top.lines[1].get_linestyle() == "--"
    plt.close(top.figure)
