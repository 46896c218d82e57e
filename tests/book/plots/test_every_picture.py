"""What holds of every picture, drawn once each from small data."""

import inspect
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from carousel.book import plots
from carousel.cells import lstm
from carousel.examples import worked
from carousel.lab.results import Rates

N = np.arange(1.0, 6)  # five numbers above 0
NAMED = {"one": (N, "c"), "other": (N[::-1], "h")}
BY_SEED = {"one": (np.outer(N, N), "f"), "other": (np.outer(N, N), "rnn")}
ALONE = Rates([1, 2], np.array([3, 4]), np.array([5, 5]), N[:2] / 9, N[:2] / 2)
STEPS = dict.fromkeys(["c", "h", "a_i", "a_f", "a_c", "a_o", "h_prev", "c_prev"], N[:2])
STATES = {"c": np.ones((4, 2)), "h": np.ones((4, 2))}
UNIT = lstm.run(lstm.init(1, 1, rng=np.random.default_rng(1)), np.ones((4, 1)))
EVENTS = [(1997, "carousel", "what it changed", "c")]
SIZES = {"tame": ({1: [0.5, 0.7], 8: [0.9, 1.1]}, "rnn")}


def call(*arguments, **named):
    """What a picture is called with."""
    return arguments, named


PICTURES = {
    "answer.on_an_axis": call(0.5, np.array([0.1, 1])),
    "clipping.cliff": call(N, np.array([N / 5]), 2.0, {"run": (np.ones((3, 2)), "-")}),
    "clipping.norm_histogram": call(N, 2.0),
    "clipping.step_lengths": call(NAMED),
    "dominance.error_by_bound": call({"one": (N, N, "f")}),
    "dominance.ratio_by_steps": call(N, np.outer(N, (1, 2, 3))),
    "dominance.steps_by_bias": call(
        np.arange(4),
        np.arange(3),
        np.outer([30, 10, 1], [1, 2, 4, 9]),
        np.outer([15, 5, 0], [1, 2, 4, 9]),
        {"here": (1, 1)},
    ),
    "edges.from_cell_state": call(),
    "edges.of_one_step": call(),
    "errors.by_length": call((2, 3), {1.0: [4, 6], 0.1: [1, 2]}),
    "errors.by_nudge": call(N / 10, {"single": N / 10, "double": N / 1000}),
    "example.gradient_by_scale": call(N, np.outer(N, (1, 2)), (1, 2), {2.0: (2, 4)}),
    "example.one_step": call(STEPS, 3),
    "example.recurrent_weights": call({"i": np.eye(2), "f": -np.eye(2)}),
    "explosion.growth_bound": call({"one": ([1.0, 2.0], [0.5, 1.5], "s", "h")}),
    "explosion.growth_by_scale": call(SIZES),
    "explosion.updates_by_threshold": call(N, {0.1: N, np.inf: N}, most=100),
    "flow.by_row": call(NAMED, xlabel="factor", line=1),
    "flow.decay": call({"kept": (0.9**N, "f")}),
    "gates.forget_gate_maps": call({"one": np.full((3, 2), 0.5)}),
    "gates.learnable_biases": call({"float32": 17, "bfloat16": 6}),
    "gates.retention_and_gradient": call(N / 6, N / 6, N / 6),
    "gates.retention_slopes": call(N, {10: N / 6}),
    "heat.matrices": call({"one": np.eye(2)}),
    "heirs.light_switch": call(N - 2, -N),
    "heirs.gradient_norms_by_layer": call(NAMED),
    "heirs.minlstm_routes": call(),
    "heirs.parallel_scan": call(),
    "heirs.unit_circle": call(0.9 * np.exp(1j * N)),
    "history.timeline": call(EVENTS),
    "lanes.by_unit": call(NAMED, ylabel="gradient"),
    "lanes.knock_outs": call({"one": UNIT}, {2: 1}),
    "lanes.run": call(UNIT, {2: 1}),
    "lanes.task": call(np.eye(4)[:, :3], {2: 1}),
    "lanes.terms": call({"one": N / 15}, marked=1),
    "latch.scatter": call(N, N / 9, N / 6, ("early", "late")),
    "latch.terms": call(N, {"one": N / 10, "other": N}, marked=2),
    "measuring.gradient_norms": call(NAMED),
    "measuring.norms_by_seed": call(BY_SEED),
    "measuring.stacked_strips": call({"what": NAMED}),
    "measuring.strips": call(NAMED, xlabel="what"),
    "memory.gate_by_bias": call(N, N / 6, at=(2.0, 0.4), edge=3.0),
    "memory.retention_by_time": call(N, 0.9**N, 0.8**N, half_life=2.0, duration=4),
    "passes.backward_passes": call(4),
    "passes.reached_places": call({"one": (N / 5, "f")}),
    "peepholes.curves_by_state": call(N, {"one": (N, "c", "-")}, ylabel="slope"),
    "peepholes.state_and_output": call({"one": (N, N)}),
    "race.gradient_norms": call({"RNN": N / 5}, {"RNN": "rnn"}),
    "race.metrics_table": call({"RNN": (1, 2, 3)}, {"RNN": "rnn"}),
    "routes.shares": call(np.geomspace(0.3, 1, 12), np.geomspace(0.6, 1, 12)),
    "routes.two_routes": call(),
    "spectrum.log_sensitivity": call(NAMED),
    "spectrum.sensitivity_and_angle": call(NAMED, N / 5, N),
    "spectrum.singular_values": call(NAMED),
    "stepper.stages": call(
        [("h_1", "c_1", "o_1"), ("c_1", "c_0", "f_1")], N[:2], N[:2]
    ),
    "success.counts_by_row": call(
        {"latch": {"full": 4, "cut": 1}, "order": {"full": 3, "cut": 5}},
        {"full": "ink", "cut": "c"},
        trials=5,
        beside={"latch": "0.2", "order": "0.5"},
        head="p",
    ),
    "success.rates_by_panel": call({"t": {"one": ALONE}}, {"one": "c"}, xlabel="n"),
    "trace.unrolled": call(worked.GATES, STATES, {}),
    "training.before": call(dict.fromkeys(("RNN", "LSTM"), np.logspace(-9, 0, 5))),
    "training.profile_and_gates": call(
        dict.fromkeys(("total", "direct"), np.logspace(-9, 0, 5)), np.eye(5)
    ),
    "wild.by_lag": call({"one": ([(N, N / 6), (N, N / 7)], "lstm")}, ylabel="cosine"),
    "wild.counting": call(N, N, N / 2, 1 / N),
    "wild.exponents": call({"one": ([-0.1, 0.0], [-0.4, -0.9])}),
    "wild.half_lives": call(N, 2 * N, N > 2, {"one": (1.0, 2.0)}),
    "wiring.cell": call(),
    "wiring.gradient_paths": call(),
}

