import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots

F = np.array([[0.5, 0.9], [0.99, 0.0], [0.75, 0.999]])  # three steps, two units


def test_every_run_is_one_map_with_units_down_and_steps_across():
    axes = plots.gates.forget_gate_maps({"one": F, "other": 0.5 * F})
    assert [ax.get_title(loc="left") for ax in axes] == ["one", "other"]
    shown = axes[0].get_images()[0].get_array()
    assert shown.shape == (2, 3)
    assert np.allclose(np.exp(shown), 1 / (1 - F.T))
    plt.close(axes[0].figure)


def test_all_maps_share_one_scale_whose_marks_are_gates():
    axes = plots.gates.forget_gate_maps({"one": F, "other": 0.5 * F})
    scales = {ax.get_images()[0].get_clim() for ax in axes}
    assert len(scales) == 1
    bar = axes[0].figure.axes[-1]
    marks = [float(label.get_text()) for label in bar.get_yticklabels()]
    assert np.allclose(bar.get_yticks(), -np.log1p(-np.array(marks)))
    plt.close(axes[0].figure)


def test_a_cut_shows_the_gate_the_memory_and_the_gradient():
    f, memory, gradient = F[:, 0], F[:, 1], 0.5 * F[:, 1]
    above, below = plots.gates.retention_and_gradient(f, memory, gradient)
    assert above.get_lines()[0].get_ydata().tolist() == f.tolist()
    assert [bar.get_height() for bar in below.patches] == memory.tolist()
    assert below.get_lines()[0].get_ydata().tolist() == gradient.tolist()
    plt.close(above.figure)


def test_each_time_is_one_hump_named_at_its_top():
    biases = np.linspace(0, 2, 3)
    ax = plots.gates.retention_slopes(biases, {10: F[:, 0], 100: F[:, 1]})
    assert [text.get_text() for text in ax.texts] == ["T = 10", "T = 100"]
    assert ax.texts[0].xy == (1.0, 0.99)
    plt.close(ax.figure)


def test_a_format_has_a_bar_as_long_as_its_bound():
    ax = plots.gates.learnable_biases({"float32": 17, "bfloat16": 6})
    assert [bar.get_width() for bar in ax.patches] == [17, 6]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["float32", "bfloat16"]
    assert [t.get_text() for t in ax.texts] == ["17", "6"]
    plt.close(ax.figure)
