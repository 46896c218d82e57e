"""Tasks that ask for memory, each with what it costs to have none."""

from carousel.lab.tasks._task import Batch, Task
from carousel.lab.tasks.digits import digits
from carousel.lab.tasks.memory import copy, latch
from carousel.lab.tasks.pairs import adding, order, xor
from carousel.lab.tasks.reber import continual, embedded
from carousel.lab.tasks.timing import timing

KNOWN = {
    "latch": latch,
    "adding": adding,
    "copy": copy,
    "order": order,
    "xor": xor,
    "timing": timing,
    "reber": embedded,
    "continual reber": continual,
    "digits": digits,
}


def make(name: str, **options: int | float | str) -> Task:
    """A task by its name, as it stands in a results file.

    Raises:
        ValueError: if there is no task of this name, or it has no such option.
    """
    if name not in KNOWN:
        raise ValueError(f"there is no task {name!r}; there are {', '.join(KNOWN)}")
    try:
        return KNOWN[name](**options)
    except TypeError as error:
        raise ValueError(f"the task {name!r}: {error}") from None


__all__ = [
    "KNOWN",
    "Batch",
    "Task",
    "adding",
    "continual",
    "copy",
    "digits",
    "embedded",
    "latch",
    "make",
    "order",
    "timing",
    "xor",
]
