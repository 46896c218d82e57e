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
    ax = plots.race.curves(PROFILES, LOOKS, log_scale=log_scale)
    lines = ax.get_lines()
    colours = [plots.COLOURS[LOOKS[name]] for name in PROFILES]
    assert [line.get_color() for line in lines] == colours
    assert [line.get_linewidth() for line in lines] == [2.4, 2.4, 1.0, 2.4]
    assert [line.get_linestyle() for line in lines] == ["-", "-", "-", "--"]
    assert ax.get_ylim()[1] >= 3
    assert ax.get_yscale() == ("log" if log_scale else "linear")
    assert ax.get_xlabel() == "step $t$; the loss is at the last one"
    assert ax.get_ylabel() == "gradient norm, last step = 1"
    plt.close(ax.figure)


def test_without_a_curve_the_picture_says_so():
    ax = plots.race.curves({}, {})
    assert [text.get_text() for text in ax.texts] == ["no cell is chosen"]
    plt.close(ax.figure)


def test_the_metrics_stand_in_a_table_beside_their_name():
    ax = plots.race.metrics({"RNN": (1e-6, 2.5, 4)}, LOOKS)
    said = [text.get_text() for text in ax.texts]
    heads = ["first\n/ last", "std\n/ mean", "steps >\nmax/10"]
    assert said == [*heads, "RNN", "1e-06", "2.5", "4"]
    assert ax.texts[3].get_color() == plots.COLOURS["rnn"]
    plt.close(ax.figure)


def test_a_wide_and_a_narrow_axes_stand_where_one_was():
    figure, ax = plt.subplots()
    wide, narrow = plots.race.split(ax)
    assert wide.get_position().width > narrow.get_position().width
    assert not ax.axison
    plt.close(figure)
    plt.close(plots.race.split()[0].figure)
