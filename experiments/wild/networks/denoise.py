"""RNNoise takes the noise out of speech: three GRUs of 384 units, by its own code."""

import subprocess
from pathlib import Path

import numpy as np
from fetching import CACHE, folder
from inputs import speech

from carousel import interop
from carousel.cells import gru
from carousel.checkup import runs
from networks import Network, Run

SECONDS, RATE, UNITS = 8, 48000, 384


def networks() -> list[Network]:
    """The three layers, by the floats in the package's library."""
    heard = [_heard(speech(SECONDS, lane) + _noise(lane)) for lane in range(3)]
    found, apart = [], 0.0
    for place in range(3):
        params = heard[0][place][0]
        x, h = ([one[place][k] for one in heard] for k in (1, 2))
        step = runs.run(params, x, heard=h)  # each from the program's own state
        apart = max(
            apart, *(np.abs(a.h - b).max() for a, b in zip(step, h, strict=True))
        )
        found.append(Run(f"GRU {place + 1}", params, x))
    return [
        Network(
            name="RNNoise",
            package="pyrnnoise 0.4.5 (PyPI)",
            licence="BSD-3",
            task="speech without the noise",
            step="10 ms",
            door="interop.from_keras(arrays of its library)",
            runs=found,
            proof="h after one step of its own code",
            apart=float(apart),
            long=True,
        )
    ]


def _noise(lane: int) -> np.ndarray:
    return 0.02 * np.random.default_rng(lane).normal(size=SECONDS * RATE)


def _heard(sound: np.ndarray) -> list[tuple[gru.Params, np.ndarray, np.ndarray]]:
    """Of each layer its weights, what it reads, and its state after every frame."""
    raw = np.asarray(32768 * sound, "<f4").tobytes()
    done = subprocess.run([str(_program())], input=raw, capture_output=True, check=True)
    flat = np.frombuffer(done.stdout, "<f4").astype(float)
    sizes = 3 * UNITS * UNITS, 3 * UNITS
    at, weights, frames = 0, [], []
    for _ in range(3):
        arrays = []
        for size in (*sizes, *sizes):
            arrays.append(flat[at : at + size])
            at += size
        weights.append(_params(*arrays))
        frames.append(flat[at : at + 2 * UNITS])
        at += 2 * UNITS
    rows = np.vstack([np.array(frames), flat[at:].reshape(-1, 2 * UNITS)])
    own = [rows[k::3] for k in range(3)]
    return [(p, r[:, :UNITS], r[:, UNITS:]) for p, r in zip(weights, own, strict=True)]


def _params(W, b, U, b_U) -> gru.Params:
    """Its rows stand as Keras has its columns: z, r, n."""
    W, U = W.reshape(-1, UNITS).T, U.reshape(-1, UNITS).T
    return interop.from_keras(W, U, np.stack([b, b_U]))


def _program() -> Path:
    at = next(folder("pyrnnoise").rglob("librnnoise.so"))
    program = CACHE / "denoise_log"
    if not program.exists():
        code = Path(__file__).with_name("denoise_log.c")
        command = ["gcc", "-O2", "-w", "-rdynamic", str(code), str(at), "-ldl", "-lm"]
        command += [f"-Wl,-rpath,{at.parent}", "-o", str(program)]
        subprocess.run(command, check=True)
    return program
