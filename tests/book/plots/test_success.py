import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots
from carousel.lab.intervals import wilson
from carousel.lab.results import Rates


def _rates(places, solved, trials=20):
    low, high = np.array([wilson(s, trials) for s in solved]).T
    return Rates(places, np.array(solved), np.full(len(solved), trials), low, high)


CURVES = {"one": _rates([10, 20], [0, 20]), "two": _rates([10, 20], [7, 13])}
COLOURS = {"one": "f", "two": "c"}


def test_every_rate_is_a_point_with_its_interval():
    ax = plots.success.against(CURVES, COLOURS, xlabel="steps")
    assert len(ax.containers) == 2
    for container, rates in zip(ax.containers, CURVES.values(), strict=True):
        points, _, (bars,) = container.lines
        assert np.allclose(points.get_ydata(), rates.solved / rates.trials)
        ends = np.array([segment[:, 1] for segment in bars.get_segments()])
        assert np.allclose(ends, np.column_stack([rates.low, rates.high]))
    assert ax.get_xlabel() == "steps"
    assert ax.get_ylabel() == "seeds that solve it"
    assert [t.get_text() for t in ax.get_xticklabels()] == ["10", "20"]
    plt.close(ax.figure)


def test_points_at_one_place_stand_side_by_side():
    ax = plots.success.against(CURVES, COLOURS, xlabel="steps")
    first, second = (container.lines[0].get_xdata() for container in ax.containers)
    assert (np.asarray(first) < np.asarray(second)).all()
    plt.close(ax.figure)


def test_panels_are_one_a_curve_and_named():
    for log_scale in (False, True):
        axes = plots.success.panels(
            CURVES, COLOURS, xlabel="steps", columns=3, log_scale=log_scale
        )
        assert [ax.get_title(loc="left") for ax in axes] == ["one", "two"]
        axes[0].figure.canvas.draw()
        plt.close(axes[0].figure)


def test_words_are_places_too():
    ax = plots.success.against(
        {"one": _rates(["a", "b"], [3, 4])}, COLOURS, xlabel="letter"
    )
    assert [t.get_text() for t in ax.get_xticklabels()] == ["a", "b"]
    assert ax.get_legend() is None
    plt.close(ax.figure)
