"""Run chapters with other seeds: `make seeds`, or `python tests/seeds.py 02 --seeds 3`.

A claim of a chapter is about more than the one draw that the page shows. Here every
generator of a chapter begins with another number, and what no longer holds is listed.
"""

import argparse
import contextlib
import io
import json
import os
import sys
import time
import traceback
from pathlib import Path

CHAPTERS = Path(__file__).parents[1] / "chapters"
PRINTED = 1997  # the seed of the pages
OTHERS = (0, 1, 2)


def failures(chapter: Path, seed: int) -> list[str]:
    """What fails in a chapter whose generators begin with another seed.

    Cells are run in order in one namespace. After a cell that fails the next is run all
    the same, so that one list has all that a seed breaks.
    """
    cells = json.loads(chapter.read_text(encoding="utf-8"))["cells"]
    page: dict[str, object] = {"__name__": "__main__"}
    failed = []
    with contextlib.chdir(CHAPTERS), contextlib.redirect_stdout(io.StringIO()):
        for cell in cells:
            if cell["cell_type"] == "code":
                source = "".join(cell["source"]).replace(
                    f"default_rng({PRINTED}", f"default_rng({seed}"
                )
                source = source.replace(
                    f"default_rng([{PRINTED},", f"default_rng([{seed},"
                )
                try:
                    exec(compile(source, cell["id"], "exec"), page)
                except Exception as error:
                    failed.append(f"{cell['id']}: {_said(error, source)}")
                _close_pictures()
    return failed


def _close_pictures() -> None:
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def _said(error: Exception, source: str) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    lines = source.splitlines()
    here = [frame.lineno for frame in frames if frame.filename.count("/") == 0]
    line = lines[here[-1] - 1].strip() if here and here[-1] <= len(lines) else ""
    return f"{type(error).__name__} {error} | {line}"


def main(arguments: list[str]) -> int:
    """Run the chapters that are named, or all, with some seeds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", help="names, or how they begin")
    parser.add_argument("--seeds", type=int, nargs="*", default=OTHERS)
    options = parser.parse_args(arguments)
    os.environ.setdefault("MPLBACKEND", "Agg")
    worst = 0
    named = options.chapters or ["[0-9][0-9]-"]
    chapters = sorted(
        {path for one in named for path in CHAPTERS.glob(f"{one}*.ipynb")}
    )
    if not chapters:
        parser.error(f"no notebook's name begins with {' or '.join(named)}")
    for chapter in chapters:
        for seed in options.seeds:
            begun = time.monotonic()
            found = failures(chapter, seed)
            took = time.monotonic() - begun
            print(f"{chapter.stem}, seed {seed}: {len(found)} fail ({took:.0f} s)")
            print("".join(f"    {line}\n" for line in found), end="", flush=True)
            worst = max(worst, len(found))
    return min(worst, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
