import matplotlib.pyplot as plt
from matplotlib.patches import FancyArrowPatch

from carousel.book import plots


def _said(ax):
    return [text.get_text() for text in ax.texts]


def _between(ax, start, end):
    """Arrows from one place to another, as far as a node reaches."""
    near = []
    for patch in ax.patches:
        if isinstance(patch, FancyArrowPatch):
            ends = patch._posA_posB
            if all(
                abs(a - b) < 0.6
                for at, place in zip(ends, (start, end), strict=True)
                for a, b in zip(at, place, strict=True)
            ):
                near.append(patch)
    return near


def _place(ax, name):
    return next(t.get_position() for t in ax.texts if t.get_text() == name)


def test_the_cell_names_its_gates_states_and_peepholes():
    ax = plots.wiring.cell()
    said = " ".join(_said(ax))
    for name in ("f_t", "i_t", "o_t", r"\tilde c_t", "p_f", "p_i", "p_o"):
        assert f"${name}$" in said
    for name in ("$c_{t-1}$", "$c_t$", "$h_t$", r"$\tanh$"):
        assert name in said
    plt.close(ax.figure)


def test_the_output_gate_peeps_at_the_new_state():
    ax = plots.wiring.cell()
    new, gate = _place(ax, "$c_t$"), _place(ax, "$o_t$")
    peeps = [
        patch
        for patch in ax.patches
        if isinstance(patch, FancyArrowPatch) and patch.get_linestyle() != "-"
    ]
    (start, end) = peeps[-1]._posA_posB
    assert abs(start[0] - new[0]) < 0.6
    assert abs(end[0] - gate[0]) < 0.1
    plt.close(ax.figure)


def test_of_the_ways_back_only_the_carousel_and_the_tanh_were_open():
    ax = plots.wiring.gradient_paths()
    ways = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    solid = [tuple(p._posA_posB) for p in ways if p.get_linestyle() == "-"]
    c_old, c_new = _place(ax, "$c_{t-1}$"), _place(ax, "$c_{t}$")
    assert solid == [(c_new, c_old), (_place(ax, "$h_{t}$"), c_new)]
    assert len(_between(ax, c_new, c_old)) == 3  # f, and two peepholes
    assert len(ways) == 7
    plt.close(ax.figure)


def test_a_cell_without_peepholes_has_none():
    ax = plots.wiring.cell(peepholes=False)
    assert not any("p_" in text for text in _said(ax))
    plt.close(ax.figure)
