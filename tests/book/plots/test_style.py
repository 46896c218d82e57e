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
