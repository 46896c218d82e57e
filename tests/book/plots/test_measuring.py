import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def test_profiles_that_stand_together_are_named_in_their_colours():
    norms = {"one": (np.full(5, 2.0), "c"), "other": (np.ones(4), "h")}
    figure, ax = plt.subplots()
    assert plots.measuring.gradient_norms(norms, ax=ax) is ax
    assert [line.get_color() for line in ax.get_lines()] == [
        plots.COLOURS["c"],
        plots.COLOURS["h"],
    ]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(norms)
    assert ax.get_xlim() == (1, 5)
    plt.close(figure)


def test_panels_draw_a_line_a_seed_and_the_median_on_top():
    rng = np.random.default_rng(0)
    one, other = rng.uniform(1, 2, (5, 9)), rng.uniform(1, 2, (3, 9))
    axes = plots.measuring.norms_by_seed({"one": (one, "f"), "other": (other, "rnn")})
    assert [ax.get_title(loc="left") for ax in axes] == ["one", "other"]
    for ax, rows, meaning in zip(axes, (one, other), ("f", "rnn"), strict=True):
        lines = ax.get_lines()
        assert len(lines) == len(rows) + 1
        assert np.array_equal(lines[-1].get_ydata(), np.median(rows, axis=0))
        assert {line.get_color() for line in lines} == {plots.COLOURS[meaning]}
    assert "loss is at the last" in axes[0].figure.get_supxlabel()
    assert axes[0].figure.get_supylabel() == "norm of the gradient"
    plt.close(axes[0].figure)


def test_what_stands_beside_is_dashed_and_a_panel_too_many_stays_empty():
    rows = {name: (np.ones((2, 4)), "f") for name in "abc"}
    before = {name: np.full((2, 4), 3.0) for name in "abc"}
    axes = plots.measuring.norms_by_seed(rows, beside=before)
    assert len(axes) == 3
    dashed = [line for line in axes[2].get_lines() if line.get_linestyle() == "--"]
    assert [line.get_ydata().tolist() for line in dashed] == [[3.0] * 4]
    assert sum(ax.axison for ax in axes[0].figure.axes) == 3
    plt.close(axes[0].figure)


def test_a_row_has_a_dot_a_seed_its_median_and_its_name():
    figure, ax = plt.subplots()
    measured = {"few": ([3.0, 1.0, 2.0], "f"), "one": ([5.0], "rnn")}
    assert plots.measuring.strips(measured, xlabel="what", mark=4.0, ax=ax) is ax
    few, middle, *_, mark = ax.get_lines()
    assert few.get_xdata().tolist() == [1.0, 2.0, 3.0]
    assert middle.get_xdata()[0] == 2.0
    assert mark.get_xdata()[0] == 4.0
    assert [label.get_text() for label in ax.get_yticklabels()] == ["few", "one"]
    plt.close(figure)


def test_stacked_rows_share_a_picture_and_only_the_named_are_logarithmic():
    found = {"net": ([1.0, 10.0], "f")}
    both = {"a": found, "b": found}
    axes = plots.measuring.stacked_strips(both, log_scale=["a"], mark=2.0)
    assert [ax.get_xscale() for ax in axes] == ["log", "linear"]
    assert [ax.get_xlabel() for ax in axes] == ["a", "b"]
    assert [ax.get_lines()[-1].get_xdata()[0] for ax in axes] == [2.0, 2.0]
    assert len({ax.figure for ax in axes}) == 1
    plt.close(axes[0].figure)
