"""The command: a seed in, an exam out."""

import argparse
import sys
from collections.abc import Sequence

from carousel.book.exam.bank import exam
from carousel.book.exam.writing import FORMATS


def main(arguments: Sequence[str] | None = None) -> int:
    """Print an exam; 0 if that was done, 2 if what was asked for makes no sense."""
    asked = parser().parse_args(arguments)
    try:
        drawn = exam(asked.seed, questions=asked.questions, chapters=asked.chapter)
    except ValueError as error:
        print(f"carousel exam: {error}", file=sys.stderr)
        return 2
    print(FORMATS[asked.format](asked.seed, drawn, key=asked.key), end="")
    return 0


def parser() -> argparse.ArgumentParser:
    """What the command understands."""
    made = argparse.ArgumentParser(
        prog="python -m carousel exam",
        description="Questions on the course with new numbers for every seed, and, "
        "with --key, their worked answers.",
    )
    add = made.add_argument
    add("--seed", type=int, default=1, help="a whole number from 0; 1 if not given")
    add("--questions", type=int, metavar="N", help="how many, spread over chapters")
    add(
        "--chapter",
        type=int,
        nargs="+",
        default=(),
        metavar="C",
        help="only from these",
    )
    add("--key", action="store_true", help="the worked answers follow")
    add("--format", choices=FORMATS, default="text", help="text, markdown or html")
    return made
