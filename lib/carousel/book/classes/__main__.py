"""Exports a notebook of exercises: the command that `make class` calls."""

import sys
from pathlib import Path

from carousel.book.classes import ladder, nbgrader, otter


def main(notebook: str, folder: str) -> None:
    """Write the folders `nbgrader` and `otter` of a notebook into a folder."""
    read = ladder.read(Path(notebook))
    nbgrader.export(read, Path(folder) / "nbgrader")
    otter.export(read, Path(folder) / "otter")
    sys.stderr.write(f"{len(read.exercises)} exercises are in {folder}.\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
