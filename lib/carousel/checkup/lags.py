"""Gradients by lag: what is left k steps before the step that the loss looks at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel.checkup.walks import Walk

ByLag = Float[np.ndarray, "lane lag"]
LANES = 128  # gradients sent back at once, at most
LOSSES = 24  # random losses altogether, at least
FAR = 1e100  # a gradient is brought back to size 1 when it leaves 1/FAR to FAR
Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Lags:
    """Gradients by lag, one lane per loss; NaN where a sequence has no such step.

    `log_true` and `log_direct` are natural logarithms of norms beside the true norm at
    lag 0: of dL/dc (GRU, RNN: dL/dh) by all routes, and by the direct path alone.
    `cosine` is between the two; `units` is how many units share the true gradient
    (participation ratio). What a cell does not have is None.
    """

    log_true: ByLag
    units: ByLag
    log_direct: ByLag | None
    cosine: ByLag | None

    @property
    def rest(self) -> ByLag | None:
        """Norm of the indirect part beside the direct one's."""
        if self.cosine is None:
            return None
        with np.errstate(over="ignore", invalid="ignore"):
            ratio = np.exp(self.log_true - self.log_direct)
            squared = ratio**2 - 2 * ratio * self.cosine + 1
            return np.where(np.isinf(ratio), np.inf, np.sqrt(np.maximum(squared, 0)))


def random_losses(walk: Walk, rng: np.random.Generator):
    """Lanes for losses of random direction at the last output of every sequence."""
    times = max(1, -(-LOSSES // len(walk.lengths)))
    lane = np.tile(np.arange(len(walk.lengths)), times)[:LANES]
    ds = np.zeros((len(lane), walk.size))
    ds[:, : walk.hidden] = rng.normal(size=(len(lane), walk.hidden))
    return lane, walk.lengths[lane] - 1, ds


def given_losses(
    walk: Walk, dh: Sequence[np.ndarray], dc_last: Sequence[np.ndarray] | None
):
    """Lanes for a given loss: the steps at which it reads an output, each by itself.

    Of each sequence the last such step, and others from the second half, as many as
    `LANES` allows; a loss that reads every step reads them at all lags.
    """
    each, lanes = max(1, min(4, LANES // len(dh))), []
    for place, rows in enumerate(dh):
        size = np.abs(rows).max(axis=1)
        if dc_last is not None:
            size[-1] = max(size[-1], np.abs(dc_last[place]).max())
        read = np.flatnonzero(size > 0)
        read = read[read >= read[-1] // 2] if len(read) else read
        some = np.linspace(len(read) - 1, 0, min(each, len(read))).astype(int)
        for t in read[some]:
            ds = np.zeros(walk.size)
            ds[: walk.hidden] = rows[t]
            if dc_last is not None and t == len(rows) - 1:
                ds[walk.hidden :] = dc_last[place]
            lanes.append((place, t, ds))
    if not lanes:
        return np.zeros(0, int), np.zeros(0, int), np.zeros((0, walk.size))
    lane, step, ds = zip(*lanes, strict=True)
    return np.array(lane), np.array(step), np.array(ds)


def by_lag(
    walk: Walk,
    lane: np.ndarray,
    step: np.ndarray,
    ds: np.ndarray,
    progress: Progress = lambda share: None,
) -> Lags:
    """The gradients of these losses at every lag, in one pass for all lanes.

    Args:
        walk: the steps.
        lane: the sequence of each loss.
        step: the step it reads, counted in its sequence.
        ds: its gradient at the state of that step, (lane, state).
        progress: told now and then which share is done.
    """
    order = np.argsort(-step, kind="stable")  # those that go far back stand first
    rows, left, ds = walk.starts[lane[order]] + step[order], step[order], ds[order]
    size = (len(rows), int(step.max()) + 1)
    log_true, log_direct, cosine, units = (np.full(size, np.nan) for _ in range(4))
    scale, direct, direct_scale = np.zeros(len(rows)), None, np.zeros(len(rows))
    for k in range(size[1]):
        n = int((left >= k).sum())
        rows, ds, scale = rows[:n], ds[:n], scale[:n]
        seen = walk.seen(rows, ds)
        log_true[:n, k], units[:n, k] = scale + _log_norm(seen), _participation(seen)
        if walk.gate is not None:
            if direct is None:
                direct = walk.direct(rows, ds)
            else:
                direct = direct[:n] * walk.gate[rows + 1]
            direct_scale = direct_scale[:n]
            log_direct[:n, k] = direct_scale + _log_norm(direct)
            cosine[:n, k] = _cosine(seen, direct)
            direct, direct_scale = _in_range(direct, direct_scale)
        ds, scale = _in_range(walk.back(rows, ds), scale)
        rows = rows - 1
        if k % 50 == 0:
            progress(k / size[1])
    place = np.argsort(order)
    first, gated = log_true[:, :1].copy(), walk.gate is not None
    with np.errstate(invalid="ignore"):
        return Lags(
            log_true=(log_true - first)[place],
            units=units[place],
            log_direct=(log_direct - first)[place] if gated else None,
            cosine=cosine[place] if gated else None,
        )


def _log_norm(rows: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log(np.linalg.norm(rows, axis=1))


def _cosine(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    sizes = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    dots = (one * other).sum(axis=1)
    return np.divide(dots, sizes, out=np.full(len(one), np.nan), where=sizes > 0)


def _participation(rows: np.ndarray) -> np.ndarray:
    most = np.abs(rows).max(axis=1, keepdims=True)
    squares = np.divide(rows, most, out=np.zeros_like(rows), where=most > 0) ** 2
    fourth = (squares**2).sum(axis=1)
    out = np.full(len(rows), np.nan)
    return np.divide(squares.sum(axis=1) ** 2, fourth, out=out, where=fourth > 0)


def _in_range(ds: np.ndarray, scale: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same gradients, those that leave the range brought to size 1."""
    most = np.abs(ds).max(axis=1)
    out = (most > 0) & ((most > FAR) | (most < 1 / FAR))
    if not out.any():
        return ds, scale
    factor = np.where(out, most, 1.0)
    return ds / factor[:, None], scale + np.log(factor)
