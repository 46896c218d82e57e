"""What the experiments found: their results files, and rates and medians of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from carousel.lab.intervals import bootstrap_median, middle, wilson

FOLDER = Path(__file__).parent
PARTS = {"label", "settings", "seeds", "runs", "seconds"}  # of a finished job
SEED = 1997  # of the draws behind an interval


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

    Raises:
        FileNotFoundError: if it was never run.
        ValueError: if its file is broken.
    """
    cases: dict[str, Case] = {}
    for job in read(folder / f"{name}.json")["jobs"]:
        case = Case(job["label"], job["settings"], [])
        cases.setdefault(json.dumps(job["label"]), case).runs.extend(job["runs"])
    return list(cases.values())


def where(cases: Sequence[Case], **label: Any) -> list[Case]:
    """Those cases whose label says so.

    Raises:
        ValueError: if there is none.
    """
    found = [c for c in cases if label.items() <= c.label.items()]
    if not found:
        raise ValueError(f"no case has {label}; labels are like {cases[0].label}")
    return found


def rates(cases: Sequence[Case], x: str) -> Rates:
    """The success rates of cases along one entry of their labels."""
    solved = np.array([case.solved for case in cases])
    trials = np.array([len(case.runs) for case in cases])
    ends = [wilson(int(s), int(n)) for s, n in zip(solved, trials, strict=True)]
    low, high = np.array(ends).T
    return Rates([case.label[x] for case in cases], solved, trials, low, high)


def sample(case: Case) -> Sample:
    """The updates that the seeds of a case needed."""
    rng = np.random.default_rng(SEED)
    low, high = bootstrap_median(case.updates, rng=rng)
    median = float(middle(case.updates))
    return Sample(case.updates, median, low, high, case.settings["updates"])


def read(path: Path) -> dict[str, Any]:
    """What `write` wrote.

    Raises:
        FileNotFoundError: if there is no such file, saying how it is made.
        ValueError: if it is not a results file, saying what to do.
    """
    if not path.exists():
        raise FileNotFoundError(f"there is no {path}; `make experiments` writes it")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not all(
            {"label", "settings", "seeds", "runs"} <= set(j) for j in data["jobs"]
        ):
            raise KeyError("jobs")
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path} is not a file of results ({error}); nothing was changed. "
            "Move it away and run again."
        ) from None
    return data


def _never(update: int | None) -> float:
    return float("inf") if update is None else float(update)
