import shutil
from pathlib import Path

import numpy as np
import pytest

from carousel import interop
from carousel.cells import gru, gru_reset_before, hard, lstm, rnn

h5py = pytest.importorskip("h5py")
FIXTURES = Path(__file__).parent / "fixtures"
SINGLE = 2e-6  # Keras computed in float32
CELLS = {c.Params: c for c in (lstm, gru, gru_reset_before, rnn)}
KINDS = {
    "first": lstm,
    "both": gru_reset_before,
    "simple_rnn": rnn,
    "lstm": lstm,
    "nested": gru,
    "wrapped": gru,
    "turned": lstm,
}


def _run(params, x, reverse):
    """As Keras: a layer that runs from the end gives out its steps in its own order."""
    cell = next(c for made, c in CELLS.items() if isinstance(params, made))
    return cell.run(params, x[::-1] if reverse else x).h


@pytest.mark.parametrize("name", ["keras3.keras", "keras2.h5"])
def test_a_file_gives_what_keras_gave(name):
    found = np.load(FIXTURES / f"{name[:6]}.npz")
    places, h = interop.layers(FIXTURES / name), found["x"].astype(float)
    names = [place.split("/")[0] for place, _, reverse in places]
    assert list(dict.fromkeys(names)) == list(KINDS)
    for layer, cell in KINDS.items():
        rows = []
        for (place, k, reverse), own in zip(places, names, strict=True):
            if own == layer:
                params = interop.from_file(FIXTURES / name, k, reverse, prefix=place)
                assert isinstance(params, cell.Params)
                h_own = _run(params, h, reverse)
                rows.append(h_own[::-1] if reverse and layer == "both" else h_own)
        assert np.abs(np.hstack(rows) - found[layer]).max() <= SINGLE, layer
        h = found[layer].astype(float)
    slope = hard.KERAS_2 if "2" in name else hard.KERAS_3
    assert interop.from_file(FIXTURES / name, prefix="lstm").slope == slope


def test_files_of_cudnn_layers_give_what_keras_made_of_them():
    found, path = np.load(FIXTURES / "cudnn.npz"), FIXTURES / "cudnn.h5"
    h = found["x"].astype(float)
    places = interop.layers(path)
    assert places == [("cudnnlstm", 0, False), ("cudnngru", 0, False)]
    for name, _, _ in places:
        h = _run(interop.from_file(path, prefix=name), h, False)
        assert np.abs(h - found[name]).max() <= SINGLE, name


def test_weights_alone_have_to_be_told_what_makes_the_gates():
    path = FIXTURES / "keras3.weights.h5"
    whole = FIXTURES / "keras3.keras"
    places = dict.fromkeys(name for name, _, _ in interop.layers(path))
    assert next(iter(places)) == "layers/bidirectional/backward_layer"
    with pytest.raises(ValueError, match=r'say recurrent_activation="sigmoid" \(the'):
        interop.from_file(path, prefix="layers/lstm")
    with pytest.raises(ValueError, match=r'say nonlinearity="tanh" if it does'):
        interop.from_file(path, prefix="layers/simple_rnn")
    said = {"recurrent_activation": "sigmoid", "nonlinearity": "tanh"}
    for place, name in (("lstm", "first"), ("simple_rnn", "simple_rnn")):
        params = interop.from_file(path, prefix=f"layers/{place}", **said)
        same = interop.from_file(whole, prefix=name)
        assert all(np.array_equal(v, vars(same)[n]) for n, v in vars(params).items())
    with pytest.raises(ValueError, match="say reset_after=True"):
        interop.from_file(path, prefix="layers/rnn", **said)


def _edit(path, tmp_path, old, new):
    """The same file with another word in its config."""
    edited = tmp_path / path.name
    shutil.copy(path, edited)
    with h5py.File(edited, "r+") as file:
        text = file.attrs["model_config"]
        assert old in text
        file.attrs["model_config"] = text.replace(old, new)
    return edited


@pytest.mark.parametrize(
    ("old", "new", "prefix", "message"),
    [
        ('"activation": "tanh"', '"activation": "relu"', "first", "activation relu"),
        ('"hard_sigmoid"', '"softsign"', "lstm", "'softsign'; expected sigmoid"),
        ('"LSTM"', '"MyLSTM"', "first", "weights alone do not say"),
        (
            "LSTM",
            "LSTM",
            "",
            "layer without a prefix; there are 'first'",
        ),
        ("LSTM", "LSTM", "last", "no single recurrent layer at prefix='last'"),
    ],
)
def test_what_a_file_says_and_no_cell_has_is_refused(
    old, new, prefix, message, tmp_path
):
    path = _edit(FIXTURES / "keras2.h5", tmp_path, old, new)
    with pytest.raises(ValueError, match=message):
        interop.from_file(path, prefix=prefix)


def test_a_direction_that_is_not_there_is_refused():
    path = FIXTURES / "keras2.h5"
    for options in ({"reverse": True}, {"layer": 1}):
        with pytest.raises(ValueError, match="first has no layer="):
            interop.from_file(path, prefix="first", **options)


@pytest.mark.parametrize("name", ["a.h5", "a.keras"])
def test_what_is_no_file_of_keras_is_refused(name, tmp_path):
    (tmp_path / name).write_text("no")
    with pytest.raises(ValueError, match="cannot be read as a file of Keras"):
        interop.layers(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        interop.layers(tmp_path / f"not-there-{name}")
