import matplotlib.pyplot as plt
import numpy as np
import pytest

from carousel.book import plots
from carousel.lab.intervals import wilson
from carousel.lab.results import Rates


def _rates(places, solved, trials=20):
    low, high = np.array([wilson(s, trials) for s in solved]).T
    return Rates(places, np.array(solved), np.full(len(solved), trials), low, high)


CURVES = {"one": _rates([10, 20], [0, 20]), "two": _rates([10, 20], [7, 13])}
PANELS = {"left": CURVES, "right": dict(reversed(CURVES.items()))}
COLOURS = {"one": "f", "two": "c"}


@pytest.fixture
def axes():
    axes = plots.success.rates_by_panel(PANELS, COLOURS, xlabel="steps")
    yield axes
    plt.close(axes[0].figure)


def test_every_rate_is_a_point_with_its_interval(axes):
    for ax in axes:
        for container, rates in zip(ax.containers, CURVES.values(), strict=True):
            points, _, (bars,) = container.lines
            assert np.allclose(points.get_ydata(), rates.solved / rates.trials)
            ends = np.array([segment[:, 1] for segment in bars.get_segments()])
            assert np.allclose(ends, np.column_stack([rates.low, rates.high]))


def test_points_at_one_place_stand_side_by_side(axes):
    first, second = (container.lines[0].get_xdata() for container in axes[0].containers)
    assert (np.asarray(first) < np.asarray(second)).all()


def test_one_legend_names_the_curves_of_all_panels(axes):
    (legend,) = axes[0].figure.legends
    assert [text.get_text() for text in legend.get_texts()] == list(CURVES)
    assert [ax.get_legend() for ax in axes] == [None, None]
    assert [ax.get_title(loc="left") for ax in axes] == list(PANELS)


def test_a_row_has_its_counts_with_intervals_and_a_word_beside_it():
    rows = {"one": {"a": 5, "b": 20}, "other": {"a": 0, "b": 10}}
    beside = {"one": "p = 0.5", "other": "p = 1"}
    colours = {"a": "ink", "b": "c"}
    ax = plots.success.counts_by_row(
        rows, colours, trials=20, beside=beside, head="test"
    )
    drawn = [bars.lines[0].get_xdata().tolist() for bars in ax.containers]
    assert drawn == [[5, 0], [20, 10]]
    assert [t.get_text() for t in ax.texts] == ["p = 0.5", "p = 1", "test"]
    assert [t.get_text() for t in ax.get_yticklabels()] == list(rows)
    plt.close(ax.figure)
