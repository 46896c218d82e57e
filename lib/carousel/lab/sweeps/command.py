"""The command line of an experiment, and of all of them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from carousel.lab.results import FOLDER
from carousel.lab.sweeps.experiment import Experiment
from carousel.lab.sweeps.runner import run


def main(experiments: Sequence[Experiment], argv: Sequence[str] | None = None) -> int:
    """Run experiments as the arguments say; 0 if done, 130 if stopped by hand."""
    asked = _parser().parse_args(argv)
    folder = asked.folder
    if asked.quick:
        experiments = [e.quick() for e in experiments]
        folder = folder / "quick"
    try:
        run(experiments, folder, workers=asked.workers, dask=asked.dask)
    except KeyboardInterrupt:
        print("\nStopped. What was finished is kept; run again to go on.")
        return 130
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Train, measure, and write results.")
    add = parser.add_argument
    add("--quick", action="store_true", help="two seeds, few updates: does it run?")
    add("--workers", type=int, default=-1, help="processes; one a core if not given")
    add("--dask", metavar="ADDRESS", help="a Dask scheduler that runs already")
    add("--folder", type=Path, default=FOLDER, help="where the results are")
    return parser
