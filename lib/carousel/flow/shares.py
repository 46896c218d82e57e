"""What the direct path carries of one loss, or of random ones, lag by lag."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel.cells.slopes import AnyHistory, AnyParams, check_direct
from carousel.flow._backward import walk_back
from carousel.shapes import ArrayLike, Record, as_array, as_count, check_rng

ByLag = Float[np.ndarray, " lag"] | Float[np.ndarray, "lag level"]


@dataclass(frozen=True, eq=False)
class Shares(Record):
    """The direct path's part of a loss gradient at c_t (at h_t of a GRU), by lag.

    Entry k is k steps before the last. `ratio` is the norm of the rest, which the
    indirect paths bring, over the norm of the direct part: below 1 the direct path
    carries more; infinite where it carries nothing. `cosine` is that of the angle
    between the direct part and the whole, 0 where one of them is 0.
    """

    ratio: ByLag
    cosine: ByLag


def shares(params: AnyParams, history: AnyHistory, dh_last: ArrayLike) -> Shares:
    """What the direct path carries of one loss, (lag,) with as many lags as steps.

    `dominance` asks for every loss at once; a network has one, and it may ask for what
    the direct path does not carry. Sizes never overflow nor underflow.

    Args:
        params: weights of any cell with a direct path: not of an RNN.
        history: a run of it.
        dh_last: the loss gradient at the last output, (hidden,).

    Raises:
        ValueError: for an RNN, a history that these params have not made, or `dh_last`
            of another width or of zeros.
    """
    check_direct("shares are", params, history)
    dh_last = as_array("dh_last", dh_last, (params.hidden,))
    if not dh_last.any():
        raise ValueError("dh_last is 0: a loss without a gradient has no shares")
    ratio, cosine = _by_lag(params, history, dh_last[None])
    return Shares(ratio=ratio[:, 0], cosine=cosine[:, 0])


def random_shares(
    params: AnyParams,
    history: AnyHistory,
    *,
    rng: np.random.Generator,
    losses: int = 200,
    levels: ArrayLike = (0.05, 0.25, 0.5, 0.75, 0.95),
) -> Shares:
    """Quantiles of what the direct path carries of losses drawn at random.

    Shape (lag, level). A loss is a normal gradient at the last output, every direction
    as likely as any other; all go back in one pass.

    Args:
        params: weights of any cell with a direct path: not of an RNN.
        history: a run of it.
        rng: where the losses come from.
        losses: how many.
        levels: of the quantiles, each the value of a loss, none between two.

    Raises:
        ValueError: for an RNN, a history that these params have not made, no losses, a
            level outside 0 to 1, or if rng is no generator.
    """
    check_direct("shares are", params, history)
    check_rng(rng)
    levels = as_array("levels", levels, ("level",))
    if not ((levels >= 0) & (levels <= 1)).all():
        raise ValueError(f"levels must lie between 0 and 1, got {levels}")
    if as_count("losses", losses) < 1:
        raise ValueError(f"expected at least one loss, got {losses}")
    drawn = rng.normal(size=(losses, params.hidden))
    ratio, cosine = (
        np.quantile(each, levels, axis=1, method="inverted_cdf").T
        for each in _by_lag(params, history, drawn)
    )
    return Shares(ratio=ratio, cosine=cosine)


def _by_lag(
    params: AnyParams, history: AnyHistory, dh_last: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Ratio and cosine of every loss, (lag, losses) each."""
    ratios, cosines = [], []
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for moment in walk_back(params, history, dh_last, level=True):
            rest, _ = _length(moment.whole - moment.direct)
            direct, along = _length(moment.direct)
            whole, to = _length(moment.whole)
            ratios.append(np.where(rest > 0, rest / direct, 0.0))
            both = (direct > 0) & (whole > 0)
            cosines.append(np.where(both, (along * to).sum(axis=-1), 0.0))
    return np.array(ratios), np.array(cosines)


def _length(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Norms that no square underflows, and the rows at norm 1."""
    most = np.abs(rows).max(axis=-1, keepdims=True)
    level = rows / np.where(most > 0, most, 1.0)
    norms = np.linalg.norm(level, axis=-1, keepdims=True)
    return (most * norms)[..., 0], level / np.where(norms > 0, norms, 1.0)
