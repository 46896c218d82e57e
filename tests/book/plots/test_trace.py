import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots
from carousel.examples import worked


def _drawn():
    found = worked.trace()
    ax = plots.trace.unrolled(
        worked.GATES,
        {"c": found.c, "h": found.h},
        {("direct", "c"): found.direct, ("in full", "ink"): found.dc},
    )
    said = [text.get_text() for text in ax.texts]
    plt.close(ax.figure)
    return found, said


def test_every_number_stands_on_the_picture_one_line_a_unit():
    found, said = _drawn()
    for values in np.vstack([found.c, found.h, found.direct, found.dc]):
        lines = "\n".join(f"{value:.4f}".replace("-", "−") for value in values)
        assert lines in said
    for values in np.vstack(list(worked.GATES.values())):
        assert "\n".join(f"{v:.2f}".replace("-", "−") for v in values) in said


def test_every_gate_and_state_is_named():
    _, said = _drawn()
    for t in (1, 2, 3):
        for sign in ("f", "i", "o", r"\tilde c", "c", "h"):
            assert f"${sign}_{t}$" in said
    assert "direct" in said
    assert "in full" in said


def test_a_number_to_compute_is_a_question_mark_and_fewer_rows_are_less_high():
    found = worked.trace()
    open_boxes = np.where(np.arange(4)[:, None] > 0, np.nan, found.c)
    ax = plots.trace.unrolled(worked.GATES, {"c": open_boxes, "h": found.h}, {})
    said = [text.get_text() for text in ax.texts]
    assert said.count("?\n?") == 3
    assert "0.5000\n−0.3000" in said
    assert ax.get_ylim()[0] > 2
    plt.close(ax.figure)
