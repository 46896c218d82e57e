"""What a learner may get wrong, and what the library then says."""

import dataclasses

import numpy as np
import pytest
from jaxtyping import config

from carousel import (
    bptt,
    clipping,
    differences,
    dominance,
    flow,
    initial,
    interop,
    jacobian,
    shapes,
)
from carousel.cells import gru, logit, lstm, lstm_1997, peephole, rnn, sigmoid
from carousel.examples import counterexamples, worked
from carousel.flow.detached import mean_profile
from carousel.heirs import depth, minlstm, scan
from oracles import unrolled

RNG = np.random.default_rng(0)
NETWORKS = {kind: unrolled.network(kind, 0) for kind in unrolled.CELLS}
PARAMS, HISTORY = NETWORKS["lstm"]
NAN, INF = float("nan"), float("inf")


def change(kind, **weights):
    return lambda: dataclasses.replace(NETWORKS[kind][0], **weights)


def run(kind, x, first=None):
    return lambda: unrolled.CELLS[kind].run(NETWORKS[kind][0], x, first)


WIDE = lstm.init(3, 5, rng=RNG)
OTHER = lstm.init(3, 2, rng=RNG)  # of the same shapes
MINIMAL = minlstm.init(3, 2, rng=RNG)
STACK = depth.init("plain", 3, 4, rng=RNG)
ONES = np.ones(3)
HUGE = rnn.Params(W=[[0.0]], U=[[40.0]], b=[0.0])

# What takes weights and a history of them.
OF_A_RUN = {
    "steps": jacobian.steps,
    "paths": jacobian.paths,
    "backward": lambda params, history: bptt.backward(params, history, np.ones((6, 3))),
    "profile": lambda params, history: flow.profile(params, history, ONES),
    "mean_profile": lambda params, history: mean_profile(params, history, ONES, 0.5),
    "sensitivity": flow.sensitivity,
    "indirect": dominance.indirect,
    "indirect_ratio": dominance.indirect_ratio,
    "bound": dominance.bound,
}
MISFITS = {
    "swapped": (
        HISTORY,
        PARAMS,
        "params come first, then the history: they are swapped",
    ),
    "no params": (None, HISTORY, "params must be one of lstm.Params, .*; got None"),
    "a number for params": (8, HISTORY, "params must be one of lstm.Params, .*; got 8"),
    "a cell of the heirs": (
        MINIMAL,
        minlstm.run(MINIMAL, HISTORY.x),
        "(with a cell state and an output gate|must be one of lstm.Params).* got minlstm",
    ),
    "no history": (PARAMS, None, "history must be what lstm.run gives, got None"),
    "outputs for a history": (
        PARAMS,
        HISTORY.h,
        r"history must be what lstm.run gives, got an array of float64 with shape \(6, 3\)",
    ),
    "another network's history": (
        OTHER,
        HISTORY,
        "the history is not a run of these params: taken again, step . has another h",
    ),
}


