import numpy as np
import pytest

from carousel import interop
from carousel.cells import lstm
from oracles import unrolled


def _params():
    return unrolled.network("lstm", 0)[0]


def _stacked(params):
    """As the optimised cells of `nnx` keep them."""
    order = {"lstm": "ifco", "gru": "rzn"}[type(params).__module__.rpartition(".")[2]]
    W, U, b = (
        np.concatenate([getattr(params, f"{part}_{k}") for k in order])
        for part in "WUb"
    )
    return {"dense_i": {"kernel": W.T}, "dense_h": {"kernel": U.T, "bias": b}}


@pytest.mark.parametrize("kind", ["lstm", "gru", "rnn"])
def test_the_way_there_and_back_is_exact(kind):
    params, _ = unrolled.network(kind, 0)
    tree = interop.to_flax(params)
    named = {f"{n}_" if n in ("if", "in") else n: v for n, v in tree.items()}  # nnx
    for spelled in (tree, named):
        same = interop.from_flax(spelled)
        assert type(same) is type(params)
        for name, value in vars(params).items():
            assert np.array_equal(getattr(same, name), value), name


def test_flax_calls_the_candidate_g_and_keeps_the_bias_with_the_recurrent_layer():
    params = _params()
    tree = interop.to_flax(params)
    assert set(tree) == {a + b for a in "ih" for b in "ifgo"}
    assert np.array_equal(tree["hg"]["bias"], params.b_c)
    assert "bias" not in tree["ig"]


def test_stacked_layers_are_told_apart_by_their_width():
    params = _params()
    same = interop.from_flax(_stacked(params))
    assert all(np.array_equal(v, vars(same)[n]) for n, v in vars(params).items())
    cell = unrolled.network("gru", 0)[0]
    tree = _stacked(cell)
    b = tree["dense_h"].pop("bias")  # `nnx` has it with the input
    tree["dense_i"]["bias"] = b
    found = interop.from_flax(tree)
    assert np.array_equal(found.b_n, cell.b_n)
    assert not found.b_hn.any()


def test_dynet_adds_1_to_the_forget_gate_in_every_step():
    params = _params()
    rows = [
        np.concatenate([getattr(params, f"{part}_{k}") for k in "ifoc"])
        for part in "WUb"
    ]
    rows[2][3:6] -= 1
    same = interop.from_dynet(*rows)
    assert all(np.allclose(v, vars(same)[n]) for n, v in vars(params).items())
    with pytest.raises(ValueError, match=r"U has shape \(9, 3\), expected \(12,"):
        interop.from_dynet(rows[0], rows[1][:9], rows[2])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda tree: tree.pop("hf"), "expected a layer hf, got"),
        (lambda tree: tree["hf"].pop("bias"), "the layer hf has no bias"),
        (
            lambda tree: tree.update(
                dense_h={"kernel": np.zeros((3, 8))},
                dense_i={"kernel": np.zeros((3, 8))},
            ),
            "expected the kernels of an LSTM, GRU or RNN, got",
        ),
    ],
)
def test_a_tree_that_is_no_cell_of_flax_is_refused(change, message):
    tree = interop.to_flax(_params())
    change(tree)
    with pytest.raises(ValueError, match=message):
        interop.from_flax(tree)


def test_flax_has_no_peepholes():
    with pytest.raises(ValueError, match="Flax has no cell for peephole"):
        interop.to_flax(unrolled.network("peephole", 0)[0])


# The packages themselves, where they are installed.


def test_a_cell_of_linen_takes_the_same_step():
    linen, jax = pytest.importorskip("flax.linen"), pytest.importorskip("jax")
    for kind, made in (("lstm", "LSTMCell"), ("gru", "GRUCell"), ("rnn", "SimpleCell")):
        params, history = unrolled.network(kind, 4)
        cell = getattr(linen, made)(3)
        x, first = history.x[0], tuple(vars(history.first).values())[::-1]
        carry = first if kind == "lstm" else first[0]
        tree = {"params": interop.to_flax(params)}
        found = cell.apply(tree, carry, x)[1]
        assert np.allclose(found, history.h[0], atol=1e-5)
        drawn = cell.init(jax.random.key(0), carry, x)["params"]
        assert type(interop.from_flax(drawn)) is type(params)


def test_a_cell_of_nnx_takes_the_same_step():
    nnx = pytest.importorskip("flax.nnx")
    rng = np.random.default_rng(0)
    for made in ("LSTMCell", "OptimizedLSTMCell", "GRUCell", "SimpleCell"):
        cell = getattr(nnx, made)(2, 3, rngs=nnx.Rngs(1))
        params = interop.from_flax(nnx.to_pure_dict(nnx.state(cell, nnx.Param)))
        kind = type(params).__module__.rpartition(".")[2]
        x, h, c = rng.normal(size=2), rng.normal(size=3), rng.normal(size=3)
        first = lstm.State(h, c) if kind == "lstm" else unrolled.CELLS[kind].State(h)
        found = cell((c, h) if kind == "lstm" else h, x)[1]
        run = unrolled.CELLS[kind].run(params, x[None], first)
        assert np.allclose(found, run.h[0], atol=1e-5)
