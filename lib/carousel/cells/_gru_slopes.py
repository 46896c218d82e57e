"""The derivatives inside a step of a GRU, wherever its reset gate acts."""

from dataclasses import dataclass

import numpy as np

from carousel.cells import gru, gru_reset_before
from carousel.cells.base import before
from carousel.shapes import HiddenHistory, Record, RecurrentWeights

Params = gru.Params | gru_reset_before.Params
History = gru.History | gru_reset_before.History


@dataclass(frozen=True, eq=False)
class GruDerivatives(Record):
    r"""The derivatives inside every step of a run, one row a step.

    `dh_da_z` is $\partial h_t/\partial a^z_t$, `dh_da_n` $\partial h_t/\partial a^n_t$,
    and `slope_r` how r answers its net input. `recurrent` is $U_n h_{t-1} + b_{hn}$
    where r multiplies that, and None where r multiplies $h_{t-1}$.
    """

    z: HiddenHistory
    r: HiddenHistory
    h_prev: HiddenHistory
    dh_da_z: HiddenHistory
    dh_da_n: HiddenHistory
    slope_r: HiddenHistory
    recurrent: HiddenHistory | None
    U_r: RecurrentWeights
    U_z: RecurrentWeights
    U_n: RecurrentWeights

    def back(
        self, t: int, dh_t: np.ndarray
    ) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """What the gates bring of a gradient at h_t to h_{t-1}, and to net inputs.

        The direct path, z times the gradient, is left out. Of several losses, a row
        each.
        """
        da_z, da_n = dh_t * self.dh_da_z[t], dh_t * self.dh_da_n[t]
        if self.recurrent is None:
            reset = da_n @ self.U_n  # the gradient at r * h_prev
            da_r, through = reset * self.h_prev[t], reset * self.r[t]
        else:
            da_r, through = da_n * self.recurrent[t], (da_n * self.r[t]) @ self.U_n
        da_r = da_r * self.slope_r[t]
        through = through + da_r @ self.U_r + da_z @ self.U_z
        return through, {"r": da_r, "z": da_z, "n": da_n}

    def jacobians(self) -> np.ndarray:
        """Every dh_t/dh_{t-1}, (time, hidden, hidden)."""
        if self.recurrent is None:
            by_r = (self.h_prev * self.slope_r)[:, :, None] * self.U_r
            units = np.arange(self.U_r.shape[0])
            by_r[:, units, units] += self.r
            J = self.dh_da_n[:, :, None] * (self.U_n @ by_r)
        else:
            J = (self.dh_da_n * self.r)[:, :, None] * self.U_n
            slope = self.dh_da_n * self.recurrent * self.slope_r
            J += slope[:, :, None] * self.U_r
        J += self.dh_da_z[:, :, None] * self.U_z
        units = np.arange(J.shape[1])
        J[:, units, units] += self.z
        return J


def gru_derivatives(params: Params, history: History) -> GruDerivatives:
    """The derivatives inside every step of a run, (time, hidden) each."""
    r, z, n, h_prev = history.r, history.z, history.n, before(history, "h")
    after = isinstance(params, gru.Params)
    return GruDerivatives(
        z=z,
        r=r,
        h_prev=h_prev,
        dh_da_z=params.sigmoid_slope(z) * (h_prev - n),
        dh_da_n=(1 - z) * (1 - n**2),
        slope_r=params.sigmoid_slope(r),
        recurrent=h_prev @ params.U_n.T + params.b_hn if after else None,
        U_r=params.U_r,
        U_z=params.U_z,
        U_n=params.U_n,
    )
