"""The measure: all that the check-up knows of one layer in one direction."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel.cells.slopes import AnyHistory, AnyParams
from carousel.checkup import gates, growth, lags, runs, walks
from carousel.checkup.gates import Gate, Memory, Runaway
from carousel.checkup.lags import Lags, Progress
from carousel.checkup.starts import looks_untrained

QUANTILES = (0.1, 0.5, 0.9)  # of the gradients by lag, over the lanes
LONG = 20  # steps over which growth is compared with that of one


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer in one direction, as it was run: what is to be measured.

    `dh` holds dL/dh_t of every sequence as it comes from outside, not from later steps,
    and `dc_last` dL/dc at the last step; both None if no loss is known. Sequences stand
    in the direction in which the layer reads them, without padding.
    """

    name: str
    params: AnyParams
    histories: Sequence[AnyHistory]
    dh: Sequence[np.ndarray] | None = None
    dc_last: Sequence[np.ndarray] | None = None
    lengths_known: bool = False
    is_input: bool = True  # it reads the data itself, not another layer's output


@dataclass(frozen=True, eq=False)
class Measures:
    """What was measured; see the fields' own classes.

    `left` and `left_direct` hold three quantiles (10, 50, 90 %) of the gradient left by
    lag, as natural logarithms, (3, lag); `rest` and `cosine` the medians of indirect
    over direct and of the cosine. `exponents` are natural logs of growth a step, `slow`
    the largest mean log gates to compare them with. `gain` and `gain_long` are the
    largest singular values of one step and of 20, at several places. `saturated` is the
    share of values at their ends, of the gate that has the fewest there (RNN: of h).
    `same_rows` is the share of steps at the ends of sequences whose inputs are all the
    same, `unread` that of the sequences from which a known loss takes nothing.
    """

    name: str
    cell: str
    hidden: int
    inputs: int
    sequences: int
    steps: int
    longest: int
    loss_is_given: bool
    losses: int
    by_gate: dict[str, Gate]
    saturated: float
    memory: Memory | None
    runaway: Runaway | None
    lags: Lags
    left: Float[np.ndarray, "quantile lag"]
    left_direct: Float[np.ndarray, "quantile lag"] | None
    rest: Float[np.ndarray, " lag"] | None
    cosine: Float[np.ndarray, " lag"] | None
    units: Float[np.ndarray, " lag"]
    exponents: Float[np.ndarray, " leading"]
    slow: Float[np.ndarray, " leading"] | None
    gain: Float[np.ndarray, " window"]
    gain_long: Float[np.ndarray, " window"]
    untrained: str | None
    same_rows: float
    unread: float
    constant: bool

    @property
    def reach(self) -> int:
        """The longest lag that at least half of the losses have."""
        return self.left.shape[1] - 1


def measure(
    layer: Layer,
    rng: np.random.Generator,
    progress: Progress = lambda share: None,
) -> Measures:
    """The measures of one layer.

    Args:
        layer: its weights and runs, and the gradient of a loss where one is known.
        rng: where random losses and directions come from.
        progress: told which share is done, from 0 to 1.
    """
    walk = walks.walk(layer.params, layer.histories)
    lanes, given = _lanes(walk, layer, rng)
    found = lags.by_lag(walk, *lanes, lambda share: progress(0.5 * share))
    progress(0.5)
    rates = growth.exponents(walk, rng)
    progress(0.8)
    keeps = gates.memory(layer.params, layer.histories)
    gain, gain_long = (growth.gains(walk, n, rng) for n in (1, LONG))
    by_gate = gates.distributions(layer.histories)
    edges = [gate.edge for gate in by_gate.values()]
    outputs = gates.saturated_outputs
    progress(1.0)
    return Measures(
        name=layer.name,
        cell=_cell(layer.params),
        hidden=layer.params.hidden,
        inputs=layer.params.inputs,
        sequences=len(layer.histories),
        steps=int(walk.lengths.sum()),
        longest=int(walk.lengths.max()),
        loss_is_given=given,
        losses=len(lanes[0]),
        unread=1 - len(np.unique(lanes[0])) / len(layer.histories) if given else 0.0,
        by_gate=by_gate,
        saturated=min(edges) if edges else outputs(layer.histories),
        memory=keeps,
        runaway=gates.runaway(layer.histories),
        lags=found,
        **_summaries(found),
        exponents=rates,
        slow=None if keeps is None else np.sort(keeps.log_keep)[::-1][: len(rates)],
        gain=gain,
        gain_long=gain_long,
        untrained=looks_untrained(layer.params),
        **_inputs(layer),
    )


def _cell(params: AnyParams) -> str:
    cell = runs.cell_of(params)
    hard = " with hard gates" if type(params) is not cell.Params else ""
    return f"{cell.__name__.rpartition('.')[2]}{hard}"


def _lanes(walk, layer: Layer, rng: np.random.Generator):
    """Lanes of the loss that is known, else of random ones; and whether it is known."""
    if layer.dh is not None:
        lanes = lags.given_losses(walk, layer.dh, layer.dc_last)
        if lanes[0].size:
            return lanes, True
    return lags.random_losses(walk, rng), False


def _summaries(found: Lags) -> dict[str, np.ndarray | None]:
    """Quantiles over lanes, as far as half of the lanes go."""
    there = (~np.isnan(found.log_true)).sum(axis=0)
    reach = max(1, int((there >= max(1, there[0] / 2)).sum()))

    def over_lanes(values, quantiles):
        if values is None:
            return None
        values = values[:, :reach]
        known = ~np.isnan(values).all(axis=0)
        full = np.full((*np.shape(quantiles), reach), np.nan)
        at = np.clip(values[:, known], -1e300, 1e300)  # between infinities lies nothing
        full[..., known] = np.nanquantile(at, quantiles, axis=0)
        return full

    return {
        "left": over_lanes(found.log_true, QUANTILES),
        "left_direct": over_lanes(found.log_direct, QUANTILES),
        "rest": over_lanes(found.rest, 0.5),
        "cosine": over_lanes(found.cosine, 0.5),
        "units": over_lanes(found.units, 0.5),
    }


def _inputs(layer: Layer) -> dict[str, float | bool]:
    """How much of the input looks like padding."""
    if not layer.is_input:
        return {"same_rows": 0.0, "constant": False}
    x = [one.x for one in layer.histories]
    total = sum(map(len, x))
    last, same = x[0][-1], 0
    for rows in x:
        unlike = np.flatnonzero((rows != last).any(axis=1))
        run = len(rows) - 1 - unlike[-1] if len(unlike) else len(rows)
        same += run if run > 1 else 0
    constant = total > 1 and same == total
    return {
        "same_rows": 0.0 if layer.lengths_known else same / total,
        "constant": constant,
    }
