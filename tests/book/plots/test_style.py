import unicodedata
from io import StringIO

import matplotlib.pyplot as plt

from carousel.book import plots


def test_two_axes_stand_where_one_was_as_wide_as_told():
    figure, ax = plt.subplots()
    wide, narrow = plots.side_by_side(ax, (1.1, 1))
    assert wide.figure is narrow.figure is figure
    assert wide.get_position().width > narrow.get_position().width
    assert not ax.axison
    plt.close(figure)
    alone, _ = plots.side_by_side()
    plt.close(alone.figure)


def test_accents_of_symbols_are_no_combining_characters():
    """A browser would put one over the letter before it, beside where it belongs."""
    with plots.style():
        figure, ax = plt.subplots()
        ax.set_title(r"$\tilde{c} + \hat{c}$")
        figure.savefig(drawn := StringIO(), format="svg")
    plt.close(figure)
    assert {"˜", "ˆ"} <= set(drawn.getvalue())
    assert not any(map(unicodedata.combining, drawn.getvalue()))


def test_fewer_digits_are_asked_of_lengths_and_not_of_scales():
    drawn = '<path d="M 1.23456 -0.98765"/><use transform="scale(0.115 -0.115)"/>'
    short = '<path d="M 1.23 -0.99"/><use transform="scale(0.115 -0.115)"/>'
    assert plots.fewer_digits(drawn) == short
