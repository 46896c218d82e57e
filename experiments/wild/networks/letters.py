"""Networks that read or write letters: textgenrnn, chars2vec, g2p_en."""

import json
import pickle
from pathlib import Path

import h5py
import numpy as np
from fetching import folder
from inputs import prose, sentences

from carousel import interop
from carousel.cells import hard, lstm
from carousel.checkup import runs
from networks import Network, Run, margins

TEXTS, LETTERS, WINDOW = 8, 600, 40  # it was trained on 40 letters at a time


def networks() -> list[Network]:
    """The three, each by its own file; of g2p_en the arrays by PyTorch's names."""
    return [_textgenrnn(), _chars2vec(), _g2p_en()]


def _textgenrnn() -> Network:
    at = folder("textgenrnn") / "textgenrnn"
    file = at / "textgenrnn_weights.hdf5"
    ids = json.loads((at / "textgenrnn_vocab.json").read_text())
    with h5py.File(file) as weights:
        embedding = weights["embedding/embedding/embeddings:0"][()].astype(float)
        attention = weights["attention/attention/attention_W:0"][()].astype(float)
        kernel = weights["output/output/kernel:0"][()].astype(float)
        bias = weights["output/output/bias:0"][()].astype(float)
    one, two = (interop.from_file(file, prefix=f"rnn_{k}") for k in (1, 2))
    text = prose(TEXTS * LETTERS)
    codes = [
        [ids.get(c, 0) for c in text[k * LETTERS : (k + 1) * LETTERS]]
        for k in range(TEXTS)
    ]
    x = [embedding[code] for code in codes]
    h = [run.h for run in runs.run(one, x)]
    read = (one, two, embedding, attention, kernel, bias)
    swapped = (_added(file, "rnn_1"), _added(file, "rnn_2"), *read[2:])
    nats = _nats(codes[0], *read)
    return Network(
        name="textgenrnn",
        package="textgenrnn 2.0.0 (PyPI)",
        licence="MIT",
        task="next letter of a text",
        step="a letter",
        door="interop.from_file(….hdf5), a file of CuDNNLSTM",
        runs=[Run("rnn_1", one, x), Run("rnn_2", two, h)],
        proof="nats a letter on the course's prose (guessing: 6.14)",
        apart=nats,
        long=True,
        extra={"nats": nats, "nats_biases_added": _nats(codes[0], *swapped)},
    )


def _added(file: Path, name: str) -> lstm.Params:
    """What comes out if only the two biases are added, and the kernels left as laid."""
    with h5py.File(file) as weights:
        group = weights[f"{name}/{name}"]
        W, U, b = (group[f"{n}:0"][()] for n in ("kernel", "recurrent_kernel", "bias"))
    return interop.from_keras(W, U, b.reshape(2, -1).sum(axis=0))


def _nats(codes, one, two, embedding, attention, kernel, bias) -> float:
    """Mean loss of the next letter, read after `WINDOW` letters as it was trained."""
    starts = range(0, len(codes) - WINDOW - 1, 5)
    x = [embedding[codes[k : k + WINDOW]] for k in starts]
    h_1 = [run.h for run in runs.run(one, x)]
    h_2 = [run.h for run in runs.run(two, h_1)]
    lost = []
    for k, *parts in zip(starts, x, h_1, h_2, strict=True):
        whole = np.hstack(parts)
        share = np.exp(whole @ attention)
        scores = (whole * share).sum(axis=0) / share.sum() @ kernel + bias
        best = scores.max()
        lost.append(
            np.log(np.exp(scores - best).sum()) + best - scores[codes[k + WINDOW]]
        )
    return float(np.mean(lost))


def _chars2vec() -> Network:
    found, moved = [], {}
    words = sorted({w.strip(".,;:?").lower() for s in sentences() for w in s.split()})
    words = sorted((w for w in words if w.isalpha()), key=len)[-60:]
    for size in (50, 300):
        at = folder("chars2vec") / f"chars2vec/trained_models/eng_{size}"
        letters = pickle.loads((at / "model.pkl").read_bytes())[1]
        how = {"recurrent_activation": hard.KERAS_2}
        one, two = (
            interop.from_file(at / "weights.h5", prefix=f"lstm_{k}", **how)
            for k in (1, 2)
        )
        x = [np.array([_one_hot(letters, c) for c in word]) for word in words]
        h = [run.h for run in runs.run(one, x)]
        found += [Run(f"{size}, layer 1", one, x), Run(f"{size}, layer 2", two, h)]
        moved[size] = _moved(one, two, x)
    return Network(
        name="chars2vec",
        package="chars2vec 0.1.7 (PyPI)",
        licence="Apache-2.0",
        task="a vector for a word",
        step="a letter",
        door="interop.from_file(….h5, recurrent_activation=0.2)",
        runs=found,
        proof="none without Keras 2.2; hard sigmoid by the file's version",
        apart=float("nan"),
        long=False,
        extra={"nearest_word_changes_with_soft_gates": moved},
    )


