"""The two small networks that come with the course: their files and their licences."""

import re
from pathlib import Path

import numpy as np
from fetching import folder
from inputs import music, speech
from networks import breaks, opus

HERE = Path(__file__).parents[2] / "lib/carousel/lab/wild"
FIVE = 5  # seconds of speech, and of music


def ship() -> None:
    """Write opus.npz, icu_thai.npz and NOTICE.txt into the package."""
    text = (folder("opus-") / "src/mlp_data.c").read_text()
    found = re.findall(r"opus_int8 (\w+)\[\d+\] = \{(.*?)\}", text, re.S)
    flat = {name: np.array(re.findall(r"-?\d+", x), np.int8) for name, x in found}
    sound = np.concatenate([speech(FIVE, 0), music(FIVE, 0)])
    x, _ = opus.heard(sound)
    np.savez_compressed(
        HERE / "opus.npz",
        kernel=flat["layer1_weights"].reshape(-1, 72),
        recurrent=flat["layer1_recur_weights"].reshape(-1, 72),
        bias=flat["layer1_bias"],
        out=np.append(
            flat["layer2_weights"].reshape(-1, 2)[:, 0], flat["layer2_bias"][0]
        ),
        scale=opus.SCALE,
        x=np.round(127 * x).astype(np.int8),
    )
    path = (
        folder("icu")
        / "source/test/testdata"
        / f"{breaks.FILES['Thai, code points']}.txt"
    )
    model = breaks.read(path)
    arrays = {
        f"{way}_{k}": rows.astype(np.float32)
        for way in ("forward", "backward")
        for k, rows in enumerate(model[way])
    }
    np.savez_compressed(
        HERE / "icu_thai.npz",
        **arrays,
        embedding=model["embedding"].astype(np.float32),
        letters=np.array([ord(letter) for letter in model["codes"]], np.int32),
        out=model["out"][0].astype(np.float32),
        constant=model["out"][1].astype(np.float32),
    )
    _notice()


def _notice() -> None:
    codec = (folder("opus-") / "COPYING").read_text().strip()
    unicode = (folder("icu") / "LICENSE").read_text().strip()
    unicode = re.split(r"\n-{20,}", unicode)[0].strip()
    (HERE / "NOTICE.txt").write_text(
        "opus.npz holds the weights of the recurrent layer of libopus 1.5.2's\n"
        "detector of speech and music (src/mlp_data.c), and what it read of a\n"
        f"recording that this course made.\n\n{codec}\n\n{'=' * 72}\n\n"
        "icu_thai.npz holds the weights of ICU 72.1's word breaker\n"
        f"Thai_codepoints_exclusive_model5_heavy.\n\n{unicode}\n",
        encoding="utf-8",
    )
