"""What the networks read: speech, music, the course's own prose, all made here."""

import os
import subprocess
import wave
from pathlib import Path

import numpy as np
from fetching import CACHE

PROSE = Path(__file__).with_name("prose.txt")
VOICES = ("en-us", "en-gb", "en-us+f3", "en-gb+m4")
PAUSE = 0.6  # seconds between sentences


def sentences() -> list[str]:
    """Sentences of the course's first chapters, as they stood when they were read.

    A chapter whose words change would change what the networks hear.
    """
    return PROSE.read_text(encoding="utf-8").splitlines()


def prose(letters: int) -> str:
    """So many letters of the course."""
    return " ".join(sentences())[:letters]


def speech(seconds: float, lane: int, rate: int = 48000) -> np.ndarray:
    """Speech with pauses and a little noise, from -1 to 1.

    Args:
        seconds: how long.
        lane: which voice, and which sentences.
        rate: samples a second.

    Raises:
        FileNotFoundError: without espeak-ng.
    """
    rng = np.random.default_rng(lane)
    said, parts, length = sentences(), [], 0
    for sentence in said[lane * 10 :]:
        spoken = _spoken(sentence, VOICES[lane % len(VOICES)], rate)
        parts += [spoken, np.zeros(int(rate * PAUSE * (0.5 + rng.random())))]
        length += len(parts[-1]) + len(parts[-2])
        if length > seconds * rate:
            break
    sound = 0.5 * np.concatenate(parts)[: int(seconds * rate)]
    return sound + 0.003 * rng.normal(size=len(sound))


def _spoken(sentence: str, voice: str, rate: int) -> np.ndarray:
    deb = CACHE / "deb/usr"
    own = deb / "bin/espeak-ng"
    env = dict(os.environ)
    program = ["espeak-ng"]
    if own.exists():
        lib = deb / "lib/x86_64-linux-gnu"
        env["LD_LIBRARY_PATH"] = str(lib)
        program = [str(own), "--path", str(lib)]
    path = CACHE / "spoken.wav"
    command = [*program, "-v", voice, "-w", str(path), sentence]
    subprocess.run(command, env=env, check=True)
    with wave.open(str(path)) as file:
        sound = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
        at = np.arange(int(len(sound) * rate / file.getframerate()))
        return np.interp(at * file.getframerate() / rate, np.arange(len(sound)), sound)


def music(seconds: float, lane: int, rate: int = 48000) -> np.ndarray:
    """Drums, a bass and chords at 96 to 144 beats a minute, from -1 to 1."""
    rng = np.random.default_rng(100 + lane)
    beat = 60 / (96 + 16 * (lane % 4))
    t = np.arange(int(seconds * rate)) / rate
    place, number = (t / beat) % 1, (t / beat).astype(int)
    chords = np.array([[0, 4, 7], [9, 12, 16], [5, 9, 12], [7, 11, 14]])
    chord = chords[(number // 4) % 4]
    sound = 0.25 * np.exp(-18 * place) * np.sin(2 * np.pi * 55 * place * beat)
    snare = ((number % 2) == 1) * np.exp(-25 * place) * rng.normal(size=len(t))
    hat = np.exp(-60 * ((t / beat * 2) % 1)) * rng.normal(size=len(t))
    sound += 0.08 * snare + 0.03 * hat
    for tone in chord.T:
        pitch = 220 * 2 ** (tone / 12)
        for harmonic in (1, 2, 3):
            sound += 0.06 / harmonic * np.sin(2 * np.pi * pitch * harmonic * t)
    sound += 0.15 * np.sin(2 * np.pi * 110 * 2 ** (chord[:, 0] / 12) * t)
    return 0.7 * sound + 0.001 * rng.normal(size=len(t))
