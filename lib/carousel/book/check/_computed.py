"""Slips that are computed as a whole: of what has no routes to turn."""

from collections.abc import Callable

import numpy as np

from carousel import clipping
from carousel.book.check._call import Parts
from carousel.book.check._case import Case
from carousel.book.check._slips import Slip


def clipped(case: Case) -> Parts:
    """The gradients of a case clipped by the library, and their norm before."""
    arrays, norm = clipping.by_norm(case.gradients, case.threshold)
    return {**arrays, "norm": np.array(norm)}


def _norm(gradients: Parts, power: float = 0.5) -> float:
    return float(sum((g**2).sum() for g in gradients.values()) ** power)


def _scaled(case: Case, share: Callable) -> Parts:
    """Every part times what `share` makes of it, and the norm before."""
    norm = np.array(_norm(case.gradients))
    return {n: g * share(case, g) for n, g in case.gradients.items()} | {"norm": norm}


def _limit(case: Case, norm: float) -> float:
    return min(1.0, case.threshold / norm)


CLIP = [
    Slip(name, says, compute=compute)
    for name, says, compute in [
        (
            "each apart",
            "each array is clipped by its own norm; one norm is over all together",
            lambda case: _scaled(
                case, lambda c, g: _limit(c, float(np.linalg.norm(g)))
            ),
        ),
        (
            "by value",
            "it clips entry by entry, which turns the direction",
            lambda case: {
                **{
                    n: np.clip(g, -case.threshold, case.threshold)
                    for n, g in case.gradients.items()
                },
                "norm": np.array(_norm(case.gradients)),
            },
        ),
        (
            "always",
            "a gradient that is short already is made longer: scale only above",
            lambda case: _scaled(case, lambda c, g: c.threshold / _norm(c.gradients)),
        ),
        (
            "squared",
            "the root is missing: it takes the squared norm",
            lambda case: {
                **_scaled(case, lambda c, g: _limit(c, _norm(c.gradients, 1.0))),
                "norm": np.array(_norm(case.gradients, 1.0)),
            },
        ),
        (
            "norm after",
            "the norm is that after clipping; asked is the one before",
            lambda case: {
                **clipped(case),
                "norm": np.array(min(case.threshold, _norm(case.gradients))),
            },
        ),
        (
            "unit",
            "it scales to length 1 and forgets the threshold",
            lambda case: _scaled(case, lambda c, g: 1 / _norm(c.gradients)),
        ),
        ("not clipped", "nothing is clipped", lambda case: _scaled(case, lambda *_: 1)),
    ]
]


def _kept(compute: Callable[[np.ndarray], np.ndarray]) -> Callable[[Case], Parts]:
    return lambda case: {"kept": compute(case.history.f)}


def _before(f: np.ndarray) -> np.ndarray:
    return np.vstack([np.ones_like(f[:1]), np.cumprod(f, axis=0)[:-1]])


RETENTION = [
    Slip(name, says, compute=_kept(compute))
    for name, says, compute in [
        ("late", "it is one step late: row 0 should hold f of step 0", _before),
        (
            "from the end",
            "the product runs from the end: row t should hold steps 0 to t",
            lambda f: np.cumprod(f[::-1], axis=0)[::-1],
        ),
        (
            "sum",
            "it adds the gates; one step after another multiplies",
            lambda f: np.cumsum(f, axis=0),
        ),
        (
            "no product",
            "the product over time is missing: these are the gates",
            lambda f: f,
        ),
        (
            "average",
            "it takes a power of the average gate; the product has to be taken",
            lambda f: f.mean(0) ** np.arange(1, len(f) + 1)[:, None],
        ),
        (
            "across units",
            "the product runs over the units; it has to run over time",
            lambda f: np.cumprod(f, axis=1),
        ),
        (
            "logarithm",
            "it is the logarithm: the exponential is missing",
            lambda f: np.cumsum(np.log(f), axis=0),
        ),
    ]
]
