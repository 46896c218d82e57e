import matplotlib.pyplot as plt

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
