import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots

EDGES = [("L", "h_1", ""), ("h_1", "c_1", "o_1"), ("c_1", "c_0", "f_1")]


def test_every_edge_has_a_picture_with_its_number():
    ax = plots.stepper.stages(EDGES, np.array([1.0, 0.5, -0.25]), np.array([1, 0.5, 2]))
    said = [text.get_text() for text in ax.texts]
    plt.close(ax.figure)
    for place, value in enumerate(("1.0000", "0.5000", "2.0000"), start=1):
        assert any(s.startswith(f"{place}.") and s.endswith(value) for s in said)
    assert said.count("$c_0$") == len(EDGES)
