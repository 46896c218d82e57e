"""The same jobs on a Dask cluster that runs already."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

Job = dict[str, Any]
PATIENCE = "10s"  # for a scheduler that does not answer
GLANCE = "1s"  # how often to look whether a job has failed


def results(jobs: list[Job], address: str, do: Callable[[Job], Job]) -> Iterator[Job]:
    """Results as they come; the job of a worker that dies goes to another one.

    A worker hands a result to the scheduler before its job counts as done. Left in the
    worker's memory it would die with the worker, and the job would be run again.

    Raises:
        ValueError: if no scheduler answers at the address.
    """
    from distributed import Client, Queue

    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ValueError(f"no Dask scheduler answers at {address}: {error}") from None
    with client:
        name = f"carousel-{uuid.uuid4()}"
        box = Queue(name, client=client)
        numbered = list(enumerate(jobs))
        futures = client.map(_hand_over, numbered, do=do, name=name, pure=False)
        waiting = dict(enumerate(futures))
        del futures  # what is released is not run again
        try:
            yield from _received(box, waiting)
        finally:
            client.cancel(list(waiting.values()))
            box.close()


def _received(box: Any, waiting: dict[int, Any]) -> Iterator[Job]:
    while waiting:
        try:
            number, result = box.get(timeout=GLANCE)
        except TimeoutError:
            for future in waiting.values():
                if future.status == "error":
                    future.result()  # raises what the worker raised
            continue
        future = waiting.pop(number, None)
        if future is not None:
            future.release()
            yield result


def _hand_over(numbered: tuple[int, Job], do: Callable[[Job], Job], name: str) -> None:
    from distributed import Queue

    number, job = numbered
    Queue(name).put((number, do(job)))
