"""Growth: the leading exponents of a run, and the largest gain of a few steps."""

import numpy as np
from jaxtyping import Float

from carousel.checkup.walks import Walk

LEADING = 6  # exponents that are kept
SEQUENCES, STEPS = 4, 1000  # of which, and over how many steps at most
WINDOWS, ROUNDS = 16, 14  # places where gains are taken; rounds of Lanczos


def exponents(walk: Walk, rng: np.random.Generator) -> Float[np.ndarray, " leading"]:
    """Leading Lyapunov exponents: natural log of growth a step, largest first.

    Mean over the longest sequences, each from the state's directions at random, by QR
    at every step (`flow.spectrum` for all directions of one short run). The first tenth
    of the steps is left out: there the directions are still turning.
    """
    lane = np.argsort(-walk.lengths, kind="stable")[:SEQUENCES]
    steps = int(min(walk.lengths[lane].min(), STEPS))
    leading = min(LEADING, walk.size)
    Q = np.linalg.qr(rng.normal(size=(len(lane), walk.size, leading)))[0]
    logs, skipped = np.zeros((len(lane), leading)), steps // 10
    for t in range(steps):
        moved = walk.forth(walk.starts[lane] + t, Q.transpose(0, 2, 1))
        Q, R = np.linalg.qr(moved.transpose(0, 2, 1))
        if t >= skipped:
            with np.errstate(divide="ignore"):
                logs += np.log(np.abs(np.diagonal(R, axis1=1, axis2=2)))
    return np.sort((logs / (steps - skipped)).mean(axis=0))[::-1]


def gains(
    walk: Walk, steps: int, rng: np.random.Generator
) -> Float[np.ndarray, " window"]:
    """The largest singular value of the product of so many steps, at several places.

    Places are spread over all sequences; none where no sequence is that long. By
    Lanczos on products with vectors, so that no Jacobian is built.
    """
    starts = np.concatenate(
        [
            start + np.arange(length - steps + 1)
            for start, length in zip(walk.starts, walk.lengths, strict=True)
            if length >= steps
        ]
        or [np.zeros(0, int)]
    )
    if len(starts) == 0:
        return np.zeros(0)
    places = np.unique(np.linspace(0, len(starts) - 1, WINDOWS).astype(int))
    return _largest_singular_values(walk, starts[places], steps, rng)


def _largest_singular_values(walk, rows, steps, rng) -> np.ndarray:
    v = rng.normal(size=(len(rows), walk.size))
    v /= np.linalg.norm(v, axis=1, keepdims=True)
    u, beta = np.zeros_like(v), np.zeros(len(rows))
    B = np.zeros((len(rows), ROUNDS, ROUNDS))
    basis = [v]
    for k in range(min(ROUNDS, walk.size)):
        ahead = v[:, None]
        for t in range(steps):
            ahead = walk.forth(rows + t, ahead)
        u, alpha = _unit(ahead[:, 0] - beta[:, None] * u)
        behind = u
        for t in reversed(range(steps)):
            behind = walk.back(rows + t, behind)
        for known in basis:  # rounding turns new directions towards the old ones
            behind = behind - (behind * known).sum(axis=1, keepdims=True) * known
        B[:, k, k] = alpha
        v, beta = _unit(behind)
        basis.append(v)
        if k + 1 < ROUNDS:
            B[:, k, k + 1] = beta
    return np.linalg.norm(B, 2, axis=(1, 2))


def _unit(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    sizes = np.linalg.norm(rows, axis=1)
    unit = np.divide(
        rows, sizes[:, None], out=np.zeros_like(rows), where=sizes[:, None] > 0
    )
    return unit, sizes
