import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def test_a_clock_shows_its_state_above_its_output_from_step_1():
    c, h = np.arange(5.0), np.ones(5)
    top, below = plots.clock.ticking({"with": (c, h), "without": (2 * c, 0 * h)})
    assert [list(line.get_ydata()) for line in top.lines] == [list(c), list(2 * c)]
    assert [list(line.get_ydata()) for line in below.lines] == [[1] * 5, [0] * 5]
    assert list(top.lines[0].get_xdata()) == [1, 2, 3, 4, 5]
    assert [t.get_text() for t in top.get_legend().texts] == ["with", "without"]
    assert top.lines[1].get_linestyle() == "--"
    assert "c_t" in top.get_ylabel()
    assert "h_t" in below.get_ylabel()
    plt.close(top.figure)


def test_a_clock_is_drawn_on_the_axes_that_it_is_given():
    figure, axes = plt.subplots(2)
    found = plots.clock.ticking({"a": (np.ones(3), np.ones(3))}, list(axes))
    assert found == list(axes)
    plt.close(figure)