# The question above it says what it is.
UNNAMED = {"answer.on_an_axis"}

every = pytest.mark.parametrize("name", PICTURES)


def _function(name):
    module, function = name.split(".")
    return getattr(getattr(plots, module), function)


def _drawn(name, **more):
    arguments, named = PICTURES[name]
    return _function(name)(*arguments, **named, **more)


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def test_every_public_picture_is_here():
    public = {
        f"{module}.{name}"
        for module in plots.__all__
        if inspect.ismodule(room := getattr(plots, module))
        for name, value in inspect.getmembers(room, inspect.isfunction)
        if value.__module__ == room.__name__ and not name.startswith("_")
        if inspect.signature(value).return_annotation in (plt.Axes, list[plt.Axes])
    }
    assert public == set(PICTURES)


def _has_words(ax, which):
    """Whether an axis is named, where it stands or on one that shares it."""
    same = getattr(ax, f"get_shared_{which}_axes")().get_siblings(ax)
    figure = ax.figure
    beside = figure.get_supxlabel() if which == "x" else figure.get_supylabel()
    return beside or any(getattr(one, f"get_{which}label")() for one in same)


@every
def test_an_axis_with_numbers_says_what_they_are_and_the_settings_stay(name):
    before = dict(plt.rcParams)
    drawn = _drawn(name)
    figure = (drawn[0] if isinstance(drawn, list) else drawn).figure
    figure.canvas.draw()
    for ax in figure.axes:
        for which in "xy" if ax.axison and name not in UNNAMED else "":
            texts = [
                text.get_text() for text in getattr(ax, f"get_{which}ticklabels")()
            ]
            numbers = [text for text in texts if re.search(r"\d", text)]
            assert not numbers or _has_words(ax, which), (which, numbers)
    assert dict(plt.rcParams) == before


@every
def test_it_draws_where_it_is_told(name):
    if "ax" in inspect.signature(_function(name)).parameters:
        figure, ax = plt.subplots()
        assert _drawn(name, ax=ax).figure is figure
        assert plt.get_fignums() == [figure.number]
