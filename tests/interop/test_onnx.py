import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel import interop
from carousel.cells import hard
from oracles import unrolled

onnx = pytest.importorskip("onnx")
helper = onnx.helper
SEEDS = st.integers(0, 2**32 - 1)
SINGLE = 1e-5  # onnxruntime computes in float32
LSTM, GRU = interop.onnx.ONNX, interop.onnx.ONNX_GRU
ROWS = {"lstm": LSTM, "peephole": LSTM, "gru": GRU, "gru_reset_before": GRU}
OPS = {"lstm": "LSTM", "peephole": "LSTM", "rnn": "RNN"}


def _tensors(params, kind):
    """W, R, B and P of one direction, without the axis of directions."""
    if kind == "rnn":
        b = np.concatenate([0.25 * params.b, 0.75 * params.b])
        return {"W": params.W, "R": params.U, "B": b}
    W, U, b = (
        np.concatenate([getattr(params, f"{part}_{k}") for k in ROWS[kind]])
        for part in "WUb"
    )
    b_R = np.zeros_like(b)
    if kind == "gru":
        b_R[-params.hidden :] = params.b_hn
    elif kind != "gru_reset_before":
        b, b_R = 0.25 * b, 0.75 * b
    found = {"W": W, "R": U, "B": np.concatenate([b, b_R])}
    if kind == "peephole":
        found["P"] = np.concatenate([getattr(params, f"p_{k}") for k in "iof"])
    return found


def model_of(directions, kind, *, direction="forward", bias=True, inside=False, **more):
    """A model of one node, whose weights are single: initialisers, or worked out."""
    each = [_tensors(params, kind) for params in directions]
    names = [n for n in ("W", "R", "B", "P") if n in each[0] and (bias or n != "B")]
    stacked = {n: np.stack([one[n] for one in each]).astype("f4") for n in names}
    nodes, initial = [], []
    for name, value in stacked.items():
        if inside:  # as int8, which the model turns back
            scale = np.float32(np.abs(value).max() / 127)
            whole = np.round(value / scale).astype("i1")
            parts = {f"{name}_q": whole, f"{name}_s": scale}
            nodes.append(helper.make_node("DequantizeLinear", list(parts), [name]))
        else:
            parts = {name: value}
        initial += [
            onnx.numpy_helper.from_array(np.asarray(v), n) for n, v in parts.items()
        ]
    given = ["x", "W", "R", "B" if bias else "", "", "", "", "P"]
    given = given[: len(given) if "P" in names else 4 if bias else 3]
    op = OPS.get(kind, "GRU")
    if op == "GRU":
        more["linear_before_reset"] = int(kind == "gru")
    hidden = directions[0].hidden
    nodes.append(
        helper.make_node(
            op, given, ["y"], "rec", hidden_size=hidden, direction=direction, **more
        )
    )
    ends = [
        [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)]
        for name in "xy"
    ]
    graph = helper.make_graph(nodes, "g", *ends, initializer=initial)
    opset = [helper.make_opsetid("", 14)]
    return helper.make_model(graph, opset_imports=opset, ir_version=8)


def outputs(model, x):
    """What onnxruntime gives, (time, directions, hidden)."""
    runtime = pytest.importorskip("onnxruntime")
    session = runtime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    return session.run(None, {"x": x[:, None].astype("f4")})[0][:, :, 0]


KINDS = [*ROWS, "rnn"]
WAYS = {"forward": [False], "reverse": [True], "bidirectional": [False, True]}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8)
@given(
    seed=SEEDS,
    hidden=st.integers(1, 4),
    inputs=st.integers(1, 3),
    direction=st.sampled_from(list(WAYS)),
    bias=st.booleans(),
)
def test_a_node_gives_what_onnxruntime_gives(
    kind, seed, hidden, inputs, direction, bias
):
    ways = WAYS[direction]
    drawn = [
        unrolled.network(kind, seed + k, hidden, inputs)[0] for k in range(len(ways))
    ]
    model = model_of(drawn, kind, direction=direction, bias=bias)
    assert interop.layers(model) == [("rec", 0, reverse) for reverse in ways]
    x = np.random.default_rng(seed).normal(size=(6, inputs))
    found = outputs(model, x)
    for place, reverse in enumerate(ways):
        params = interop.from_onnx(model, reverse=reverse)
        assert type(params) is type(drawn[place])
        h = unrolled.CELLS[kind].run(params, x[::-1] if reverse else x).h
        assert np.abs(h[:: -1 if reverse else 1] - found[:, place]).max() <= SINGLE


