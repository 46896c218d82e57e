import matplotlib.pyplot as plt

from carousel.book import plots


def test_two_edges_leave_the_cell_state_and_their_factors_are_named():
    ax = plots.edges.leaving()
    said = [text.get_text() for text in ax.texts]
    for node in ("$c_{t-1}$", "$c_{t}$", "$h_{t-1}$", "$h_{t}$", "$L$"):
        assert said.count(node) == 1
    assert r"$\times\, f_t$" in said
    assert r"$\times\, o_{t-1} (1 - \tanh^2 c_{t-1})$" in said
    plt.close(ax.figure)


def test_the_straight_edge_has_the_colour_of_the_carousel():
    ax = plots.edges.leaving()
    widest = max(ax.patches, key=lambda patch: patch.get_linewidth())
    orange = plt.matplotlib.colors.to_rgba(plots.COLOURS["c"])
    assert widest.get_edgecolor() == orange
    plt.close(ax.figure)
