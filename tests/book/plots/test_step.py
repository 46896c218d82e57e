import matplotlib.pyplot as plt

from carousel.book import plots


def test_every_edge_has_the_name_of_its_matrix():
    ax = plots.step.edges()
    words = " ".join(text.get_text() for text in ax.texts)
    for name in ("D_t", "G_t", "S_t", "S_{t-1}", "O_t", "c_{t-1}", "h_{t-1}"):
        assert name in words
    ax.figure.canvas.draw()
    plt.close(ax.figure)
