"""madmom: beats and onsets in music, by LSTMs with peepholes and by plain RNNs."""

import collections
import importlib.util
import pickle
import sys
from collections.abc import MutableSequence
from dataclasses import replace
from types import ModuleType

import numpy as np
from fetching import folder
from inputs import music, speech

from carousel.cells import peephole, rnn
from carousel.checkup import gates, runs
from networks import Network, Run

SECONDS, RATE, BEATS = 15, 44100, 8
FULL = 2  # how many of the eight beat trackers are measured in full
LARGE = 100  # a cell state beyond this has counted


def networks() -> list[Network]:
    """Beat trackers and an onset detector, by the arrays of madmom's own layers."""
    _importable()
    return [_beats(), _onsets()]


def _beats() -> Network:
    read = [_spectrum(music(SECONDS, k, RATE), (2048,), 12, 1, 0.5) for k in (0, 1)]
    read.append(_spectrum(speech(SECONDS, 0, RATE), (2048,), 12, 1, 0.5))
    found, apart, counted, without = [], 0.0, [], []
    kept = np.zeros(3)
    for number in range(1, BEATS + 1):
        x, layers = read, _layers(f"beats/2016/beats_lstm_{number}.pkl")
        for place, layer in enumerate(layers[:3]):
            params = _params(layer)
            history = runs.run(params, x)
            if number <= FULL:
                theirs = layer.activate(x[0].astype(np.float32))
                apart = max(apart, float(np.abs(theirs - history[0].h).max()))
                found.append(Run(f"beats {number}, layer {place + 1}", params, x))
            counted.append([int((np.abs(h.c[-1]) > LARGE).sum()) for h in history])
            bare = replace(params, **{f"p_{k}": 0 * params.p_i for k in "ifo"})
            bare_run = runs.run(bare, x)
            without.append([int((np.abs(h.c[-1]) > LARGE).sum()) for h in bare_run])
            if np.abs(history[0].c).max() > kept[0]:
                kept = np.array([np.abs(history[0].c).max(), number, place])
            x = [one.h for one in history]
    where = _layers(f"beats/2016/beats_lstm_{int(kept[1])}.pkl")[: int(kept[2]) + 1]
    return Network(
        name="madmom, beats",
        package="madmom 0.16.1 (PyPI)",
        licence="CC BY-NC-SA 4.0 (weights)",
        task="where the beats of music are",
        step="10 ms",
        door="cells.peephole.Params(arrays of its layers)",
        runs=found,
        proof="h of its own layers",
        apart=apart,
        long=True,
        extra={
            "units": 25 * 3 * BEATS,
            "counting": np.array(counted).sum(axis=0).tolist(),
            "counting_in_layer_1": np.array(counted)[::3].sum(axis=0).tolist(),
            "counting_without_peepholes": np.array(without).sum(axis=0).tolist(),
            "one_unit": _one_unit(where, read[0]),
        },
    )


def _one_unit(layers: list, x: np.ndarray) -> dict:
    """The unit that has counted furthest: its path, its gates, what it lets out."""
    for layer in layers:
        params = _params(layer)
        history = runs.run(params, [x])[0]
        x = history.h
    unit = int(np.abs(history.c[-1]).argmax())
    last = len(history.c) - 1
    at = [k for k in range(last) if k % 50 == 0 or (k < 60 and k % 2 == 0)] + [last]
    column = {n: getattr(history, n)[at, unit] for n in ("c", "f", "i", "o", "c_tilde")}
    slope = column["o"] * (1 - np.tanh(column["c"]) ** 2)
    bare = replace(params, **{f"p_{k}": 0 * params.p_i for k in "ifo"})
    beside = runs.run(bare, [history.x])[0].c[at, unit]
    stuck = gates.runaway([history])
    return {
        "step": at,
        **{name: [float(f"{v:.6g}") for v in rows] for name, rows in column.items()},
        "lets_out": [float(f"{v:.3g}") for v in slope],
        "c_without_peepholes": [float(f"{v:.4g}") for v in beside],
        "p": {k: float(f"{getattr(params, f'p_{k}')[unit]:.3g}") for k in "ifo"},
        "runaway_units": len(stuck.units),
    }


