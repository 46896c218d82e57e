import matplotlib.pyplot as plt
import numpy as np
import pytest

from carousel.book import plots
from carousel.cells import lstm

X = np.array([[0.2, 0, 0], [1, 1, 0], [0.1, 0, 1], [0.3, 0, 0]])
RUN = lstm.run(lstm.init(1, 3, rng=np.random.default_rng(0)), X)


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def test_a_task_names_its_marks_and_the_answer_of_each_question():
    said = [text.get_text() for text in plots.lanes.task(X, {2: -1}).texts]
    assert said == ["mark", "question: −"]


def test_a_run_has_a_row_for_each_gate_and_state_with_its_values():
    axes = plots.lanes.run(RUN, {2: 1})
    for ax, name in zip(axes, "ifoch", strict=True):
        assert np.array_equal(ax.lines[0].get_ydata(), getattr(RUN, name)[:, 0])
    (ring,) = axes[-1].lines[1].get_xdata()
    assert ring == 3


def test_the_step_that_is_marked_has_another_colour_than_the_rest():
    (ax,) = plots.lanes.terms({"one": [0.2, 0.5, 0.3]}, marked=1)
    colours = [bar.get_facecolor() for bar in ax.patches]
    assert colours[1] not in (colours[0], colours[2])
    assert colours[0] == colours[2]


def test_a_unit_has_a_bar_of_every_vector():
    named = {"one": (np.ones(3), "c"), "other": (np.zeros(3), "ink")}
    ax = plots.lanes.by_unit(named, ylabel="gradient")
    assert len(ax.patches) == 6
