"""ICU's word breakers for Thai and Burmese: small bidirectional LSTMs."""

import re
import unicodedata

import numpy as np
from fetching import folder

from carousel import interop
from carousel.checkup import runs
from networks import Network, Run, margins

FILES = {
    "Thai, code points": "Thai_codepoints_exclusive_model5_heavy",
    "Thai": "Thai_graphclust_model4_heavy",
    "Burmese": "Burmese_graphclust_model5_heavy",
}
MOST = 40  # lines that are measured, the longest


def networks() -> list[Network]:
    """Each by the arrays of its text file, run on ICU's own test lines."""
    at, found, agree, differ = folder("icu") / "source/test/testdata", [], {}, {}
    for name, file in FILES.items():
        model = read(at / f"{file}.txt")
        lines = _lines(at / f"{file}_Test.txt")
        ways = [interop.from_keras(*model[way]) for way in ("forward", "backward")]
        agree[name], differ[name] = _breaks(model, ways, lines)
        lines = sorted(lines, key=lambda line: -len(line[0]))[:MOST]
        found += _runs(name, model, ways, [_codes(model, one) for one, _ in lines])
    return [
        Network(
            name="ICU word breaks",
            package="ICU 72.1 (Debian source)",
            licence="Unicode",
            task="where Thai and Burmese words end",
            step="a character",
            door="interop.from_keras(arrays of its text file)",
            runs=found,
            proof="share of the breaks of ICU's own test lines that differ",
            apart=sum(differ.values()) / (sum(agree.values()) + sum(differ.values())),
            long=False,
            extra={"agree": agree, "differ": differ},
        )
    ]


def read(path) -> dict:
    """Vocabulary, embedding and the matrices of both directions."""
    text = path.read_text(encoding="utf-8-sig")
    words = re.findall(r'"(.*?)"', text[text.index("dict{") : text.index("data:int")])
    sizes = {
        k: int(re.search(rf"{k}:int{{(\d+)}}", text)[1])
        for k in ("embeddings", "hunits")
    }
    numbers = re.findall(r"-?\d+", text[text.index("data:intvector") :])
    flat = np.array(numbers, np.int64).astype(np.int32).view(np.float32).astype(float)
    E, H, V = sizes["embeddings"], sizes["hunits"], len(words) + 1
    shapes = [(V, E), *((E, 4 * H), (H, 4 * H), (4 * H,)) * 2, (2 * H, 4), (4,)]
    arrays, start = [], 0
    for shape in shapes:
        arrays.append(flat[start : start + np.prod(shape)].reshape(shape))
        start += int(np.prod(shape))
    assert start == len(flat), (start, len(flat))
    return {
        "codes": {word: k for k, word in enumerate(words)},
        "clusters": '"graphclust"' in text,
        "embedding": arrays[0],
        "forward": arrays[1:4],
        "backward": arrays[4:7],
        "out": arrays[7:],
    }


def _lines(path) -> list[tuple[str, str]]:
    rows = [r.partition("\t")[::2] for r in path.read_text("utf-8-sig").splitlines()]
    rows = [(k, v.strip()) for k, v in rows if k in ("Input:", "Output:")]
    return [(a[1], b[1]) for a, b in zip(rows[::2], rows[1::2], strict=True)]


def _units(model: dict, text: str) -> list[str]:
    """Code points, or those with the marks that follow them."""
    if not model["clusters"]:
        return list(text)
    units: list[str] = []
    for c in text:
        joins = (
            unicodedata.category(c) in ("Mn", "Me") or c in "\u0e33\u1031\u103b\u103c"
        )
        joins = joins or (
            unicodedata.category(c) == "Mc" and c not in "\u102b\u102c\u1038"
        )
        if units and joins:
            units[-1] += c
        else:
            units.append(c)
    return units


def _codes(model: dict, text: str) -> list[int]:
    codes = model["codes"]
    return [codes.get(unit, len(codes)) for unit in _units(model, text)]


def _hidden(model: dict, ways: list, codes: list[int]) -> tuple[np.ndarray, np.ndarray]:
    x = model["embedding"][codes]
    ((one,), (two,)) = (
        runs.run(p, [rows]) for p, rows in zip(ways, (x, x[::-1]), strict=True)
    )
    return one.h, two.h[::-1]


def _breaks(model: dict, ways: list, lines: list) -> tuple[int, int]:
    """How many words begin where ICU's test says, and how many do not."""
    agree = differ = 0
    for text, wanted in lines:
        units = _units(model, text)
        h = np.hstack(_hidden(model, ways, _codes(model, text)))
        kind = (h @ model["out"][0] + model["out"][1]).argmax(axis=1)
        at, found = 0, set()
        for unit, k in zip(units, kind, strict=True):
            if k in (0, 3) and at:  # begins a word, or is one by itself
                found.add(at)
            at += len(unit)
        words, at, real = wanted.strip("|").split("|"), 0, set()
        for word in words[:-1]:
            at += len(word)
            real.add(at)
        agree += len(found & real)
        differ += len(found ^ real)
    return agree, differ


def _runs(name: str, model: dict, ways: list, lines: list[list[int]]) -> list[Run]:
    hidden, out = ways[0].hidden, model["out"][0].T
    read, own = ([], []), ([], [])
    for codes in lines:
        x, h = model["embedding"][codes], np.hstack(_hidden(model, ways, codes))
        loss = margins(h @ out.T + model["out"][1], out)
        read[0].append(x)
        read[1].append(x[::-1])
        own[0].append(loss[:, :hidden])
        own[1].append(loss[::-1, hidden:])
    return [Run(name + ", reverse" * k, ways[k], read[k], own[k]) for k in (0, 1)]