def _one_hot(letters: dict[str, int], letter: str) -> np.ndarray:
    row = np.zeros(len(letters))
    if letter in letters:
        row[letters[letter]] = 1.0
    return row


def _moved(one, two, x) -> float:
    """Share of words whose nearest word is another with logistic gates."""
    soft = [lstm.Params(**vars(params)) for params in (one, two)]
    nearest = []
    for first, second in ((one, two), soft):
        h = [run.h for run in runs.run(first, x)]
        last = np.array([run.h[-1] for run in runs.run(second, h)])
        far = np.linalg.norm(last[:, None] - last[None], axis=2)
        np.fill_diagonal(far, np.inf)
        nearest.append(far.argmin(axis=1))
    return float((nearest[0] != nearest[1]).mean())


def _g2p_en() -> Network:
    at = folder("g2p_en") / "g2p_en"
    data = dict(np.load(at / "checkpoint20.npz"))
    names = {
        "w_ih": "weight_ih",
        "w_hh": "weight_hh",
        "b_ih": "bias_ih",
        "b_hh": "bias_hh",
    }
    encoder, decoder = (
        interop.from_torch({new: data[f"{part}_{old}"] for old, new in names.items()})
        for part in ("enc", "dec")
    )
    letters = ["<pad>", "<unk>", "</s>", *"abcdefghijklmnopqrstuvwxyz"]
    words = sorted({w.strip(".,;:?").lower() for s in sentences() for w in s.split()})
    words = sorted((w for w in words if w.isascii() and w.isalpha()), key=len)[-40:]
    x, firsts, said, own, apart = [], [], [], [], 0.0
    for word in words:
        read = data["enc_emb"][[*(letters.index(c) for c in word), 2]].astype(float)
        (history,) = runs.run(encoder, [read])
        theirs = _gru(data, "enc", read, np.zeros(256))
        apart = max(apart, np.abs(history.h - theirs).max())
        spoken, outs = _speak(data, theirs[-1])
        x.append(read)
        firsts.append({"h": theirs[-1]})
        said.append(spoken)
        weight = data["fc_w"].astype(float)
        own.append(margins(outs @ weight.T + data["fc_b"], weight))
    return Network(
        name="g2p_en",
        package="g2p_en 2.1.0 (PyPI)",
        licence="Apache-2.0",
        task="how an English word is said",
        step="a letter, a sound",
        door="interop.from_torch(dict of its .npz, by PyTorch's names)",
        runs=[Run("encoder", encoder, x), Run("decoder", decoder, said, own)],
        proof="h by the package's formulas",
        apart=float(apart),
        long=False,
    )


def _gru(data, part: str, x: np.ndarray, h: np.ndarray) -> np.ndarray:
    """The package's own `grucell`, step by step."""
    w = {n: data[f"{part}_{n}"].astype(float) for n in ("w_ih", "w_hh", "b_ih", "b_hh")}
    rows = []
    for x_t in x:
        from_x, from_h = x_t @ w["w_ih"].T + w["b_ih"], h @ w["w_hh"].T + w["b_hh"]
        r, z = np.split(1 / (1 + np.exp(-(from_x[:512] + from_h[:512]))), 2)
        h = (1 - z) * np.tanh(from_x[512:] + r * from_h[512:]) + z * h
        rows.append(h)
    return np.array(rows)


def _speak(data, h: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the decoder reads and gives while it says a word."""
    code, read, given = 2, [], []
    for _ in range(20):
        read.append(data["dec_emb"][code].astype(float))
        h = _gru(data, "dec", read[-1][None], h)[0]
        given.append(h)
        code = int((data["fc_w"] @ h + data["fc_b"]).argmax())
        if code == 3:
            break
    return np.array(read), np.array(given)
