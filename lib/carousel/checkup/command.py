"""The command: a file of weights in, a report out."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from carousel.checkup.asking import checkup


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the check-up of a file, and save it where asked; 0 if that was done."""
    asked = _parser().parse_args(arguments)
    try:
        x = None if asked.input is None else _batch(asked.input)
        lengths = None if asked.lengths is None else _batch(asked.lengths)
        report = checkup(
            asked.file,
            x,
            lengths=lengths,
            nonlinearity=asked.nonlinearity,
            recurrent_activation=asked.recurrent_activation,
        )
        for path in (asked.html, asked.json, asked.png):
            if path is not None:
                report.save(path, book=asked.book)
    except (ValueError, OSError) as error:
        print(f"carousel checkup: {error}", file=sys.stderr)
        return 2
    print(report)
    return 0


def _batch(path: Path) -> np.ndarray:
    """The array of an .npy file.

    Raises:
        ValueError: if the file holds anything else.
    """
    try:
        found = np.load(path, allow_pickle=False)
    except (ValueError, EOFError):
        found = None
    if not isinstance(found, np.ndarray):
        raise ValueError(f"{path} is no array of numbers as numpy.save writes it")
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m carousel checkup",
        description="Where the gradient goes in the recurrent layers of a file of "
        "weights. Without --input it reads noise, and says so.",
    )
    add = parser.add_argument
    add("file", type=Path, help="weights: .safetensors, .npz, .pt and others")
    add("--input", type=Path, metavar="X.npy", help="(batch, time, input) of numbers")
    add("--lengths", type=Path, metavar="L.npy", help="steps of each that are data")
    add("--nonlinearity", metavar="NAME", help="tanh, where a plain RNN does not say")
    add(
        "--recurrent-activation",
        type=_activation,
        metavar="NAME",
        help="sigmoid, or the slope of a hard one: for Keras' weights without a config",
    )
    add("--html", type=_ending(".html"), help="save a page that opens from disk")
    add("--json", type=_ending(".json"), help="save the numbers")
    add("--png", type=_ending(".png"), help="save the pictures")
    add("--book", metavar="URL", help="where the chapters are, for the page's links")
    return parser


def _activation(text: str) -> str | float:
    """A name, or the slope of a hard sigmoid."""
    try:
        return float(text)
    except ValueError:
        return text


def _ending(wanted: str):
    """A path, refused before the work if it does not end so."""

    def path(text: str) -> Path:
        if not text.endswith(wanted):
            raise argparse.ArgumentTypeError(f"{text} does not end in {wanted}")
        return Path(text)

    return path
