import matplotlib.pyplot as plt

from carousel.book import plots


def test_every_event_is_drawn_with_its_year():
    events = ((1991, "diagnosis", "why", "rnn"), (1997, "carousel", "how", "c"))
    ax = plots.history.timeline(events)
    said = [text.get_text() for text in ax.texts]
    assert said == ["1991", "diagnosis", "why", "1997", "carousel", "how"]
    plt.close(ax.figure)
