import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def test_a_pass_for_every_step_fills_a_triangle_and_one_pass_a_row():
    ax = plots.passes.backward_passes(6)
    arrows = [text for text in ax.texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == sum(range(6)) + 5  # one less than the dots of its walk
    walked, stops = ax.get_lines()[::2], ax.get_lines()[1::2]
    assert [line.get_xdata()[0] for line in stops] == [1, 2, 3, 4, 5, 6, 1]
    *one_by_one, at_once = [len(line.get_xdata()) for line in walked]
    assert (sum(one_by_one), at_once) == (6 * 7 // 2, 6)  # as the chapter counts
    said = [text.get_text() for text in ax.texts]
    assert "one pass" in said
    assert "$6$" in said
    plt.close(ax.figure)


def test_a_way_to_cut_a_stream_is_one_named_line_over_all_lags():
    share = np.array([1.0, 0.5, 0.0])
    ax = plots.passes.reached_places({"cut": (share, "f")})
    (line,) = ax.get_lines()
    assert list(line.get_ydata()) == list(share)
    assert ax.get_xlim() == (0, 2)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["cut"]
    plt.close(ax.figure)
