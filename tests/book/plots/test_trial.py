import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def test_factors_has_a_row_a_kind_and_a_line_at_one_and_at_the_claim():
    measured = {"default": ([0.5, 0.6], "rnn"), "wild": ([1.2, 1.3], "h")}
    ax = plots.trial.factors(measured, claimed=0.585)
    said = [text.get_text() for text in ax.texts]
    assert said[:2] == list(measured)
    upright = [line.get_xdata()[0] for line in ax.get_lines()[-2:]]
    assert upright == [1.0, 0.585]
    assert "claimed: 0.585" in said
    assert len(plots.trial.factors(measured).texts) == len(measured) + 1
    plt.close("all")


def test_profiles_draws_one_named_line_a_profile():
    norms = {"level": (np.ones(5), "c"), "falls": (0.1 ** np.arange(5), "h")}
    ax = plots.trial.profiles(norms)
    assert [text.get_text() for text in ax.texts] == list(norms)
    colours = [line.get_color() for line in ax.get_lines()]
    assert colours == [plots.COLOURS["c"], plots.COLOURS["h"]]
    assert ax.get_yscale() == "log"
    assert ax.get_xlabel() == "step, $t$"
    plt.close(ax.figure)


def test_norms_by_scale_draws_every_draw_and_the_medians():
    ax = plots.trial.norms_by_scale({1: [1.0, 3.0], 8: [1e3, 1e6]})
    *columns, medians = ax.get_lines()
    assert [len(line.get_ydata()) for line in columns] == [2, 2]
    assert list(medians.get_ydata()) == [2.0, 500500.0]
    assert ax.get_ylabel() == "gradient norm"
    plt.close(ax.figure)


def test_it_draws_where_it_is_told():
    figure, ax = plt.subplots()
    assert plots.trial.factors({"a": ([0.5], "rnn")}, ax=ax) is ax
    assert plots.trial.profiles({"a": (np.ones(3), "rnn")}, ax=ax) is ax
    assert plots.trial.norms_by_scale({1: [1.0]}, ax=ax) is ax
    plt.close(figure)
