import matplotlib.pyplot as plt

from carousel.book import plots


def test_two_edges_leave_the_cell_state_and_their_factors_are_named():
    ax = plots.edges.from_cell_state()
    said = [text.get_text() for text in ax.texts]
    for node in ("$c_{t-1}$", "$c_{t}$", "$h_{t-1}$", "$h_{t}$", "$L$"):
        assert said.count(node) == 1
    assert r"$\times\, f_t$" in said
    assert r"$\times\, o_{t-1} (1 - \tanh^2 c_{t-1})$" in said
    plt.close(ax.figure)


def test_every_edge_of_a_step_has_the_name_of_its_matrix():
    ax = plots.edges.of_one_step()
    words = " ".join(text.get_text() for text in ax.texts)
    for name in ("D_t", "G_t", "S_t", "S_{t-1}", "O_t", "c_{t-1}", "h_{t-1}"):
        assert name in words
    plt.close(ax.figure)
