"""The same jobs on a Dask cluster that runs already."""

import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from typing import Any

from carousel.lab.sweeps._errors import SweepError

Job = dict[str, Any]
TIMEOUT = 10  # seconds, for a scheduler that does not answer
WORKERS_TIMEOUT = 30  # seconds, for a scheduler without workers
ADDRESS = re.compile(r"(tcp|tls|wss?|ucx)://\S+:\d+/?")


def results(jobs: list[Job], address: str, do: Callable[[Job], Job]) -> Iterator[Job]:
    """Results as they come.

    If a worker dies, another one does what it was at, and again what it had finished
    and not handed over yet.

    Args:
        jobs: what to do.
        address: of the scheduler, as tcp://host:port.
        do: what a worker does with a job; workers must be able to import it.

    Raises:
        ValueError: if this is no address.
        SweepError: if Dask is not installed, if no scheduler or no worker answers, or
            if the scheduler is lost on the way.
    """
    if not ADDRESS.fullmatch(address):
        raise ValueError(
            f"a Dask scheduler has an address like tcp://host:8786, got {address!r}"
        )
    try:
        from distributed import Client, KilledWorker, as_completed
    except ImportError:
        raise SweepError("--dask needs Dask: pip install distributed") from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    with _connected(Client, address) as client:
        futures = as_completed(client.map(do, jobs, pure=False), loop=client.loop)
        try:
            for future in futures:
                result = future.result()
                future.release()  # or it is run again if its worker dies later
                yield result
        except KilledWorker as error:
            raise SweepError(f"worker after worker died on one job: {error}") from None
        except (OSError, CancelledError):
            if client.status == "running":
                raise  # it is the job's own
            raise SweepError(f"the Dask scheduler at {address} is lost") from None


def _connected(kind: type, address: str) -> Any:
    """A client of the scheduler, once it has a worker."""
    try:
        client = kind(address, timeout=TIMEOUT, set_as_default=False)
    except OSError as error:
        raise SweepError(f"no Dask scheduler answers at {address}: {error}") from None
    try:
        client.wait_for_workers(1, timeout=WORKERS_TIMEOUT)
    except OSError:
        client.close()
        raise SweepError(f"the Dask scheduler at {address} has no worker") from None
    return client
