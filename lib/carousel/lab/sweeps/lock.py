"""One sweep at a time in a folder that can be written to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import SoftFileLock, Timeout

from carousel.lab.sweeps import files
from carousel.lab.sweeps._errors import SweepError

ROOM = 2_000_000  # characters that must fit before anything is trained


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """While it lasts, no other sweep writes to this folder.

    The lock is a file with the number of the process and the name of its machine. That
    of a process which is gone from this machine is taken over.

    Args:
        folder: where results are to be written; it is made if it is not there.

    Raises:
        SweepError: if another sweep is at work there, or nothing can be written.
    """
    path = folder / ".lock"
    lock = SoftFileLock(path, timeout=0.2)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        process, machine = _holder(path)
        raise SweepError(
            f"another sweep writes to {folder}: process {process} on {machine}. Wait "
            f"for it, or remove {path} if it is gone."
        ) from None
    except OSError as error:
        raise _refusal(folder, error) from None
    try:
        _check_room(folder)
        yield
    finally:
        lock.release()


def _holder(lock: Path) -> tuple[str, str]:
    try:
        process, machine, *_ = lock.read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return "unknown", "an unknown machine"
    return process, machine


def _check_room(folder: Path) -> None:
    try:
        files.write(folder / ".room", " " * ROOM)
        (folder / ".room").unlink()
    except OSError as error:
        raise _refusal(folder, error) from None


def _refusal(folder: Path, error: OSError) -> SweepError:
    return SweepError(
        f"cannot write to {folder}: {error.strerror or error}. Nothing was trained."
    )
