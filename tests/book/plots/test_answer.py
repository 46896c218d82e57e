import matplotlib.pyplot as plt
import numpy as np
import pytest

from carousel.book import plots


@pytest.mark.parametrize("log_scale", [True, False])
def test_the_answer_stands_at_its_place(log_scale):
    ax = plots.answer.on_an_axis(0.02, np.array([0.001, 1]), log_scale=log_scale)
    assert ax.get_xlim() == (0.001, 1)
    assert all(set(line.get_xdata()) == {0.02} for line in ax.get_lines())
    plt.close(ax.figure)