def _onsets() -> Network:
    x = [
        _spectrum(music(SECONDS, k, RATE), (512, 1024, 2048), 6, 5, 0.25)
        for k in (2, 3)
    ]
    layers, found, apart = _layers("onsets/2013/onsets_rnn_1.pkl"), [], 0.0
    for place, layer in enumerate(layers[:-1]):
        W, U, b = layer.weights, layer.recurrent_weights, layer.bias
        params = rnn.Params(W=W.T, U=U.T, b=b.ravel())
        history = runs.run(params, x)
        theirs = layer.activate(x[0].astype(np.float32))
        apart = max(apart, float(np.abs(theirs - history[0].h).max()))
        found.append(Run(f"onsets 1, layer {place + 1}", params, x))
        x = [one.h for one in history]
    return Network(
        name="madmom, onsets",
        package="madmom 0.16.1 (PyPI)",
        licence="CC BY-NC-SA 4.0 (weights)",
        task="where notes begin",
        step="10 ms",
        door="cells.rnn.Params(arrays of its layers)",
        runs=found,
        proof="h of its own layers",
        apart=apart,
        long=False,
    )


def _params(layer) -> peephole.Params:
    parts = {"i": layer.input_gate, "f": layer.forget_gate, "o": layer.output_gate}
    weights = {}
    for k, gate in {**parts, "c": layer.cell}.items():
        weights[f"W_{k}"] = gate.weights.T
        weights[f"U_{k}"] = gate.recurrent_weights.T
        weights[f"b_{k}"] = gate.bias.ravel()
        if k != "c":
            weights[f"p_{k}"] = gate.peephole_weights.ravel()
    return peephole.Params(**weights)


def _layers(name: str) -> list:
    with (folder("madmom-") / "madmom/models" / name).open("rb") as file:
        return pickle.load(file, encoding="latin1").layers


def _spectrum(sound, frame_sizes, bands: int, mul: float, ratio: float) -> np.ndarray:
    """Madmom's own spectrogram, logarithmic in both, beside its rise."""
    from madmom.audio.signal import FramedSignal, Signal
    from madmom.audio.spectrogram import (
        FilteredSpectrogram,
        LogarithmicSpectrogram,
        SpectrogramDifference,
    )
    from madmom.audio.stft import ShortTimeFourierTransform

    parts = []
    whole = Signal((32767 * sound).astype(np.int16), sample_rate=RATE)
    for size in frame_sizes:
        frames = FramedSignal(whole, frame_size=size, fps=100)
        spectrum = FilteredSpectrogram(
            ShortTimeFourierTransform(frames),
            num_bands=bands,
            fmin=30,
            fmax=17000,
            norm_filters=True,
        )
        level = LogarithmicSpectrogram(spectrum, mul=mul, add=1)
        rise = SpectrogramDifference(level, diff_ratio=ratio, positive_diffs=True)
        parts += [np.asarray(level), np.asarray(rise)]
    return np.hstack(parts).astype(float)


def _importable() -> None:
    """Lets Python of today import those of madmom's files that need no compiler."""
    at = folder("madmom-") / "madmom"
    if importlib.util.find_spec("scipy") is None:
        sys.path.append(str(folder("scipy")))
    for name in ("madmom", "madmom.audio", "madmom.io", "madmom.ml"):
        package = ModuleType(name)
        package.__path__ = [str(at.joinpath(*name.split(".")[1:]))]
        sys.modules.setdefault(name, package)
    collections.MutableSequence = MutableSequence
    for name, kind in {"float": float, "int": int, "bool": bool}.items():
        if not hasattr(np, name):
            setattr(np, name, kind)