CALLS = {
    # what is not of a kind, or not of this network
    "digits": (
        change("lstm", b_f=["1", "2", "3"]),
        r"b_f must be an array of numbers, got \['1'",
    ),
    "complex": (change("rnn", b=[1j, 0, 0]), "b must be an array of numbers"),
    "huge integer": (change("rnn", b=[10**400, 0, 0]), "b must be an array of numbers"),
    "no steps": (run("lstm", np.ones((0, 2))), "x has no steps, expected at least one"),
    "another cell's state": (
        run("lstm", np.ones((5, 2)), rnn.State(h=[0, 0, 0])),
        "first must be lstm.State, got rnn.State",
    ),
    "another input width": (
        lambda: bptt.backward(WIDE, HISTORY, HISTORY.h),
        "the history read 2 inputs, the params 5",
    ),
    "an exploding profile": (
        lambda: flow.profile(HUGE, rnn.run(HUGE, np.zeros((400, 1))), [1.0]),
        "the gradient grew beyond what float64 can hold",
    ),
    "an exploding backward": (
        lambda: bptt.backward(
            HUGE, rnn.run(HUGE, np.zeros((400, 1))), np.ones((400, 1))
        ),
        "the gradient grew beyond what float64 can hold",
    ),
    "a GRU's retention": (
        lambda: flow.retention(NETWORKS["gru"][1]),
        "retention is of cells with a cell state, got gru",
    ),
    "a GRU's forget bias": (
        lambda: initial.forget_bias(NETWORKS["gru"][0], 1.0),
        "expected a cell with a forget gate, got gru",
    ),
    "chrono in 1997": (
        lambda: initial.chrono(NETWORKS["lstm_1997"][0], 10, rng=RNG),
        "expected a cell with a forget gate, got lstm_1997",
    ),
    "chrono forever": (
        lambda: initial.chrono(PARAMS, INF, rng=RNG),
        "at least 2 steps and finite, got inf",
    ),
    "a share that is none": (
        lambda: interop.to_torch(PARAMS, share=NAN),
        "share must lie between 0 and 1, got nan",
    ),
    "a negative norm of a profile": (
        lambda: flow.metrics([1.0, -1.0]),
        "a norm cannot be negative, got -1",
    ),
    # names, places, kinds
    "a typo": (change("lstm", bf=3.0), r"^bf: no such weight; b_f\?$"),
    "a capital": (change("lstm", w_f=3.0), r"^w_f: no such weight; W_f\?$"),
    "no such name": (
        change("rnn", bias=3.0),
        "bias: no such weight; rnn.Params has W, U, b",
    ),
    "a weight too few": (lambda: rnn.Params([[1]], [[1]]), "rnn.Params needs b too"),
    "a weight too many": (
        lambda: rnn.Params([[1]], [[1]], [1], [2]),
        r"rnn.Params takes 3 \(W, U, b\), got 4",
    ),
    "no part of a state": (
        lambda: gru.State(c=[0]),
        "c: no such part of a state; gru.State has h",
    ),
    "a state too long": (lambda: lstm.State([0], [0], [0]), r"takes 2 \(h, c\), got 3"),
    "a state too short": (lambda: lstm.State([0]), "lstm.State needs c too"),
    "h twice": (
        lambda: lstm.State([0], h=[0]),
        "h came twice, by position and by name",
    ),
    "no unit": (lambda: gru.State([]), "gru.State needs at least one unit, got 0"),
    "run swapped": (
        lambda: lstm.run(HISTORY.x, PARAMS),
        "params must be lstm.Params, got an array of float64",
    ),
    "run None": (
        lambda: lstm.run(None, HISTORY.x),
        "params must be lstm.Params, got None",
    ),
    "run GRU's": (
        lambda: lstm.run(NETWORKS["gru"][0], HISTORY.x),
        "params must be lstm.Params, got gru.Params",
    ),
    "run a heir's": (
        lambda: minlstm.run(PARAMS, HISTORY.x),
        "params must be minlstm.Params, got lstm.Params",
    ),
    "a tuple for a state": (
        lambda: lstm.step(PARAMS, HISTORY.x[0], ([0, 0, 0], [0, 0, 0])),
        r"prev must be lstm.State, got \(\[0, 0, 0\], \[0, 0, 0\]\)",
    ),
    "a tuple for the first": (
        run("lstm", HISTORY.x, ([0, 0, 0], [0, 0, 0])),
        "first must be lstm.State, got",
    ),
    "a mask": (
        run("lstm", np.ma.masked_array(HISTORY.x, mask=HISTORY.x > 0)),
        "x has masked entries, expected a number in each",
    ),
    "a date": (
        lambda: initial.half_life(np.datetime64("2020-01-01")),
        "must be an array of numbers, got",
    ),
    "half of text": (
        lambda: initial.half_life("3"),
        "bias must be an array of numbers, got '3'",
    ),
    "half of NaN": (lambda: initial.half_life([NAN]), "bias contains NaN"),
    "a bias for text": (
        lambda: initial.bias_for("3"),
        "must be an array of numbers, got '3'",
    ),
    "biases by unit": (
        lambda: initial.forget_bias(PARAMS, [1, 2, 3]),
        r"bias must be a number, got \[1, 2, 3\]",
    ),
    "init with biases": (
        lambda: lstm.init(3, 2, rng=RNG, forget_bias=ONES),
        "forget_bias must be a number, got an array",
    ),
    "scales by unit": (
        lambda: initial.scaled(PARAMS, [1, 2, 3]),
        "scale must be a number, got",
    ),
    "scaled None": (
        lambda: initial.scaled(None, 2),
        "params must be a cell's weights, got None",
    ),
    "gain NaN": (
        lambda: initial.orthogonal(PARAMS, rng=RNG, gain=NAN),
        "gain must be a finite number, got nan",
    ),
    "a seed": (
        lambda: lstm.init(3, 2, rng=0),
        r"rng must be a generator such as np\.random.* got 0",
    ),
    "no seed": (
        lambda: gru.init(3, 2, rng=None),
        "rng must be a generator .* got None",
    ),
    "chrono's seed": (
        lambda: initial.chrono(PARAMS, 9, rng=1),
        "rng must be a generator .* got 1",
    ),
    "a stack's seed": (
        lambda: depth.init("plain", 3, 2, rng=1),
        "rng must be a generator .* got 1",
    ),
    "half a unit": (
        lambda: rnn.init(2.5, 2, rng=RNG),
        "must be a whole number, got 2.5",
    ),
    "half a layer": (
        lambda: depth.init("plain", 3, 1.5, rng=RNG),
        "layers must be a whole number",
    ),
    "transport by floats": (
        lambda: flow.transport(np.ones((5, 2, 2)), 1.0, 2),
        "start must be a whole number, got 1.0",
    ),
    "transport of nothing": (
        lambda: flow.transport(np.ones((3, 0, 0))),
        r"J has shape \(3, 0, 0\), expected \(time, state, state\)",
    ),
    "transport complex": (
        lambda: flow.transport(1j * np.ones((3, 2, 2))),
        "J must be an array of numbers, got an array of complex128 with shape",
    ),
    "spectrum of a run": (lambda: flow.spectrum(HISTORY), "got lstm.History"),
    "retention of weights": (
        lambda: flow.retention(PARAMS),
        "history must be what a cell's run gives, got lstm.Params",
    ),
    "o_first beyond": (
        lambda: jacobian.paths(PARAMS, HISTORY, o_first=[1, 1, 2]),
        "o_first must lie between 0 and 1",
    ),
    "held z": (
        lambda: jacobian.steps(PARAMS, HISTORY, held="z"),
        "held must be among i, f, c, o, got 'z'",
    ),
    "a GRU's held": (
        lambda: jacobian.steps(*NETWORKS["gru"], held="z"),
        "an LSTM's gates can be held, not those of gru",
    ),
    "probability of text": (
        lambda: bptt.backward(
            PARAMS, HISTORY, HISTORY.h, mode="h-detach", probability="1", rng=RNG
        ),
        "probability must lie between 0 and 1, got '1'",
    ),
    "horizon of text": (
        lambda: dominance.horizon("a"),
        "rate must be a number, got 'a'",
    ),
    "threshold of text": (
        lambda: clipping.by_norm([1.0], "1"),
        "threshold must be a number, got '1'",
    ),
    "a missing gradient": (
        lambda: clipping.by_norm({"W": None}, 1),
        "W must be an array of numbers, got None",
    ),
    "all gradients at once": (
        lambda: clipping.by_norm(bptt.backward(PARAMS, HISTORY, HISTORY.h), 1),
        "clip one set at a time: params is a set, lstm.Params",
    ),
    "a complex function": (
        lambda: differences.central(lambda v: 1j * v, [1.0, 2.0]),
        "the function's value must be an array of numbers",
    ),
    "an empty point": (lambda: differences.central(np.sin, []), "at is empty"),
    "no number to squash": (
        lambda: sigmoid("a"),
        "a must be an array of numbers, got 'a'",
    ),
    "a gate of 1": (lambda: logit([0.5, 1.0]), "a gate must lie between 0 and 1"),
    "the 1997 cell for Keras": (
        lambda: interop.to_keras(NETWORKS["lstm_1997"][0]),
        "Keras has no layer for lstm_1997; expected lstm, gru or rnn",
    ),
    "the 1997 cell for Flax": (
        lambda: interop.to_flax(NETWORKS["lstm_1997"][0]),
        "Flax has no cell for lstm_1997; expected lstm, gru or rnn",
    ),
    "Flax without bias": (
        lambda: interop.from_flax({k: {"kernel": [[1.0]]} for k in ("ii", "hi")}),
        "the layer hi has no bias",
    ),
    "PyTorch of None": (
        lambda: interop.from_torch(None),
        "expected nn.LSTM, nn.GRU, nn.RNN or a cell of theirs, or a state dict, got None",
    ),
    "recurrent NaN": (
        lambda: worked.recurrent(NAN),
        "scale must be a finite number, got nan",
    ),
    "gates of a number": (
        lambda: worked.trace(5),
        "gates must be f, i, c_tilde, o, got 5",
    ),
    "a gate of text": (
        lambda: counterexamples.one_unit(f="a", i=0.5, c_tilde=0, o=0.5),
        "f must be a number, got 'a'",
    ),
    "another stack's run": (
        lambda: depth.layer_jacobians(
            STACK, depth.run(depth.init("plain", 3, 4, rng=RNG), ONES)
        ),
        "h is not a run of this stack",
    ),
    "a highway without gates": (
        lambda: depth.Stack("highway", np.ones((1, 2, 2)), np.ones((1, 2))),
        "U_f must be an array of numbers, got None",
    ),
    "a masked scan": (
        lambda: scan.loop(np.ma.masked_array([[1.0]], mask=True), [[1.0]]),
        "f has masked entries",
    ),
    # weights, by cell: a wrong shape, NaN, infinity, no numbers
    "rnn U wide": (
        change("rnn", U=np.ones((3, 4))),
        r"U has shape \(3, 4\), expected \(3, 3\)",
    ),
    "rnn W flat": (
        change("rnn", W=np.ones(3)),
        r"W has shape \(3,\), expected \(3, input\)",
    ),
    "rnn b NaN": (
        change("rnn", b=[0, NAN, 0]),
        "b contains NaN, expected finite numbers",
    ),
    "1997 U_o": (change("lstm_1997", U_o=np.ones((2, 3))), r"U_o has shape \(2, 3\)"),
    "1997 b_c": (
        change("lstm_1997", b_c=np.ones(2)),
        r"b_c has shape \(2,\), expected \(3,\)",
    ),
    "1997 W_i inf": (
        change("lstm_1997", W_i=np.full((3, 2), INF)),
        "W_i contains infinity",
    ),
    "lstm W_f": (
        change("lstm", W_f=np.ones((3, 9))),
        r"W_f has shape \(3, 9\), expected \(3, 2\)",
    ),
    "lstm b_o broadcast": (
        change("lstm", b_o=np.ones(1)),
        r"b_o has shape \(1,\), expected \(3,\)",
    ),
    "lstm U_c text": (
        change("lstm", U_c="orthogonal"),
        "U_c must be an array of numbers, got 'orth",
    ),
    "lstm U_i NaN": (change("lstm", U_i=np.full((3, 3), NAN)), "U_i contains NaN"),
    "peephole matrix": (
        change("peephole", p_f=np.eye(3)),
        r"p_f has shape \(3, 3\), expected \(3,\)",
    ),
    "peephole p_o": (
        change("peephole", p_o=np.ones(2)),
        r"p_o has shape \(2,\), expected \(3,\)",
    ),
    "gru b_hn": (
        change("gru", b_hn=np.ones(4)),
        r"b_hn has shape \(4,\), expected \(3,\)",
    ),
    "gru U_z None": (
        change("gru", U_z=None),
        "U_z must be an array of numbers, got None",
    ),
    # runs and steps
    "run narrow": (
        run("lstm", np.ones((5, 1))),
        r"x has shape \(5, 1\), expected \(time, 2\)",
    ),
    "run flat": (run("gru", np.ones(5)), r"x has shape \(5,\), expected \(time, 2\)"),
    "run batch": (
        run("rnn", np.ones((1, 5, 2))),
        r"x has shape \(1, 5, 2\), expected \(time, 2\)",
    ),
    "run NaN": (run("peephole", [[NAN, 0]]), "x contains NaN"),
    "run first": (
        run("lstm", np.ones((5, 2)), lstm.State(h=[0], c=[0])),
        "first has 1 units, the params have 3",
    ),
    "step narrow": (
        lambda: lstm.step(PARAMS, [1], HISTORY.first),
        r"x_t has shape \(1,\), expected \(2,\)",
    ),
    "step inf": (
        lambda: lstm.step(PARAMS, [1, INF], HISTORY.first),
        "x_t contains infinity",
    ),
    "state": (
        lambda: lstm.State(h=[0, 0], c=[0]),
        r"c has shape \(1,\), expected \(2,\)",
    ),
    "state NaN": (lambda: gru.State(h=[NAN]), "h contains NaN"),
    "no units": (lambda: rnn.init(0, 2, rng=RNG), "at least one unit and one input"),
    "no inputs": (lambda: gru.init(2, 0, rng=RNG), "at least one unit and one input"),
    "negative units": (
        lambda: lstm_1997.init(-1, 2, rng=RNG),
        "at least one unit and one input",
    ),
    "peephole no units": (
        lambda: peephole.init(0, 1, rng=RNG),
        "at least one unit and one input",
    ),
    # Jacobians and flow
    "other history": (
        lambda: jacobian.steps(PARAMS, NETWORKS["gru"][1]),
        "history is of gru, the params are of lstm",
    ),
    "paths of a gru": (
        lambda: jacobian.paths(*NETWORKS["gru"]),
        "paths are of cells with a cell state",
    ),
    "o_first": (
        lambda: jacobian.paths(PARAMS, HISTORY, o_first=[1, 1]),
        r"o_first has shape \(2,\)",
    ),
    "transport flat": (
        lambda: flow.transport(np.ones((2, 2))),
        r"J has shape \(2, 2\), expected \(time, state, state\)",
    ),
    "transport wide": (
        lambda: flow.transport(np.ones((5, 2, 3))),
        r"J has shape \(5, 2, 3\), expected \(time, state, state\)",
    ),
    "transport range": (
        lambda: flow.transport(np.ones((5, 2, 2)), 4, 2),
        "expected 0 <= start <= end <= 5, got 4 and 2",
    ),
    "transport far": (lambda: flow.transport(np.ones((5, 2, 2)), 0, 6), "got 0 and 6"),
    "transport NaN": (
        lambda: flow.transport(np.full((1, 2, 2), NAN)),
        "J contains NaN",
    ),
    "spectrum empty": (
        lambda: flow.spectrum(np.ones((0, 2, 2))),
        "needs at least one step, got none",
    ),
    "profile width": (
        lambda: flow.profile(PARAMS, HISTORY, [1.0]),
        r"dh_last has shape \(1,\), expected \(3,\)",
    ),
    "metrics zero": (lambda: flow.metrics([0.0, 0.0]), "need a norm that is not 0"),
    "metrics table": (
        lambda: flow.metrics(np.ones((2, 2))),
        r"profile has shape \(2, 2\), expected \(time,\)",
    ),
    # backward
    "backward mode": (
        lambda: bptt.backward(PARAMS, HISTORY, HISTORY.h, mode="tbptt"),
        "mode must be one of full, truncated, h-detach, got 'tbptt'",
    ),
    "backward shape": (
        lambda: bptt.backward(PARAMS, HISTORY, np.ones((6, 2))),
        r"dh has shape \(6, 2\), expected \(6, 3\)",
    ),
    "backward rng": (
        lambda: bptt.backward(
            PARAMS, HISTORY, HISTORY.h, mode="h-detach", probability=0.5
        ),
        r"rng must be a generator such as np.random.default_rng\(0\), got None",
    ),
    # clipping
    "threshold 0": (
        lambda: clipping.by_norm([1.0], 0),
        "threshold must be a number above 0, got 0",
    ),
    "threshold NaN": (
        lambda: clipping.by_value([1.0], NAN),
        "threshold must be a number above 0, got nan",
    ),
    "gradient NaN": (lambda: clipping.by_norm({"W_f": [NAN]}, 1.0), "W_f contains NaN"),
    "gradient inf": (
        lambda: clipping.by_value([[1.0, INF]], 1.0),
        r"gradients\[0\] contains infinity",
    ),
    "percentile": (
        lambda: clipping.by_percentile([1.0], [], 101),
        "percentile must lie between 0 and 100, got 101",
    ),
    "negative norm": (
        lambda: clipping.by_percentile([1.0], [-1.0]),
        "seen holds a negative norm: -1",
    ),
    # initialisation, differences, interop, shapes
    "chrono": (
        lambda: initial.chrono(PARAMS, 1, rng=RNG),
        "longest must be at least 2 steps and finite, got 1",
    ),
    "half-life": (
        lambda: initial.bias_for(0),
        "a half-life must be above 0 and finite, got 0",
    ),
    "nudge": (
        lambda: differences.central(np.sin, 0.0, nudge=0),
        "nudge must be positive, got 0",
    ),
    "not finite": (
        lambda: differences.central(lambda x: x / 0.0, 1.0),
        "the function gave NaN or infinity",
    ),
    "keras": (
        lambda: interop.from_keras([[1.0]], [[1.0, 1.0]], [1.0]),
        r"recurrent_kernel has shape \(1, 2\), expected 4",
    ),
    "flax": (lambda: interop.from_flax({}), r"expected a layer ii, got \[\]"),
    "torch": (
        lambda: interop.to_torch(NETWORKS["lstm_1997"][0]),
        "PyTorch has no layer for lstm_1997",
    ),
    "array": (
        lambda: shapes.as_array("z_t", [[1]], (1,)),
        r"z_t has shape \(1, 1\), expected \(1,\)",
    ),
}


@pytest.fixture(autouse=True)
def _as_a_learner_has_it():
    """Without the checker of shapes that the tests run under: the errors are ours."""
    config.update("jaxtyping_disable", True)
    yield
    config.update("jaxtyping_disable", False)


@pytest.mark.filterwarnings("ignore:divide by zero", "ignore:invalid value")
@pytest.mark.parametrize("name", CALLS)
def test_a_bad_call_says_what_was_expected_and_what_came(name):
    call, message = CALLS[name]
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("call", OF_A_RUN)
@pytest.mark.parametrize("name", MISFITS)
def test_weights_and_history_that_are_no_pair_are_told(call, name):
    params, history, message = MISFITS[name]
    with pytest.raises(ValueError, match=message):
        OF_A_RUN[call](params, history)