@pytest.mark.parametrize("kind", KINDS)
def test_the_weights_come_back_from_their_layout(kind):
    params, _ = unrolled.network(kind, 1)
    found = interop.from_onnx(model_of([params], kind))
    for name, value in vars(params).items():
        assert np.allclose(getattr(found, name), value, rtol=1e-6), name


@pytest.mark.parametrize("kind", ["lstm", "peephole", "gru", "gru_reset_before"])
@pytest.mark.parametrize("numbers", [{}, {"activation_alpha": [1 / 6.0]}])
def test_hard_gates_are_onnxruntimes(kind, numbers):
    params, history = unrolled.network(kind, 2)
    usual = ["HardSigmoid", "Tanh", "Tanh"][: 3 if OPS.get(kind) else 2]
    if numbers:
        numbers = numbers | {"activation_beta": [0.5]}
    model = model_of([params], kind, activations=usual, **numbers)
    found = interop.from_onnx(model)
    assert found.slope == pytest.approx(1 / 6 if numbers else hard.KERAS_2)
    h = unrolled.CELLS[kind].run(found, history.x).h
    assert np.abs(h - outputs(model, history.x)[:, 0]).max() <= SINGLE


def test_weights_that_constants_make_are_worked_out(tmp_path):
    params, history = unrolled.network("lstm", 5)
    model = model_of([params], "lstm", inside=True)
    onnx.save(model, tmp_path / "a.onnx")
    assert interop.layers(tmp_path / "a.onnx") == [("rec", 0, False)]
    found = interop.from_file(tmp_path / "a.onnx")
    h = unrolled.CELLS["lstm"].run(found, history.x).h
    assert np.abs(h - outputs(model, history.x)[:, 0]).max() <= SINGLE


def test_nodes_inside_a_branch_see_the_weights_around_it():
    params, _ = unrolled.network("gru", 3)
    inner = model_of([params], "gru")
    branch = helper.make_graph(inner.graph.node, "b", [], inner.graph.output)
    ask = helper.make_node("If", ["q"], ["y"], then_branch=branch, else_branch=branch)
    q = helper.make_tensor_value_info("q", onnx.TensorProto.BOOL, [])
    graph = helper.make_graph(
        [ask], "g", [q], inner.graph.output, initializer=inner.graph.initializer
    )
    model = helper.make_model(graph, opset_imports=inner.opset_import)
    assert interop.layers(model) == [("rec", 0, False), ("rec#2", 0, False)]
    found = interop.from_onnx(model, prefix="rec#2")
    assert np.allclose(found.U_n, params.U_n)


def _changed(**more):
    kind = more.pop("kind", "lstm")
    return model_of([unrolled.network(kind, 0)[0]], kind, **more)


def _at_run_time():
    model = _changed()
    model.graph.node[0].input[1] = "x"
    return model


def _of_op(op):
    model = _changed()
    model.graph.node[0].op_type = op
    return model


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: _changed(clip=3.0), "rec has clip, which no cell here has"),
        (lambda: _changed(input_forget=1), "rec has input_forget"),
        (
            lambda: _changed(activations=["Sigmoid", "Relu", "Tanh"]),
            "rec has Sigmoid, Relu, Tanh, the cells here Sigmoid, Tanh, Tanh",
        ),
        (lambda: _changed(kind="rnn", activations=["Relu"]), "rec has Relu"),
        (
            lambda: _changed(
                activations=["HardSigmoid", "Tanh", "Tanh"],
                activation_alpha=[0.2],
                activation_beta=[0.4],
            ),
            "HardSigmoid with beta 0.4",
        ),
        (_at_run_time, "W of rec is computed while the model runs; export"),
        (lambda: _of_op("DynamicQuantizeLSTM"), "take the model before it was"),
        (lambda: _of_op("GRU"), r"rec: R has shape \(12, 3\), expected \(9, hidden\)"),
        (lambda: _of_op("Conv"), "no single recurrent layer without a prefix; .* none"),
    ],
)
def test_what_no_cell_here_computes_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        interop.from_onnx(make())


def test_what_is_no_model_is_refused(tmp_path):
    (tmp_path / "a.onnx").write_text("no")
    with pytest.raises(ValueError, match=r"a.onnx cannot be read as an ONNX file"):
        interop.layers(tmp_path / "a.onnx")
    with pytest.raises(FileNotFoundError):
        interop.layers(tmp_path / "b.onnx")
