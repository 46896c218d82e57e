"""Tasks that ask for memory, each with what it costs to have none."""

from carousel.lab.tasks._task import Batch, Task
from carousel.lab.tasks.memory import copy, latch
from carousel.lab.tasks.pairs import adding, order, xor
from carousel.lab.tasks.timing import timing

KNOWN = {
    "latch": latch,
    "adding": adding,
    "copy": copy,
    "order": order,
    "xor": xor,
    "timing": timing,
}


def make(name: str, **options: int | float | str) -> Task:
    """A task by its name, the way a results file has it.

    Args:
        name: one of `KNOWN`.
        options: the arguments of the task.

    Raises:
        ValueError: if there is no task of this name, or if it has no such option or
            refuses its value.
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
    "copy",
    "latch",
    "make",
    "order",
    "timing",
    "xor",
]
