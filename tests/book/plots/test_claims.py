import matplotlib.pyplot as plt

from carousel.book import plots


def test_factors_has_a_row_a_kind_and_a_line_at_one_and_at_the_claim():
    measured = {"default": ([0.5, 0.6], "rnn"), "wild": ([1.2, 1.3], "h")}
    ax = plots.claims.growth_factors(measured, claimed=0.585)
    said = [text.get_text() for text in ax.texts]
    assert said[:2] == list(measured)
    upright = [line.get_xdata()[0] for line in ax.get_lines()[-2:]]
    assert upright == [1.0, 0.585]
    assert "claimed: 0.585" in said
    assert len(plots.claims.growth_factors(measured).texts) == len(measured) + 1
    plt.close("all")


def test_norms_by_scale_draws_every_draw_and_the_medians():
    ax = plots.claims.gradient_norms_by_scale({1: [1.0, 3.0], 8: [1e3, 1e6]})
    *columns, medians = ax.get_lines()
    assert [len(line.get_ydata()) for line in columns] == [2, 2]
    assert list(medians.get_ydata()) == [2.0, 500500.0]
    plt.close(ax.figure)
