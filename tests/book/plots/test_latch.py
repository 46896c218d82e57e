import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def test_each_step_has_its_input_and_its_terms():
    inputs, sizes = np.arange(1.0, 6.0), {"one": np.full(5, 0.1), "other": np.ones(5)}
    above, below = plots.latch.terms(inputs, sizes, marked=2)
    assert [bar.get_height() for bar in above.patches[:5]] == inputs.tolist()
    colours = {bar.get_facecolor() for bar in above.patches[:2]}
    assert len(colours) == 1
    assert colours.isdisjoint(bar.get_facecolor() for bar in above.patches[2:5])
    assert [line.get_ydata().tolist() for line in below.get_lines()] == [
        values.tolist() for values in sizes.values()
    ]
    assert [t.get_text() for t in below.get_legend().get_texts()] == list(sizes)
    plt.close(above.figure)


def test_a_network_has_its_row_with_both_steps_the_smallest_ratio_first():
    ax = plots.latch.scatter([2.0, 1e-9], [0.2, 0.1], [0.6, 0.1], ("early", "late"))
    early, late = ax.get_lines()
    assert list(early.get_xdata()) == [0.1, 0.2]
    assert list(late.get_xdata()) == [0.1, 0.6]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["$10^{-9}$", "2.0"]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["early", "late"]
    plt.close(ax.figure)
