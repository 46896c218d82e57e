"""Sweeps: the jobs of experiments on local cores or on a cluster, and resumed."""

import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed
from joblib.externals.loky.process_executor import TerminatedWorkerError
from tqdm import tqdm

from carousel.lab import results
from carousel.lab.sweeps import cluster, files
from carousel.lab.sweeps.experiment import Experiment, Job, key
from carousel.lab.sweeps.interrupt import stoppable
from carousel.lab.sweeps.work import versions, work

Result = dict[str, Any]
Work = Callable[[Result], Result]
LIVES = 3  # how often in a row local workers may die without finishing a job
BAR = "{percentage:3.0f}% {bar} {elapsed} gone, at most {remaining} left {postfix}"


def run(
    experiments: Sequence[Experiment],
    folder: Path,
    *,
    workers: int = -1,
    dask: str | None = None,
    progress: bool = True,
    do: Work = work,
) -> None:
    """Run all jobs and write `NAME.json` for each experiment.

    Every finished job is on disk at once, in `NAME.part.json`. A run that was stopped
    goes on from there; the results of an earlier run stay until the new ones are whole.

    Args:
        experiments: what to run; the longest jobs of all come first.
        folder: where results are.
        workers: processes on this machine, -1 for one a core.
        dask: the address of a scheduler that runs already, instead of this machine.
        progress: whether to show a bar with the time left, which assumes the worst:
            that no run is solved before its last update.
        do: what a worker does with a job.

    Raises:
        ValueError: if no scheduler answers, or a part on disk is broken or was begun
            with other versions.
    """
    done = {e.name: _begun(folder, e) for e in experiments}
    for e in experiments:
        _publish(folder, e, done[e.name])
    todo = [(e, j) for e in experiments for j in e.jobs if j.key not in done[e.name]]
    todo.sort(key=lambda pair: -pair[1].cost)
    cost = {(e.name, j.key): j.cost for e, j in todo}
    named = {e.name: e for e in experiments}
    jobs = [_payload(e, j) for e, j in todo]
    each = (
        _local(jobs, workers, do) if dask is None else cluster.results(jobs, dask, do)
    )
    total = sum(cost.values())
    with (
        stoppable() as stopped,
        tqdm(total=total, disable=not progress, bar_format=BAR) as bar,
    ):
        for result in each:
            e = named[result["experiment"]]
            done[e.name][key(result)] = _checked(result)
            _publish(folder, e, done[e.name])
            bar.set_postfix_str(e.name)
            bar.update(cost[e.name, key(result)])
            if stopped():
                raise KeyboardInterrupt
    for e in experiments:
        _part(folder, e).unlink(missing_ok=True)


def _local(jobs: list[Result], workers: int, do: Work) -> Iterator[Result]:
    """Results as they come; a worker that dies costs only what it was at."""
    missing, lives = {(job["experiment"], key(job)): job for job in jobs}, LIVES
    while missing:
        pool = Parallel(n_jobs=workers, return_as="generator_unordered")
        try:
            with closing(pool(delayed(do)(j) for j in list(missing.values()))) as each:
                for result in each:
                    del missing[result["experiment"], key(result)]
                    lives = LIVES
                    yield result
        except TerminatedWorkerError:
            lives -= 1
            if lives == 0:
                raise


def _payload(e: Experiment, job: Job) -> Result:
    """The job as a worker gets it, and as JSON gives it back."""
    return json.loads(json.dumps({"experiment": e.name} | dataclasses.asdict(job)))


def _checked(result: Result) -> Result:
    result = dict(result)
    found = result.pop("versions")
    if found != versions():
        raise ValueError(f"a worker has {found}, this machine {versions()}")
    del result["experiment"]
    return result


def _begun(folder: Path, e: Experiment) -> dict[str, Result]:
    """What an earlier, unfinished run has left, by job."""
    path = _part(folder, e)
    if not path.exists():
        return {}
    part = results.read(path)
    if part["versions"] != versions():
        raise ValueError(
            f"{path} was begun with {part['versions']}, here are {versions()}; "
            "move it away to begin again."
        )
    known = {job.key for job in e.jobs}
    return {key(job): job for job in part["jobs"] if key(job) in known}


def _publish(folder: Path, e: Experiment, done: dict[str, Result]) -> None:
    """The part on disk; and, once no job is missing, the results."""
    jobs = [done[job.key] for job in e.jobs if job.key in done]
    if not jobs:
        return
    data = {
        "experiment": e.name,
        "versions": versions(),
        "seeds": sorted({seed for job in jobs for seed in job["seeds"]}),
        "seconds": round(sum(job["seconds"] for job in jobs), 1),
        "jobs": jobs,
    }
    files.write(_part(folder, e), data)
    if len(jobs) == len(e.jobs):
        files.write(folder / f"{e.name}.json", data)


def _part(folder: Path, e: Experiment) -> Path:
    return folder / f"{e.name}.part.json"
