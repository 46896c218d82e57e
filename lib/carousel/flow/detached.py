"""What h-detach leaves of a gradient on average: full and truncated are its ends."""

import numpy as np

from carousel.cells.slopes import (
    AnyHistory,
    AnyParams,
    check_memory,
    in_range,
    local_derivatives,
)
from carousel.flow.profiles import Profile
from carousel.shapes import ArrayLike, Real, as_array, as_share


def mean_profile(
    params: AnyParams, history: AnyHistory, dh_last: ArrayLike, probability: Real
) -> Profile:
    r"""The norm of the mean loss gradient at every step, steps closed at random.

    A closed step lets nothing through from its gates and its candidate to the last
    output, nor through peepholes [@kanuparthi2019]. Steps are drawn one by one, so the
    mean over all $2^T$ draws is a product of mean steps, (1 - p) times the open one
    plus p times the closed one: exact, in one backward pass. Probability 0 is the full
    gradient, 1 the truncated one [@hochreiter1997]. It is the norm of the mean, not the
    mean of the norms, which is larger. `h` and `c` have shape (time,), in units of the
    loss by those of h and c; `direct` is None.

    Args:
        params: weights of an LSTM, with or without peepholes, or of the 1997 cell.
        history: a run of it.
        dh_last: the loss gradient at the last output.
        probability: of a step being closed, 0 to 1.

    Raises:
        ValueError: for a cell without a cell state, a history that these params have
            not made, a probability outside 0 to 1, `dh_last` of another width, or a
            gradient that grows beyond what float64 can hold.
    """
    check_memory("h-detach is", params, history)
    closed = as_share("probability", probability)
    dh_last = as_array("dh_last", dh_last, (params.hidden,))
    with in_range():
        dh, dc = _mean_gradients(params, history, dh_last, closed)
    return Profile(h=np.linalg.norm(dh, axis=1), c=np.linalg.norm(dc, axis=1))


def _mean_gradients(
    params: AnyParams, history: AnyHistory, dh_last: np.ndarray, closed: float
) -> tuple[np.ndarray, np.ndarray]:
    s, opened = local_derivatives(params, history), 1.0 - closed
    v, d = s.dh_dc_full(), s.f + s.through_peepholes()
    U = np.vstack([*(s.U[k] for k in s.dc_da), s.U["o"]])
    dh, dc = np.empty_like(history.h), np.empty_like(history.h)
    dh_t, dc_t = dh_last, np.zeros(params.hidden)
    for t in reversed(range(len(dh))):
        dh[t] = dh_t
        if_open, if_closed = dc_t + dh_t * v[t], dc_t + dh_t * s.dh_dc[t]
        dc[t] = opened * if_open + closed * if_closed
        da = [if_open * s.dc_da[k][t] for k in s.dc_da]
        dh_t = opened * (np.concatenate([*da, dh_t * s.dh_da_o[t]]) @ U)
        dc_t = opened * if_open * d[t] + closed * if_closed * s.f[t]
    return dh, dc
