import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots


def _said(ax):
    return [text.get_text() for text in ax.texts]


def test_the_routes_lead_to_the_inputs_and_name_every_state():
    ax = plots.heirs.minlstm_routes()
    said = " ".join(_said(ax))
    for time in ("t-2", "t-1", "t"):
        assert f"$c_{{{time}}}$" in said
        assert f"$x_{{{time}}}$" in said
    assert "$h_" not in said  # there is no output but the memory
    assert said.count(r"\times\, f") == 2
    plt.close(ax.figure)


def test_the_rounds_of_a_scan_double_their_reach_and_end_with_every_span():
    ax = plots.heirs.parallel_scan()
    rows = {}
    for text in ax.texts:
        rows.setdefault(round(text.get_position()[1], 3), []).append(text.get_text())
    spans = [row for row in rows.values() if len(row) == 8]
    ends = [f"1–{step}" if step > 1 else "1" for step in range(1, 9)]
    assert spans.count(ends) == 2  # the walk, and the last round
    assert ["1", "1–2", "2–3", "3–4", "4–5", "5–6", "6–7", "7–8"] in spans
    assert ["1", "1–2", "1–3", "1–4", "2–5", "3–6", "4–7", "5–8"] in spans
    plt.close(ax.figure)


def test_the_thick_route_leads_from_the_first_step_to_the_last():
    ax = plots.heirs.parallel_scan()
    colour = plots.COLOURS["c"]
    route = [line for line in ax.get_lines() if line.get_color() == colour]
    assert [tuple(line.get_xdata()) for line in route] == [(1, 2), (2, 4), (4, 8)]
    plt.close(ax.figure)


def test_one_line_and_one_name_a_stack_in_the_colour_of_its_meaning():
    curves = {"up": (2.0 ** np.arange(9), "h"), "level": (np.ones(9), "c")}
    figure, ax = plt.subplots()
    assert plots.heirs.gradient_norms_by_layer(curves, ax=ax) is ax
    colours = [line.get_color() for line in ax.get_lines()]
    assert colours == [plots.COLOURS["h"], plots.COLOURS["c"]]
    assert _said(ax) == list(curves)
    plt.close(figure)


def test_the_circle_shows_every_multiplier():
    turning = 0.9 * np.exp(1j * np.arange(5))
    ax = plots.heirs.unit_circle(turning)
    dots = next(line for line in ax.get_lines() if len(line.get_xdata()) == 5)
    assert np.allclose(dots.get_xdata() + 1j * dots.get_ydata(), turning)
    plt.close(ax.figure)


def test_a_light_is_shaded_while_it_is_on():
    ax = plots.heirs.light_switch(np.array([1.0, -1, 1]), np.array([0.0, -9, -18]))
    assert [patch.get_x() for patch in ax.patches] == [0.5, 2.5]
    assert ax.get_lines()[0].get_ydata().tolist() == [0, -9, -18]
    plt.close(ax.figure)
