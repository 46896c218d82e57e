"""Trained networks in use: what was measured of them, and two that come along.

`experiments/wild` fetches and measures; `wild.json` beside the other results is what it
found. libopus' detector of speech and music and ICU's word breaker for Thai lie in this
folder as data, with their licences in NOTICE.txt.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from carousel import interop
from carousel.cells import gru_reset_before, lstm
from carousel.lab.results import FOLDER

LONG = 200  # steps of a run, at least, for a layer to count as one with a long task


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer in one direction, as it was measured.

    `network` is the entry of its network, `found` its own: plain numbers by name, as
    `experiments/wild` writes them.
    """

    network: Mapping[str, Any]
    found: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its network's name and its own."""
        return f"{self.network['name']}, {self.found['layer']}"

    @property
    def gated(self) -> bool:
        """Whether a gate multiplies what it keeps: not in a plain RNN."""
        return "gate" in self.found["random"]

    @property
    def long(self) -> bool:
        """Whether its network's task is long, and its run was."""
        return self.network["long"] and self.found["longest"] >= LONG

    def exponent(self, when: str = "random") -> float:
        """The leading exponent, natural log a step; `when` may be "untrained"."""
        return self.found[when]["exponents"][0]

    def at(self, what: str, lag: int, when: str = "random") -> float:
        """A median over losses at a lag; NaN where the run was too short.

        Args:
            what: "log_left", "cosine", "rest" (indirect over direct) or "units".
            lag: how many steps back; one of those that were recorded.
            when: "random" losses, "own" ones, or "untrained".
        """
        part = self.found.get(when, {})
        if what not in part or lag not in part["lag"]:
            return float("nan")
        value = part[what][part["lag"].index(lag)]
        return float("nan") if value is None else float(value)


@cache
def measured() -> dict[str, Any]:
    """The results file: `networks`, what was `missed`, and how long it took."""
    return json.loads((FOLDER / "wild.json").read_text(encoding="utf-8"))


def layers() -> list[Layer]:
    """All layers of all networks, in the order of the file."""
    return [
        Layer(network, found)
        for network in measured()["networks"]
        for found in network["layers"]
    ]


@dataclass(frozen=True, eq=False)
class Detector:
    """libopus' detector of speech and music: a GRU of 24 units, one step each 20 ms.

    `x` is what it read of ten seconds, speech and then music, (500, 32). `says_music`
    reads h: the logit of music is `says_music @ h` and a constant.
    """

    params: gru_reset_before.Params
    x: np.ndarray
    says_music: np.ndarray
    constant: float


@cache
def opus() -> Detector:
    """The detector as it is in libopus 1.5.2 (BSD licence, in NOTICE.txt)."""
    data = _arrays("opus")
    scale = float(data["scale"])
    params = interop.from_keras(
        *(scale * data[name] for name in ("kernel", "recurrent", "bias")),
        reset_after=False,
    )
    out = scale * data["out"]
    x = data["x"].astype(float) / 127
    return Detector(params, x, out[:-1], float(out[-1]))


@dataclass(frozen=True, eq=False)
class WordBreaker:
    """ICU's word breaker for Thai: an LSTM of 15 units from either end of a line.

    `out` and `constant` give four scores a letter: whether a word begins there, goes
    on, ends, or is that letter alone.
    """

    forward: lstm.Params
    backward: lstm.Params
    embedding: np.ndarray
    letters: str
    out: np.ndarray
    constant: np.ndarray

    def read(self, line: str) -> np.ndarray:
        """What either layer reads of a line, (letter, 20)."""
        places = [self.letters.find(letter) for letter in line]
        return self.embedding[places]  # -1, the last row, is any other letter

    def breaks(self, line: str) -> str:
        """The line with a bar before every word that begins inside it."""
        x = self.read(line)
        there, back = lstm.run(self.forward, x).h, lstm.run(self.backward, x[::-1]).h
        scores = np.hstack([there, back[::-1]]) @ self.out + self.constant
        begins = np.isin(scores.argmax(axis=1), (0, 3))
        begins[0] = False
        marked = zip(line, begins, strict=True)
        return "".join(f"|{c}" if begin else c for c, begin in marked)


@cache
def thai() -> WordBreaker:
    """The word breaker as it is in ICU 72.1 (Unicode licence, in NOTICE.txt)."""
    data = _arrays("icu_thai")
    ways = (
        interop.from_keras(*(data[f"{way}_{k}"] for k in range(3)))
        for way in ("forward", "backward")
    )
    letters = "".join(map(chr, data["letters"]))
    rest = (data[name].astype(float) for name in ("embedding", "out", "constant"))
    embedding, out, constant = rest
    return WordBreaker(*ways, embedding, letters, out, constant)


def _arrays(name: str) -> dict[str, np.ndarray]:
    with np.load(Path(__file__).with_name(f"{name}.npz"), allow_pickle=False) as file:
        return dict(file)
