"""Which turn of the right computation gives what the learner's function gave."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from carousel.book.check._call import Parts, listed
from carousel.book.check._slips import Slip, pairs

SAME = 1e-6  # beside the largest entry: far above rounding, below any forgotten term
PAIRED = 48  # of the slips, the first of which are the likely ones: takes a second
NEAR = 0.5  # of the way from the right result, to be named as the nearest

Tries = Sequence[tuple[Parts, Parts, Callable[[Slip], Parts]]]  # got, right, turned


@dataclass(frozen=True)
class Diagnosis:
    """What was wrong, in words, and the names of the slips that give the same."""

    says: str
    slips: tuple[str, ...] = ()


def equal(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two results are the same but for rounding."""
    size = max(np.abs(one).max(initial=0), np.abs(other).max(initial=0), 1e-3)
    return bool((np.abs(one - other) <= SAME * size).all())


def differing(tries: Tries) -> list[str]:
    """The parts that are wrong in some try."""
    return [
        name
        for name in tries[0][1]
        if not all(equal(got[name], right[name]) for got, right, _ in tries)
    ]


def diagnose(tries: Tries, slips: Sequence[Slip], *, timed: bool) -> Diagnosis:
    """The slip, the two slips, or the slip of each part that explain all tries."""
    wrong = differing(tries)
    head = f"{listed(wrong)} {'differs' if len(wrong) == 1 else 'differ'}"
    for slip in slips:
        if _explains(slip, tries, list(tries[0][1])):
            return Diagnosis(f"{head}: {slip.says}.", (slip.name,))
    for name, change in CHANGES.items():
        if (timed or name not in OVER_TIME) and _changed(change, tries, wrong):
            return Diagnosis(f"{head}: {SAYS[name]}.", (name,))
    by_parts = _part_by_part(head, wrong, tries, slips)
    if by_parts:
        return by_parts
    for slip in pairs(slips[:PAIRED]):
        if _explains(slip, tries, list(tries[0][1])):
            return Diagnosis(f"{head}: {slip.says}.", tuple(slip.name.split(", ")))
    return _nearest(head, tries, slips)


def _explains(slip: Slip, tries: Tries, names: Iterable[str]) -> bool:
    """Whether a slip gives what came, in every try, and not what is right.

    A slip that changes nothing in a case, as clipping where nothing is to be clipped,
    explains it if what came is right there too.
    """
    names, changes = list(names), False
    for got, right, turned in tries:
        try:
            instead = turned(slip)
        except (ValueError, IndexError):
            return False
        for name in names:
            if instead[name].shape != got[name].shape:
                return False
            if not equal(got[name], instead[name]):
                return False
            changes = changes or not equal(right[name], instead[name])
    return changes


def _changed(change: Callable, tries: Tries, names: list[str]) -> bool:
    for got, right, _ in tries:
        for name in names:
            instead = change(right[name])
            if instead.shape != got[name].shape or not equal(got[name], instead):
                return False
    return True


def _part_by_part(
    head: str, wrong: list[str], tries: Tries, slips: Sequence[Slip]
) -> Diagnosis | None:
    found: dict[tuple[str, str], list[str]] = {}
    for name in wrong:
        why = next(
            ((s.name, s.says) for s in slips if _explains(s, tries, [name])), None
        )
        why = why or next(
            ((n, SAYS[n]) for n, c in CHANGES.items() if _changed(c, tries, [name])),
            None,
        )
        if why is None:
            return None
        found.setdefault(why, []).append(name)
    said = "; ".join(f"in {listed(n)}, {says}" for (_, says), n in found.items())
    if len(found) == 1:
        said = next(iter(found))[1]
    return Diagnosis(f"{head}: {said}.", tuple(name for name, _ in found))


def _nearest(head: str, tries: Tries, slips: Sequence[Slip]) -> Diagnosis:
    """No slip gives the same: how far it is, and which slip comes closest."""
    got, right, turned = tries[0]
    size = np.linalg.norm(_flat(right)) or 1.0
    off = np.linalg.norm(_flat(got) - _flat(right))
    best, closest = None, off
    for slip in slips:
        try:
            instead = turned(slip)
        except (ValueError, IndexError):
            continue
        if any(instead[name].shape != got[name].shape for name in got):
            continue
        away = np.linalg.norm(_flat(got) - _flat(instead))
        if away < closest:
            best, closest = slip, away
    said = f"{head} by {off / size:.0%} of the right size, and no one slip explains it"
    if best is None or closest > NEAR * off:
        return Diagnosis(f"{said}.")
    return Diagnosis(f"{said}; what comes nearest: {best.says}.", (best.name,))


def _flat(parts: Parts) -> np.ndarray:
    return np.concatenate([np.ravel(value) for value in parts.values()])


CHANGES = {
    "sign": np.negative,
    "twice": lambda part: 2 * part,
    "half": lambda part: part / 2,
    "transposed": np.transpose,
    "reversed": lambda part: part[::-1] if part.ndim else part,
}
OVER_TIME = {"reversed"}
SAYS = {
    "sign": "the sign is wrong",
    "twice": "it is twice the right value",
    "half": "it is half the right value",
    "transposed": "it is transposed",
    "reversed": "time runs the wrong way: the first step stands last",
}
