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

from carousel.lab.sweeps import checkpoints, cluster, lock
from carousel.lab.sweeps._errors import SweepError
from carousel.lab.sweeps.experiment import Experiment, key
from carousel.lab.sweeps.worker import run_job, versions

Result = dict[str, Any]
RunJob = Callable[[Result], Result]
Finished = dict[str, dict[str, Result]]  # by experiment and key
BAR = "{percentage:3.0f}% {bar} {elapsed} gone, at most {remaining} left {postfix}"


def run(
    experiments: Sequence[Experiment],
    folder: Path,
    *,
    workers: int = -1,
    dask: str | None = None,
    progress: bool = True,
    do: RunJob = run_job,
) -> None:
    """Run all jobs and write `NAME.json` for each experiment.

    Every finished job is on disk at once, as a file in `NAME.jobs`. A run that was
    stopped goes on from there; the results of an earlier run stay until all jobs of
    this one are finished.

    Args:
        experiments: what to run; the longest jobs of all come first.
        folder: where results are.
        workers: processes on this machine, -1 for one per core.
        dask: the address of a scheduler that runs already, instead of this machine.
        progress: whether to show a bar with the time left, which assumes the worst:
            that no run is solved before its last update.
        do: what a worker does with a job.

    Raises:
        ValueError: if `dask` is no address, if a file on disk is broken or was written
            by other versions, or if a job cannot be run.
        SweepError: if the folder cannot be written to or another sweep is at work
            there, if no scheduler answers, or if it, a worker or the disk fails on the
            way; what is finished is kept.
    """
    with lock.claimed(folder):
        finished = {e.name: checkpoints.load_checkpoint(folder, e) for e in experiments}
        jobs = _missing(experiments, finished)
        if dask is None:
            stream = _local(jobs, workers, do)
        else:
            stream = cluster.results(jobs, dask, do)
        try:
            with closing(stream):
                _keep(stream, experiments, folder, finished, progress)
        except (OSError, SweepError) as error:
            kept = sum(map(len, finished.values()))
            total = sum(len(e.jobs) for e in experiments)
            raise SweepError(
                f"{getattr(error, 'strerror', None) or error}. {kept} of {total} jobs "
                f"are finished and kept in {folder}; run again to go on."
            ) from None
        for e in experiments:
            checkpoints.discard(folder, e)


def _missing(experiments: Sequence[Experiment], finished: Finished) -> list[Result]:
    """The jobs to do, as a worker gets them and as JSON gives them back."""
    missing = [
        (job.cost, {"experiment": e.name} | dataclasses.asdict(job))
        for e in experiments
        for job in e.jobs
        if job.key not in finished[e.name]
    ]
    missing.sort(key=lambda pair: -pair[0])
    return [json.loads(json.dumps(job)) for _, job in missing]


def _keep(
    stream: Iterator[Result],
    experiments: Sequence[Experiment],
    folder: Path,
    finished: Finished,
    progress: bool,
) -> None:
    """Write every result as it comes, and the whole once no job is missing."""
    named = {e.name: e for e in experiments}
    cost = {
        (e.name, job.key): job.cost
        for e in experiments
        for job in e.jobs
        if job.key not in finished[e.name]
    }
    for e in experiments:
        checkpoints.publish(folder, e, finished[e.name])
    with tqdm(total=sum(cost.values()), disable=not progress, bar_format=BAR) as bar:
        for result in stream:
            name = result.pop("experiment")
            checkpoints.save(folder, name, _checked(result))
            finished[name][key(result)] = result
            checkpoints.publish(folder, named[name], finished[name])
            bar.set_postfix_str(name)
            bar.update(cost[name, key(result)])


def _local(jobs: list[Result], workers: int, do: RunJob) -> Iterator[Result]:
    """Results as they come, from processes of this machine."""
    pool = Parallel(n_jobs=workers, return_as="generator_unordered", batch_size=1)
    try:
        with closing(pool(delayed(do)(job) for job in jobs)) as results:
            yield from results
    except TerminatedWorkerError:
        raise SweepError(
            "a worker process was killed, most often for want of memory (fewer "
            "--workers need less)"
        ) from None


def _checked(result: Result) -> Result:
    if result["versions"] != versions():
        raise SweepError(
            f"a worker has {result['versions']}, this machine {versions()}"
        )
    return result
