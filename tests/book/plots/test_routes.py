from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt

from carousel.book import plots

PICTURE = Path(__file__).parents[3] / "chapters" / "images" / "routes.svg"


def test_the_readmes_picture_is_what_the_code_draws():
    drawn = BytesIO()
    with plots.style(), mpl.rc_context({"svg.fonttype": "path"}):  # no font beside it
        figure = plots.routes.two_routes().figure
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    plt.close(figure)
    assert drawn.getvalue() == PICTURE.read_bytes(), f"save it anew as {PICTURE.name}"


def test_the_diagram_names_every_state_and_every_factor():
    ax = plots.routes.two_routes()
    said = " ".join(text.get_text() for text in ax.texts)
    for time in ("t-2", "t-1", "t"):
        assert f"$c_{{{time}}}$" in said
        assert said.count(f"$h_{{{time}}}$") == 2  # the RNN's and the LSTM's
    assert said.count(r"\times\, f") == 2
    plt.close(ax.figure)
