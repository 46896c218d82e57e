"""One step of many sequences, forwards and backwards, without a Jacobian's matrix."""

from collections.abc import Sequence

import numpy as np

from carousel.cells import gru, gru_reset_before, rnn
from carousel.cells._gru_slopes import GruDerivatives, gru_derivatives
from carousel.cells.slopes import AnyHistory, AnyParams, local_derivatives
from carousel.checkup.runs import cell_of


def walk(params: AnyParams, histories: Sequence[AnyHistory]) -> "Walk":
    """The steps of these histories, to be walked by their row numbers.

    Rows count the steps of all histories one after the other; `starts` holds the row of
    each history's first step.
    """
    kind = {gru: Gated, gru_reset_before: ResetBefore, rnn: Plain}
    return kind.get(cell_of(params), Memory)(params, histories)


class Walk:
    """What both kinds share: which row is which step."""

    def __init__(self, histories: Sequence[AnyHistory]) -> None:
        self.lengths = np.array([len(history.h) for history in histories])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])


class Memory(Walk):
    """Steps of the LSTM family: the state is (h, c), the direct path is c to c."""

    def __init__(self, params: AnyParams, histories: Sequence[AnyHistory]) -> None:
        super().__init__(histories)
        self.hidden, self.size = params.hidden, 2 * params.hidden
        parts = [local_derivatives(params, history) for history in histories]
        feeding = list(parts[0].dc_da)
        self.U = np.vstack([parts[0].U[k] for k in (*feeding, "o")])
        self.gate = np.concatenate([s.f for s in parts])
        self.d = self.gate + np.concatenate([s.through_peepholes() for s in parts])
        self.v_held = np.concatenate([s.dh_dc for s in parts])
        self.v = np.concatenate([s.dh_dc_full() for s in parts])
        self.dh_da_o = np.concatenate([s.dh_da_o for s in parts])
        self.dc_da = np.concatenate(
            [np.stack([s.dc_da[k] for k in feeding], axis=1) for s in parts]
        )

    def seen(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """dL/dc of these steps, all routes together."""
        return ds[:, self.hidden :] + ds[:, : self.hidden] * self.v[rows]

    def direct(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """What a loss at these steps hands to c with the gates held."""
        return ds[:, self.hidden :] + ds[:, : self.hidden] * self.v_held[rows]

    def back(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """The gradient at the state before each of these steps."""
        dc, dh = self.seen(rows, ds), ds[:, : self.hidden]
        through_c = (dc[:, None] * self.dc_da[rows]).reshape(len(rows), -1)
        da = np.concatenate([through_c, dh * self.dh_da_o[rows]], axis=1)
        return np.concatenate([da @ self.U, dc * self.d[rows]], axis=1)

    def forth(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """How the state after each step answers changes (row, change, state) before."""
        dh, dc, slope = ds[..., : self.hidden], ds[..., self.hidden :], self.dc_da[rows]
        da = (dh @ self.U.T).reshape(*dh.shape[:2], -1, self.hidden)
        dc = dc * self.d[rows][:, None] + (da[:, :, :-1] * slope[:, None]).sum(axis=2)
        dh = da[:, :, -1] * self.dh_da_o[rows][:, None] + dc * self.v[rows][:, None]
        return np.concatenate([dh, dc], axis=-1)


class _Output(Walk):
    """Steps whose state is h alone."""

    gate: np.ndarray | None = None

    def __init__(self, params: AnyParams, histories: Sequence[AnyHistory]) -> None:
        super().__init__(histories)
        self.hidden = self.size = params.hidden

    def seen(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """dL/dh of these steps, which is also what the direct path starts from."""
        return ds

    direct = seen


class Plain(_Output):
    """Steps of an RNN."""

    def __init__(self, params: AnyParams, histories: Sequence[AnyHistory]) -> None:
        super().__init__(params, histories)
        self.slope = np.concatenate([1 - history.h**2 for history in histories])
        self.U = params.U

    def back(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """The gradient at the state before each of these steps."""
        return (ds * self.slope[rows]) @ self.U

    def forth(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """How the state after each step answers changes (row, change, state) before."""
        return (ds @ self.U.T) * self.slope[rows][:, None]


class Gated(_Output):
    """Steps of a GRU: the direct path is h to h, through z."""

    def __init__(self, params: AnyParams, histories: Sequence[AnyHistory]) -> None:
        super().__init__(params, histories)
        parts = [gru_derivatives(params, history) for history in histories]
        self.gate = np.concatenate([s.z for s in parts])
        self.slope = np.concatenate([self._slopes(s) for s in parts])
        self.U = np.vstack([params.U_r, params.U_z, params.U_n])

    @staticmethod
    def _slopes(s: GruDerivatives) -> np.ndarray:
        by_r = s.dh_da_n * s.recurrent * s.slope_r
        return np.stack([by_r, s.dh_da_z, s.dh_da_n * s.r], axis=1)

    def back(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """The gradient at the state before each of these steps."""
        da = (ds[:, None] * self.slope[rows]).reshape(len(rows), -1)
        return da @ self.U + ds * self.gate[rows]

    def forth(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """How the state after each step answers changes (row, change, state) before."""
        da = (ds @ self.U.T).reshape(*ds.shape[:2], -1, self.hidden)
        through = (da * self.slope[rows][:, None]).sum(axis=2)
        return through + ds * self.gate[rows][:, None]


class ResetBefore(Gated):
    """Steps of a GRU whose reset gate acts before the recurrent product."""

    @staticmethod
    def _slopes(s: GruDerivatives) -> np.ndarray:
        by_r = s.h_prev * s.slope_r  # of what U_n multiplies
        return np.stack([by_r, s.dh_da_z, s.dh_da_n, s.r], axis=1)

    def back(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """The gradient at the state before each of these steps."""
        by_r, by_z, by_n, r = self.slope[rows].swapaxes(0, 1)
        U_r, U_z, U_n = np.split(self.U, 3)
        reset = (ds * by_n) @ U_n
        through = (reset * by_r) @ U_r + (ds * by_z) @ U_z
        return through + reset * r + ds * self.gate[rows]

    def forth(self, rows: np.ndarray, ds: np.ndarray) -> np.ndarray:
        """How the state after each step answers changes (row, change, state) before."""
        by_r, by_z, by_n, r = self.slope[rows].swapaxes(0, 1)[:, :, None]
        U_r, U_z, U_n = np.split(self.U, 3)
        reset = (ds @ U_r.T) * by_r + ds * r
        through = (reset @ U_n.T) * by_n + (ds @ U_z.T) * by_z
        return through + ds * self.gate[rows][:, None]
