"""What h-detach leaves of a gradient on average: full and truncated are its ends."""

import numpy as np

from carousel.cells.slopes import (
    FAMILY,
    AnyHistory,
    AnyParams,
    check,
    in_range,
    slopes,
)
from carousel.flow.profiles import Profile
from carousel.shapes import Number, Numbers, array


def mean_profile(
    params: AnyParams, history: AnyHistory, dh_last: Numbers, probability: Number
) -> Profile:
    r"""The norm of the mean loss gradient at every step, steps closed at random.

    A closed step lets nothing through from its gates and its candidate to the last
    output, nor through peepholes [@kanuparthi2019]. Steps are drawn one by one, so the
    mean over all $2^T$ draws is a product of mean steps, (1 - p) times the open one
    plus p times the closed one: exact, in one backward pass. Probability 0 is the full
    gradient, 1 the truncated one [@hochreiter1997]. It is the norm of the mean, not the
    mean of the norms, which is larger.

    Args:
        params: weights of an LSTM, with or without peepholes, or of the 1997 cell.
        history: a run of it.
        dh_last: the loss gradient at the last output.
        probability: of a step being closed, 0 to 1.

    Raises:
        ValueError: for a cell without a cell state, a probability outside 0 to 1, or
            what `flow.profile` refuses.
    """
    if not isinstance(params, FAMILY):
        made = type(params).__module__.rpartition(".")[2]
        raise ValueError(f"h-detach is of cells with a cell state, got {made}")
    if not 0 <= probability <= 1:
        raise ValueError(f"probability must lie between 0 and 1, got {probability}")
    check(params, history)
    dh_last = array("dh_last", dh_last, (params.hidden,))
    with in_range():
        dh, dc = _mean_gradients(params, history, dh_last, float(probability))
    return Profile(h=np.linalg.norm(dh, axis=1), c=np.linalg.norm(dc, axis=1))


def _mean_gradients(
    params: AnyParams, history: AnyHistory, dh_last: np.ndarray, closed: float
) -> tuple[np.ndarray, np.ndarray]:
    s, opened = slopes(params, history), 1.0 - closed
    v, d = s.shown_in_full(), s.f + s.through_peepholes()
    U = np.vstack([*(s.U[k] for k in s.net), s.U["o"]])
    dh, dc = np.empty_like(history.h), np.empty_like(history.h)
    dh_t, dc_t = dh_last, np.zeros(params.hidden)
    for t in reversed(range(len(dh))):
        dh[t] = dh_t
        if_open, if_closed = dc_t + dh_t * v[t], dc_t + dh_t * s.shown[t]
        dc[t] = opened * if_open + closed * if_closed
        da = [if_open * s.net[k][t] for k in s.net]
        dh_t = opened * (np.concatenate([*da, dh_t * s.opened[t]]) @ U)
        dc_t = opened * if_open * d[t] + closed * if_closed * s.f[t]
    return dh, dc
