"""What an exercise is tried on: a small network, a run of it, and gradients, drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from carousel.cells import lstm
from carousel.cells.base import advance
from carousel.cells.slopes import AnyHistory, AnyParams, before
from carousel.shapes import HiddenHistory, HiddenVector, InputVector, Record

SPREAD = 0.8  # of weights: large enough that no route of a gradient is negligible


@dataclass(frozen=True, eq=False)
class Moment(Record):
    """One step of a run: what it read, its gates, and what it made."""

    x_t: InputVector
    h_prev: HiddenVector
    c_prev: HiddenVector
    i_t: HiddenVector
    f_t: HiddenVector
    o_t: HiddenVector
    c_tilde_t: HiddenVector
    c_t: HiddenVector
    h_t: HiddenVector


def moments(history: AnyHistory) -> list[Moment]:
    """The steps of an LSTM's run, in order, with the state before each."""
    names = ("x", "i", "f", "o", "c_tilde", "c", "h")
    rows = {f"{name}_t": np.array(getattr(history, name)) for name in names}
    rows |= {f"{name}_prev": before(history, name) for name in ("h", "c")}
    for row in rows.values():
        _kept(row)
    return [
        Moment(**{name: row[t] for name, row in rows.items()})
        for t in range(len(history.h))
    ]


@dataclass(frozen=True, eq=False)
class Case:
    """One draw; `t` is a step after the first, `dh` what each output is told."""

    params: AnyParams
    history: AnyHistory
    t: int
    dh: HiddenHistory
    dc_t: HiddenVector
    threshold: float
    gradients: dict[str, np.ndarray]

    @property
    def now(self) -> Moment:
        """The step t."""
        return moments(self.history)[self.t]


def draw(rng: np.random.Generator, cell: ModuleType = lstm) -> Iterator[Case]:
    """Three cases, of other shapes each; the second one's gradients are short."""
    for number, steps in enumerate(rng.permutation([4, 5, 6])):
        hidden, inputs = rng.choice([2, 3, 4, 5], 2, replace=False)
        params = _weights(cell, int(hidden), int(inputs), rng)
        first = cell.State(*rng.normal(scale=0.8, size=(2, hidden)))
        history = cell.run(params, rng.normal(size=(steps, inputs)), first)
        for rows in vars(history).values():
            if isinstance(rows, np.ndarray):
                _kept(rows)
        gradients = {
            "W": rng.normal(size=(hidden, inputs)),
            "U": rng.normal(size=(hidden, hidden)),
            "b": rng.normal(size=hidden),
        }
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        yield Case(
            params=params,
            history=history,
            t=int(rng.integers(1, steps)),
            dh=_kept(rng.normal(size=(steps, hidden))),
            dc_t=_kept(rng.normal(size=hidden)),
            threshold=float(norm * (2.0 if number == 1 else rng.uniform(0.1, 0.4))),
            gradients={name: _kept(g) for name, g in gradients.items()},
        )


def _weights(
    cell: ModuleType, hidden: int, inputs: int, rng: np.random.Generator
) -> AnyParams:
    drawn = vars(cell.init(hidden, inputs, rng=rng))
    return cell.Params(
        **{name: rng.normal(scale=SPREAD, size=w.shape) for name, w in drawn.items()}
    )


def _kept(array: np.ndarray) -> np.ndarray:
    """The array, which nobody may write into."""
    array.flags.writeable = False
    return array


def again(cell: ModuleType, params: AnyParams, now: Moment, **changed: object) -> dict:
    """The step of a moment taken again, with some of what it read changed."""
    read = {name: getattr(now, name) for name in ("x_t", "h_prev", "c_prev")} | changed
    prev = cell.State(h=read["h_prev"], c=read["c_prev"])
    return advance(cell.step, params, read["x_t"], prev)[1]
