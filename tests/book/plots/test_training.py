import numpy as np

from carousel.book import plots

SHARES = {"total": np.logspace(-4, 0, 9), "direct": np.r_[0.0, np.logspace(-6, 0, 8)]}


def test_a_profile_has_a_line_for_the_truth_the_direct_path_and_before():
    forget = np.linspace(0, 1, 27).reshape(9, 3)
    ax = plots.training.profile_and_gates(SHARES, forget, before=SHARES["total"] / 9)
    beside, gates = ax.figure.axes[1:]
    assert len(beside.lines) == 3
    assert np.isnan(beside.lines[1].get_ydata()[0])  # a norm of 0 is not drawn
    assert gates.images[0].get_array().shape == (3, 9)
    assert gates.get_ylabel() == "unit"


def test_two_networks_stand_side_by_side():
    ax = plots.training.before({"RNN": SHARES["total"], "LSTM": SHARES["direct"]})
    assert [one.get_title("left") for one in ax.figure.axes[1:]] == ["RNN", "LSTM"]
