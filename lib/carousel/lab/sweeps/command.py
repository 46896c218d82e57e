"""The command line of an experiment, and of all of them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from carousel.lab.sweeps._errors import SweepError
from carousel.lab.sweeps.experiment import Experiment
from carousel.lab.sweeps.runner import run

RESULTS = Path("lib/carousel/lab/results")  # in a clone of the course
QUICK_RESULTS = Path("build/results-quick")


def main(
    experiments: Sequence[Experiment], script: str, argv: Sequence[str] | None = None
) -> int:
    """Run experiments as the arguments say, and print what stopped them.

    Args:
        experiments: what to run.
        script: the file that is run, in the folder `experiments` of a clone of the
            course: results go into the clone, never into an installed package.
        argv: the arguments; those of the command line if None.

    Returns:
        What the process should end with: 0 if done, 1 if refused, 130 if stopped.
    """
    parser = _parser()
    options = parser.parse_args(argv)
    clone = Path(script).resolve().parents[1]
    if options.folder is None and not (clone / RESULTS).is_dir():
        parser.error(f"{clone} is no clone of the course, so --folder is needed")
    folder = options.folder or clone / RESULTS
    if options.quick:
        experiments = [e.quick() for e in experiments]
        folder = options.folder / "quick" if options.folder else clone / QUICK_RESULTS
    try:
        run(experiments, folder, workers=options.workers, dask=options.dask)
    except KeyboardInterrupt:
        print("\nStopped. What was finished is kept; run again to go on.")
        return 130
    except (ValueError, SweepError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The results are in {folder}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Train, measure, and write results.")
    add = parser.add_argument
    add("--quick", action="store_true", help="two seeds, few updates: does it run?")
    add("--workers", type=int, default=-1, help="processes; one per core if not given")
    add("--dask", metavar="ADDRESS", help="a Dask scheduler that runs already")
    add(
        "--folder",
        type=Path,
        help=f"where the results go; {RESULTS} of this clone if not given, or "
        f"{QUICK_RESULTS} with --quick",
    )
    return parser
