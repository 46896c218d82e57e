"""The walk back through a run: a gradient at every step, and its direct part."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from carousel.cells import rnn
from carousel.cells._gru_slopes import gru_derivatives
from carousel.cells.slopes import (
    GRUS,
    AnyHistory,
    AnyParams,
    local_derivatives,
)
from carousel.shapes import Record

Gradient = np.ndarray  # (hidden,), or (losses, hidden) of several losses at once


@dataclass(frozen=True, eq=False)
class Moment(Record):
    """A loss gradient at h_t and c_t, and what the direct path alone brings there.

    Direct is at c_t, or at h_t of a GRU. What a cell does not have is None.
    """

    h: Gradient
    c: Gradient | None = None
    direct: Gradient | None = None

    @property
    def whole(self) -> Gradient:
        """The gradient that `direct` is a part of."""
        return self.h if self.c is None else self.c


def walk_back(
    params: AnyParams, history: AnyHistory, dh_last: Gradient, *, level: bool = False
) -> Iterator[Moment]:
    """Moments from the last step to the first, of a loss of the last output.

    Args:
        params: weights of any cell.
        history: a run of it.
        dh_last: the loss gradient at the last output; of several losses, a row each.
        level: brings each gradient to a largest entry of 1 at every step, and what
            comes with it along: then nothing overflows, and only ratios count.
    """
    if isinstance(params, rnn.Params):
        return _rnn(params, history, dh_last)
    back = _gru if isinstance(params, GRUS) else _memory
    return back(params, history, dh_last, level)


def _rnn(params, history, dh_t) -> Iterator[Moment]:
    for h in history.h[::-1]:
        yield Moment(h=dh_t)
        dh_t = (dh_t * (1 - h**2)) @ params.U


def _gru(params, history, dh_t, level) -> Iterator[Moment]:
    s, direct = gru_derivatives(params, history), dh_t
    for t in reversed(range(len(history.h))):
        yield Moment(h=dh_t, direct=direct)
        through, _ = s.back(t, dh_t)
        dh_t, direct = dh_t * s.z[t] + through, direct * s.z[t]
        if level:
            dh_t, direct = _levelled(dh_t, direct)


def _memory(params, history, dh_t, level) -> Iterator[Moment]:
    s = local_derivatives(params, history)
    v, d = s.dh_dc_full(), s.f + s.through_peepholes()
    U = np.vstack([*(s.U[k] for k in s.dc_da), s.U["o"]])
    dc_t, direct = np.zeros_like(dh_t), dh_t * s.dh_dc[-1]
    for t in reversed(range(len(history.h))):
        dc_t = dc_t + dh_t * v[t]
        yield Moment(h=dh_t, c=dc_t, direct=direct)
        at_nets = [*(dc_t * s.dc_da[k][t] for k in s.dc_da), dh_t * s.dh_da_o[t]]
        dh_t = np.concatenate(at_nets, axis=-1) @ U
        dc_t, direct = dc_t * d[t], direct * s.f[t]
        if level:
            dh_t, dc_t, direct = _levelled(dh_t, dc_t, direct)


def _levelled(*gradients: Gradient) -> list[Gradient]:
    most = np.max([np.abs(g).max(axis=-1) for g in gradients], axis=0)[..., None]
    return [g / np.where(most > 0, most, 1.0) for g in gradients]
