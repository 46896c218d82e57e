"""Tesseract's English reader: four LSTMs, one of them up a column of pixels."""

import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from fetching import folder
from inputs import sentences

from carousel.cells import lstm
from carousel.checkup import runs
from networks import Network, Run, margins

LINES, HEIGHT, FONT = 8, 36, "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
LSTM, UNICHARSET, RECODER = 17, 21, 22  # components of a .traineddata
GATES = "cifo"  # the order of its gates, where c is the candidate
INT8, NOT_OLD = 1, 128


@dataclass
class Part:
    """A part of Tesseract's network, as its file has it."""

    kind: str
    inputs: int
    sizes: tuple[int, ...] = ()
    parts: list["Part"] = field(default_factory=list)
    weights: list[np.ndarray] = field(default_factory=list)


def networks() -> list[Network]:
    """The reader of tesseract-ocr-eng, on lines of the course's prose drawn here."""
    path = next((folder("deb") / "usr/share/tesseract-ocr").rglob("eng.traineddata"))
    data = path.read_bytes()
    root = _Reader(_component(data, LSTM)).network()
    series = root.parts
    column, first, turned, last = (
        next(p for p in _all(series[k])) for k in _with_lstm(series)
    )
    ways = [_params(part) for part in (column, first, turned, last)]
    texts = [s[:70] for s in sentences() if s.isascii()][:LINES]
    heard = [[] for _ in ways]
    own, right, total = [], 0, 0
    letters = _letters(data)
    out = series[-1].weights[0]
    for text in texts:
        given = _patches(_picture(text), series)
        reads = list(given.transpose(1, 0, 2))  # a column of pixels a step of the line
        heard[0] += reads[:: max(1, len(reads) // 10)]
        x = np.array([run.h[-1] for run in runs.run(ways[0], reads)])
        heard[1].append(x)
        x = runs.run(ways[1], [x])[0].h
        heard[2].append(x[::-1])
        x = runs.run(ways[2], [x[::-1]])[0].h[::-1]
        heard[3].append(x)
        h = runs.run(ways[3], [x])[0].h
        scores = h @ out[:, :-1].T + out[:, -1]
        own.append(margins(scores, out[:, :-1]))
        said = _text(scores.argmax(axis=1), letters, len(out) - 1)
        right += _agreement(text, said)
        total += len(text)
    names = (
        "up a column",
        "along the line 1",
        "along the line 2, reverse",
        "along the line 3",
    )
    losses = (None, None, None, own)
    return [
        Network(
            name="Tesseract, English",
            package="tesseract-ocr-eng 4.1.0 (Debian)",
            licence="Apache-2.0",
            task="the letters of a printed line",
            step="3 pixels",
            door="cells.lstm.Params(arrays of its .traineddata)",
            runs=[Run(*each) for each in zip(names, ways, heard, losses, strict=True)],
            proof="share of the letters of printed lines read wrong",
            apart=1 - right / total,
            long=True,
            extra={"says": said},
        )
    ]


def _component(data: bytes, number: int) -> bytes:
    (count,) = struct.unpack_from("<i", data)
    starts = struct.unpack_from(f"<{count}q", data, 4)
    later = [s for s in starts if s > starts[number]] + [len(data)]
    return data[starts[number] : min(later)]


class _Reader:
    """Reads the network that a component holds."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> Any:
        values = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values[0] if len(values) == 1 else values

    def string(self) -> str:
        size = self.take("I")
        self.at += size
        return self.data[self.at - size : self.at].decode()

    def network(self) -> Part:
        self.take("b")
        kind = self.string()
        self.take("bb")
        flags, inputs, outputs, _ = self.take("4i")
        self.string()
        part = Part(kind, inputs)
        if kind in (
            "Series",
            "Parallel",
            "Reversed",
            "RTLReversed",
            "TTBReversed",
            "XYTranspose",
        ):
            part.parts = [self.network() for _ in range(self.take("I"))]
            if flags & 64:
                rates = self.take("I")
                self.at += 4 * rates
        elif kind in ("Convolve", "Maxpool", "Reconfig"):
            part.sizes = self.take("2i")
        elif kind == "Input":
            part.sizes = self.take("5i")
        elif "LSTM" in kind:
            part.sizes = (self.take("i"), outputs)
            part.weights = [self.matrix() for _ in GATES]
        else:
            part.weights = [self.matrix()]
        return part

    def matrix(self) -> np.ndarray:
        mode = self.take("B")
        if not (mode & NOT_OLD and mode & INT8):
            raise ValueError(f"weights of mode {mode}, expected int8")
        rows, columns, _ = self.take("iib")
        whole = np.frombuffer(self.data, np.int8, rows * columns, self.at)
        self.at += rows * columns
        count = self.take("I")
        scales = np.array(self.take(f"{count}d"))[:rows]
        return whole.reshape(rows, columns) * scales[:, None]


def _all(part: Part):
    """The LSTMs inside a part."""
    if "LSTM" in part.kind:
        yield part
    for inner in part.parts:
        yield from _all(inner)


def _with_lstm(series: list[Part]) -> list[int]:
    return [k for k, part in enumerate(series) if next(_all(part), None)]


def _params(part: Part) -> lstm.Params:
    weights = {}
    for k, matrix in zip(GATES, part.weights, strict=True):
        x = part.inputs
        weights |= {
            f"W_{k}": matrix[:, :x],
            f"U_{k}": matrix[:, x:-1],
            f"b_{k}": matrix[:, -1],
        }
    return lstm.Params(**weights)


def _picture(text: str) -> np.ndarray:
    """The line in black on white, 36 pixels high, from -1 to 1."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(FONT, 24)
    wide = int(font.getlength(text)) + 24
    picture = Image.new("L", (wide, HEIGHT), 255)
    ImageDraw.Draw(picture).text((12, 3), text, font=font, fill=0)
    return np.asarray(picture, float) / 127.5 - 1


def _patches(picture: np.ndarray, series: list[Part]) -> np.ndarray:
    """(height, width, 16): patches of 3 x 3, a dense layer, the largest of 3 x 3."""
    padded = np.pad(picture, 1, constant_values=1.0)
    height, width = picture.shape
    nine = [padded[y : y + height, x : x + width] for x in range(3) for y in range(3)]
    dense = next(p for part in series for p in _dense(part))
    seen = np.tanh(np.stack(nine, axis=-1) @ dense[:, :-1].T + dense[:, -1])
    seen = seen[: height // 3 * 3, : width // 3 * 3]
    return seen.reshape(height // 3, 3, width // 3, 3, -1).max(axis=(1, 3))


def _dense(part: Part):
    if part.weights and "LSTM" not in part.kind:
        yield part.weights[0]
    for inner in part.parts:
        yield from _dense(inner)


def _letters(data: bytes) -> list[str]:
    """The letters of the classes, which are coded one by one in English."""
    rows = _component(data, UNICHARSET).decode().splitlines()[1:]
    units = [" " if row.startswith("NULL ") else row.split(" ")[0] for row in rows]
    codes = _component(data, RECODER)
    (count,) = struct.unpack_from("<I", codes)
    found, at = {}, 4
    for unit in units[:count]:
        _, length = struct.unpack_from("<bi", codes, at)
        code = struct.unpack_from(f"<{length}i", codes, at + 5)
        at += 5 + 4 * length
        found[code[0]] = unit
    return [found.get(k, "") for k in range(max(found) + 1)]


def _text(codes: np.ndarray, letters: list[str], blank: int) -> str:
    said, before = "", blank
    for code in codes:
        if code not in (before, blank):
            said += letters[code] if code < len(letters) else ""
        before = code
    return said


def _agreement(wanted: str, said: str) -> int:
    from difflib import SequenceMatcher

    return sum(
        b.size for b in SequenceMatcher(None, wanted, said, False).get_matching_blocks()
    )
