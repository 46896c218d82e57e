"""Each experiment's picture, drawn from its committed results."""

import matplotlib.pyplot as plt
import pytest

from carousel.book import plots
from carousel.lab import results

PICTURES = plots.experiments


def _drawn(axes):
    axes = axes if isinstance(axes, list) else [axes]
    axes[0].figure.canvas.draw()
    plt.close(axes[0].figure)
    return axes


def _points(ax):
    return sum(len(container.lines[0].get_xdata()) for container in ax.containers)


def test_forget_bias_has_a_panel_a_start_and_a_point_a_length():
    axes = _drawn(PICTURES.forget_bias(results.load("forget_bias")))
    assert [_points(ax) for ax in axes] == [5] * 8
    assert axes[3].get_title(loc="left") == "$b_f = 3$"


@pytest.mark.parametrize("task", ["adding", "order"])
def test_cells_shows_every_seed_of_every_network(task):
    cases = results.select(results.load("cells"), task=task)
    (ax,) = _drawn(PICTURES.cells(cases, task))
    assert len(ax.get_yticks()) == len(cases)
    points = [line for line in ax.get_lines() if line.get_marker() == "o"]
    shown = sum(len(line.get_xdata()) for line in points)
    assert shown == sum(len(case.runs) for case in cases)


def test_gradients_has_a_panel_a_task_and_three_gradients_a_start():
    axes = _drawn(PICTURES.gradients(results.load("gradients")))
    assert [_points(ax) for ax in axes] == [9] * 4
    (legend,) = axes[0].figure.legends
    assert [t.get_text() for t in legend.get_texts()] == list(PICTURES.GRADIENTS)
    assert all(ax.get_legend() is None for ax in axes)


@pytest.mark.parametrize("task", ["latch", "order"])
def test_trained_is_shown_before_and_after(task):
    cases = results.load("trained")
    assert [len(ax.get_lines()) for ax in _drawn(PICTURES.profiles(cases, task))] == [
        2
    ] * 4
    assert len(_drawn(PICTURES.gates(cases, task))) == 3  # an RNN has no gates


def test_clipping_has_a_row_a_threshold():
    cases = results.load("clipping")
    (ax,) = _drawn(PICTURES.clipping(cases))
    assert len(ax.get_yticks()) == len(cases)


def test_timing_has_a_panel_a_gradient():
    axes = _drawn(PICTURES.timing(results.load("timing")))
    assert [_points(ax) for ax in axes] == [6, 6]


def test_sizes_has_a_panel_a_parameter():
    axes = _drawn(PICTURES.sizes(results.load("sizes")))
    assert len(axes) == 6
    assert sum(map(_points, axes)) == len(results.load("sizes"))
