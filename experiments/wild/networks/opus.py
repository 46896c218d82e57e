"""libopus' speech and music detector: a GRU of 24 units, run by its own C code."""

import re
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
from fetching import CACHE, folder
from inputs import music, speech

from carousel import interop
from carousel.cells import gru_reset_before
from carousel.checkup import runs
from networks import Network, Run

SECONDS, RATE = 15, 48000
SCALE = 1 / 128  # of the int8 weights


def networks() -> list[Network]:
    """The detector, on two pieces of speech, two of music, and one after the other."""
    params, (out, bias) = weights()
    sounds = [speech(SECONDS, 0), music(SECONDS, 0), speech(SECONDS, 1)]
    half = SECONDS // 2
    sounds.append(np.concatenate([music(half, 1), speech(SECONDS - half, 2)]))
    x, h = zip(*(heard(sound) for sound in sounds), strict=True)
    own = [one.h for one in runs.run(params, x)]
    apart = max(np.abs(a - b).max() for a, b in zip(own, h, strict=True))
    step = runs.run(params, x, heard=h)  # each step from the program's own state
    after_one = max(np.abs(a.h - b).max() for a, b in zip(step, h, strict=True))
    is_music = [1 / (1 + np.exp(-(rows @ out[0] + bias[0]))) for rows in own]
    said = {"speech": is_music[0], "music": is_music[1]}
    return [
        Network(
            name="Opus, speech or music",
            package="libopus 1.5.2 (Debian source)",
            licence="BSD-3",
            task="is this speech or music?",
            step="20 ms",
            door="interop.from_keras(arrays of its C file, reset_after=False)",
            runs=[
                Run("GRU", params, list(x), [np.tile(out[0], (len(r), 1)) for r in x])
            ],
            proof="h of libopus' own code",
            apart=float(apart),
            long=True,
            extra={
                "one_step": float(after_one),
                "says_music": {k: float(np.median(v[50:])) for k, v in said.items()},
            },
        )
    ]


def weights() -> tuple[gru_reset_before.Params, tuple[np.ndarray, np.ndarray]]:
    """The GRU, and the dense layer behind it that says music and activity."""
    text = (folder("opus-") / "src/mlp_data.c").read_text()
    found = re.findall(r"opus_int8 (\w+)\[\d+\] = \{(.*?)\}", text, re.S)
    flat = {name: SCALE * np.array(re.findall(r"-?\d+", x), float) for name, x in found}
    kernel, recurrent = (flat[f"layer1_{n}"] for n in ("weights", "recur_weights"))
    params = interop.from_keras(
        kernel.reshape(-1, 72),
        recurrent.reshape(-1, 72),
        flat["layer1_bias"],
        reset_after=False,
    )
    return params, (flat["layer2_weights"].reshape(-1, 2).T, flat["layer2_bias"])


def heard(sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the layer reads and gives, (time, 32) and (time, 24)."""
    raw = np.asarray(sound, "<f4").tobytes()
    done = subprocess.run([str(_program())], input=raw, capture_output=True, check=True)
    rows = np.frombuffer(done.stdout, "<f4").astype(float).reshape(-1, 56)
    return rows[:, :32], rows[:, 32:]


@cache
def _program() -> Path:
    """The detector with a log, compiled from libopus' files by gcc."""
    at, program = folder("opus-"), CACHE / "opus_log"
    celt = [p for p in (at / "celt").glob("*.c") if "demo" not in p.name]
    files = [at / "src/analysis.c", at / "src/mlp.c", at / "src/mlp_data.c", *celt]
    files.append(Path(__file__).with_name("opus_log.c"))
    defined = ["OPUS_BUILD", "VAR_ARRAYS", "CUSTOM_MODES"]
    command = ["gcc", "-O2", "-w", "-Wl,--wrap=analysis_compute_gru"]
    command += [f"-D{name}" for name in defined]
    command += [f"-I{at / part}" for part in ("include", "celt", "silk", "src")]
    subprocess.run([*command, *map(str, files), "-lm", "-o", str(program)], check=True)
    return program
