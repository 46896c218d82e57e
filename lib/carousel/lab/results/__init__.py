"""What the experiments found: their results files, and rates and medians of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from carousel.lab.intervals import bootstrap_median, lower_median, wilson

FOLDER = Path(__file__).parent  # the results come with the package
JOB = {"label", "settings", "seeds", "runs", "seconds"}  # what a finished job holds
SEED = 1997  # of the resampling behind an interval


@dataclass(frozen=True, eq=False)
class Case:
    """All seeds of one setting: its label, its settings, and a row for each seed."""

    label: dict[str, Any]
    settings: dict[str, Any]
    runs: list[dict[str, Any]]

    @property
    def solved(self) -> int:
        """How many seeds solved the task."""
        return sum(run["solved_at"] is not None for run in self.runs)

    @property
    def updates(self) -> np.ndarray:
        """The update at which each seed had solved the task; infinity for never."""
        return np.array([_never(run["solved_at"]) for run in self.runs])


@dataclass(frozen=True, eq=False)
class Rates:
    """Success rates along something, with the ends of their 95 % intervals (Wilson)."""

    x: list[Any]
    solved: np.ndarray
    trials: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True, eq=False)
class Sample:
    """Updates that each seed needed, and their median with its 95 % interval."""

    values: np.ndarray
    median: float
    low: float
    high: float
    limit: int


def load(name: str, folder: Path = FOLDER) -> list[Case]:
    """The cases of an experiment, in the order of its file.

    Args:
        name: that of the experiment and its file.
        folder: where the file is; the results that come with the course by default.

    Raises:
        FileNotFoundError: if there is none of this name, saying which there are.
        ValueError: if the file is broken.
    """
    cases: dict[str, Case] = {}
    for job in read(folder / f"{name}.json")["jobs"]:
        case = Case(job["label"], job["settings"], [])
        cases.setdefault(json.dumps(job["label"]), case).runs.extend(job["runs"])
    return list(cases.values())


def select(cases: Sequence[Case], **label: Any) -> list[Case]:
    """Those cases whose label says so.

    Args:
        cases: as `load` gives them.
        label: entries that the label must have.

    Raises:
        ValueError: if there is none.
    """
    selected = [c for c in cases if label.items() <= c.label.items()]
    if not selected:
        labels = f"labels are like {cases[0].label}" if cases else "there are no cases"
        raise ValueError(f"no case has {label}; {labels}")
    return selected


def rates(cases: Sequence[Case], x: str) -> Rates:
    """The success rates of cases along one entry of their labels.

    Args:
        cases: one per rate, in order.
        x: the name of the entry.

    Raises:
        ValueError: if there are no cases, or a label has no such entry.
    """
    if not cases or any(x not in case.label for case in cases):
        raise ValueError(f"no rates along {x!r}: {[case.label for case in cases]}")
    solved = np.array([case.solved for case in cases])
    trials = np.array([len(case.runs) for case in cases])
    ends = [wilson(int(s), int(n)) for s, n in zip(solved, trials, strict=True)]
    low, high = np.array(ends).T
    return Rates([case.label[x] for case in cases], solved, trials, low, high)


def sample(case: Case) -> Sample:
    """The updates that the seeds of a case needed; infinity is never.

    Raises:
        ValueError: if the case has no seeds.
    """
    rng = np.random.default_rng(SEED)
    low, high = bootstrap_median(case.updates, rng=rng)
    median = float(lower_median(case.updates))
    return Sample(case.updates, median, low, high, case.settings["updates"])


def read(path: Path) -> dict[str, Any]:
    """A file of results as a dictionary, with its finished `jobs` in order.

    Args:
        path: of a file that a sweep has written.

    Raises:
        FileNotFoundError: if there is no such file, saying which there are.
        ValueError: if it is not a results file, saying what to do.
    """
    if not path.is_file():
        names = sorted(other.stem for other in path.parent.glob("*.json"))
        raise FileNotFoundError(
            f"there are no results {path.stem!r} in {path.parent}; there are "
            f"{', '.join(names) or 'none'}. `python experiments` in a clone of the "
            "course trains and writes them."
        )
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not all(set(job) >= JOB for job in data["jobs"]):
            raise KeyError("jobs")
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path} is not a file of results ({error}); nothing was changed. "
            "Move it away and run again."
        ) from None
    return data


def _never(update: int | None) -> float:
    return float("inf") if update is None else float(update)
