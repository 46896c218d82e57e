"""What a learner may get wrong, and what the library then says."""

import dataclasses

import numpy as np
import pytest
from jaxtyping import config

from carousel import (
    bptt,
    clipping,
    differences,
    flow,
    initial,
    interop,
    jacobian,
    shapes,
)
from carousel.cells import gru, lstm, lstm_1997, peephole, rnn
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
HUGE = rnn.Params(W=[[0.0]], U=[[40.0]], b=[0.0])

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
        lambda: interop.from_keras([[1.0]], [[1.0]], [1.0]),
        r"kernel has shape \(1, 1\)",
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
