import matplotlib.pyplot as plt
import numpy as np

from carousel.book import plots

VALUES = {
    name: (place + 0.25, -place - 0.5)
    for place, name in enumerate(
        ("c", "h", "c_prev", "h_prev", "a_i", "a_f", "a_c", "a_o")
    )
}


def test_one_step_names_every_gradient_and_shows_its_numbers():
    ax = plots.example.one_step(VALUES, 3)
    said = [text.get_text() for text in ax.texts]
    for letters in ("c_3", "h_3", "c_2", "h_2", "a^i_3", "a^f_3", "a^c_3", "a^o_3"):
        assert rf"$\partial L/\partial {letters}$" in said
    for k in "ifco":
        assert rf"$\times\, U_{k}^\top$" in said
    assert r"$\times\, c_2\, f_3(1 - f_3)$" in said
    for first, second in VALUES.values():
        assert f"{first:.4f}\n{second:.4f}".replace("-", "−") in said
    plt.close(ax.figure)


def test_each_unit_has_its_curve_its_level_and_its_circles():
    scales = np.linspace(0, 8, 5)
    full = np.stack([scales, 1 - scales], axis=1)
    ax = plots.example.gradient_by_scale(scales, full, (0.5, 0.2), {4.0: (4.0, -3.0)})
    drawn = [line.get_ydata() for line in ax.lines]
    assert any(np.array_equal(y, full[:, 1]) for y in drawn)
    assert any(np.array_equal(y, np.full(5, 0.2)) for y in drawn)
    assert sum(line.get_marker() == "o" for line in ax.lines) == 2
    plt.close(ax.figure)


def test_a_number_that_is_left_to_the_reader_is_a_question_mark():
    ax = plots.example.one_step({**VALUES, "a_f": (np.nan, np.nan)}, 2)
    said = [text.get_text() for text in ax.texts]
    assert said.count("?\n?") == 1
    plt.close(ax.figure)


def test_each_weight_stands_in_its_matrix():
    named = {"i": np.array([[0.1, -0.2], [0.3, 0.4]]), "c": np.eye(2)}
    axes = plots.example.recurrent_weights(named)
    assert [ax.get_title() for ax in axes] == ["$U_i$", "$U_c$"]
    told = {text.get_position(): text.get_text() for text in axes[0].texts}
    assert told[1, 0] == "−0.2000"
    assert told[0, 1] == "0.3000"
    plt.close(axes[0].figure)
