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
    ax = plots.peepholes.against_state(C, CURVES, ylabel="slope")
    drawn = [line for line in ax.get_lines() if len(line.get_xdata()) == len(C)]
    colours = [line.get_color() for line in drawn]
    assert colours == [plots.COLOURS[meaning] for _, meaning, _ in CURVES.values()]
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == ["sum", "direct"]
    assert ax.get_xlabel() == "cell state of before, $c_{t-1}$"
    assert ax.get_ylabel() == "slope"
    plt.close(ax.figure)


def test_a_marked_state_is_a_dot_on_every_solid_curve():
    ax = plots.peepholes.against_state(C, CURVES, at=1.0)
    dots = [
        line.get_xydata()[0].tolist()
        for line in ax.get_lines()
        if line.get_marker() == "o"
    ]
    assert dots == [[1.0, 1.0], [1.0, 0.5]]
    plt.close(ax.figure)


def test_it_draws_where_it_is_told():
    figure, ax = plt.subplots()
    assert plots.peepholes.against_state(C, CURVES, ax=ax) is ax
    plt.close(figure)
