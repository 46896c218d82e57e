import matplotlib.pyplot as plt
import numpy as np
import pytest

from carousel.book import plots

PROFILES = {
    "RNN": 0.5 ** np.arange(20)[::-1],
    "LSTM, truncated": np.ones(20),
    "LSTM, full": np.linspace(3, 1, 20),
    "peepholes": 0.9 ** np.arange(20)[::-1],
}
LOOKS = {"RNN": "rnn", "LSTM, truncated": "f", "LSTM, full": "f", "peepholes": "f"}


@pytest.mark.parametrize("log_scale", [True, False])
def test_one_line_a_curve_in_its_colour_thin_where_it_is_full(log_scale):
    ax = plots.race.gradient_norms(PROFILES, LOOKS, log_scale=log_scale)
    lines = ax.get_lines()
    colours = [plots.COLOURS[LOOKS[name]] for name in PROFILES]
    assert [line.get_color() for line in lines] == colours
    widths = [line.get_linewidth() for line in lines]
    assert [width < widths[0] for width in widths] == [False, False, True, False]
    assert [line.get_linestyle() for line in lines] == ["-", "-", "-", "--"]
    assert ax.get_ylim()[1] >= 3
    plt.close(ax.figure)


def test_without_a_curve_the_picture_says_so():
    ax = plots.race.gradient_norms({}, {})
    assert [text.get_text() for text in ax.texts] == ["no cell is chosen"]
    plt.close(ax.figure)


def test_the_metrics_stand_in_a_table_beside_their_name():
    ax = plots.race.metrics_table({"RNN": (1e-6, 2.5, 4)}, LOOKS)
    said = [text.get_text() for text in ax.texts]
    assert said[-4:] == ["RNN", "1.0 × 10⁻⁶", "2.5", "4"]
    plt.close(ax.figure)
