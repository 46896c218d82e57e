"""Notebooks are run once, by nbval, and what they gave is kept for the book."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from carousel.book.site import records

CELL_LIMIT = 900  # seconds: a training cell takes one minute, on a busy machine ten


class NotebookError(Exception):
    """Cells that failed, as nbval tells it."""


def execute(notebooks: Iterable[Path], *, workers: int | None = None) -> None:
    """Let nbval run the notebooks that have no good record, some at a time.

    Each kernel has one thread, and each core one kernel. What has passed is kept also
    when another notebook fails, or the user stops the run.

    Raises:
        NotebookError: a cell failed; says what nbval says.
    """
    due = [notebook for notebook in notebooks if records.load(notebook) is None]
    with ThreadPoolExecutor(workers or os.cpu_count()) as pool:
        said = [text for text in pool.map(_nbval, due) if text]
    if said:
        raise NotebookError("\n".join(said))


def _nbval(notebook: Path) -> str:
    """Run one notebook; what went wrong."""
    plugins = ["-p", "nbval.plugin", "-p", "carousel.book.site._keep_outputs"]
    command = [sys.executable, "-m", "pytest", *plugins, "--nbval-lax"]
    command += ["--nbval-current-env", f"--nbval-cell-timeout={CELL_LIMIT}"]
    command += ["-q", "-o", "addopts=", "-p", "no:cacheprovider", str(notebook)]
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OMP_NUM_THREADS": "1"}
    begun = time.monotonic()
    done = subprocess.run(
        command, env=os.environ | alone, capture_output=True, text=True, check=False
    )
    took = time.monotonic() - begun
    outcome = "passed" if done.returncode == 0 else "FAILED"
    sys.stderr.write(f"{notebook.name}: {outcome} in {took:.0f} s\n")
    return "" if done.returncode == 0 else done.stdout + done.stderr


def main(names: list[str]) -> None:
    """Run the notebooks in the folders or files that are named."""
    paths = [Path(name) for name in names]
    found = [
        p
        for path in paths
        for p in ([path] if path.is_file() else path.glob("*.ipynb"))
    ]
    try:
        execute(sorted(found))
    except NotebookError as error:
        sys.exit(str(error))
    sys.stderr.write(f"{len(found)} notebooks hold.\n")


if __name__ == "__main__":
    main(sys.argv[1:])
