"""Gates and units: how values lie, how long units keep, and which units are stuck."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from carousel import initial
from carousel.cells.slopes import AnyHistory, AnyParams

Units = Float[np.ndarray, " hidden"]
Places = Int[np.ndarray, " unit"]
BINS = np.linspace(0, 1, 21)
SHUT = 0.05  # a gate below this is shut, for a unit if nine steps of ten are
EDGE = 0.01  # a gate nearer to 0 or 1 than this has a slope below 0.01
FULL = 5.0  # from here on tanh has a slope below 2e-4
GROWN = 1.5  # a cell state that counts has grown so much in the second half


@dataclass(frozen=True, eq=False)
class Gate:
    """How the values of one gate lie, over all units, steps and sequences.

    `quantiles` are those of 5, 25, 50, 75 and 95 %; `counts` the shares of the values
    in 20 bins from 0 to 1; `edge` the share nearer to 0 or 1 than 0.01; `shut` the
    units whose gate is below 0.05 in nine steps of ten.
    """

    mean: float
    quantiles: Float[np.ndarray, "5"]
    counts: Float[np.ndarray, "20"]
    edge: float
    shut: Places


@dataclass(frozen=True, eq=False)
class Memory:
    """How long units keep, by the gate that multiplies what is kept.

    `log_keep` is the mean natural logarithm of that gate per unit, `half_life` the
    steps until half is gone, and `of_bias` the same by the gate's bias alone.
    """

    log_keep: Units
    half_life: Units
    of_bias: Units


@dataclass(frozen=True, eq=False)
class Runaway:
    """Units whose cell state counts: beyond 5, still growing, and nothing forgotten.

    `size` is the median absolute c at their last step, `lets_out` the median slope
    between c and h there, o (1 - tanh² c).
    """

    units: Places
    size: Units
    lets_out: Units


def distributions(histories: Sequence[AnyHistory]) -> dict[str, Gate]:
    """The gates of these histories by letter; an RNN has none."""
    letters = [k for k in ("f", "i", "o", "r", "z") if hasattr(histories[0], k)]
    return {k: _gate([getattr(one, k) for one in histories]) for k in letters}


def _gate(parts: list[np.ndarray]) -> Gate:
    values = np.concatenate(parts)
    counts = np.histogram(values, BINS)[0] / values.size
    return Gate(
        mean=float(values.mean()),
        quantiles=np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95]),
        counts=counts,
        edge=float(((values < EDGE) | (values > 1 - EDGE)).mean()),
        shut=np.flatnonzero((values < SHUT).mean(axis=0) > 0.9),
    )


def saturated_outputs(histories: Sequence[AnyHistory]) -> float:
    """Share of outputs h nearer to 1 or -1 than 0.01; in place of gates in an RNN."""
    return float(np.mean(np.concatenate([np.abs(one.h) > 0.99 for one in histories])))


def memory(params: AnyParams, histories: Sequence[AnyHistory]) -> Memory | None:
    """Half-lives of the units; None where no gate multiplies what is kept."""
    letter = next((k for k in "fz" if hasattr(histories[0], k)), None)
    if letter is None:
        return None
    values = np.concatenate([getattr(one, letter) for one in histories])
    log_keep = np.log(np.maximum(values, np.finfo(float).tiny)).mean(axis=0)
    with np.errstate(divide="ignore"):
        half_life = np.log(0.5) / log_keep
    bias = getattr(params, f"b_{letter}")
    return Memory(log_keep, np.abs(half_life), initial.half_life(bias))


def runaway(histories: Sequence[AnyHistory]) -> Runaway | None:
    """Units whose cell state runs away; None of a cell without a cell state."""
    if not hasattr(histories[0], "c"):
        return None
    last = np.median([np.abs(one.c[-1]) for one in histories], axis=0)
    middle = np.median([np.abs(one.c[len(one.c) // 2]) for one in histories], axis=0)
    slope = [one.o[-1] * (1 - np.tanh(one.c[-1]) ** 2) for one in histories]
    keeps = np.median([_late_gate(one) for one in histories], axis=0)
    counts = (last > FULL) & (last > GROWN * middle) & (keeps > 1 - EDGE)
    units = np.flatnonzero(counts)
    return Runaway(units, last[units], np.median(slope, axis=0)[units])


def _late_gate(history: AnyHistory) -> Units:
    """The forget gates in the second half of a run; the cell of 1997 has none."""
    f = getattr(history, "f", np.ones_like(history.c))
    return np.median(f[len(f) // 2 :], axis=0)
