"""What is measured of a layer: by the check-up, and by PyTorch's autograd beside it."""

import autograd
import numpy as np
from networks import Run
from remembering import remember
from rounding import few

from carousel import jacobian
from carousel.cells import gru
from carousel.checkup import gates, growth, lags, runs, walks
from carousel.checkup.lags import Lags
from carousel.checkup.measure import Layer, measure

SEED = 1997
LAGS = (0, 1, 2, 3, 5, 7, 10, 14, 20, 30, 50, 70, 100, 140, 200)
RADII = 12  # steps whose eigenvalues are taken
DRAWS = 5  # of untrained weights
FEW = 4  # sequences, up to which each is told by itself


def whole(run: Run) -> dict:
    """The numbers of a layer with random losses, its own, and untrained."""
    rng = np.random.default_rng(SEED)
    histories = runs.run(run.params, run.x)
    walk = walks.walk(run.params, histories)
    found = {"layer": run.layer, "cell": runs.cell_of(run.params).__name__[15:]}
    found |= {"hidden": run.params.hidden, "inputs": run.params.inputs}
    found |= {"sequences": len(run.x), "longest": max(map(len, run.x))}
    found["steps"] = int(sum(map(len, run.x)))
    found["random"] = _numbers(run, histories, walk, rng)
    if run.own is not None:
        lanes = lags.given_losses(walk, run.own, None)
        found["own"] = _by_lag(lags.by_lag(walk, *lanes))
        if 1 < len(run.x) <= FEW and min(map(len, run.x)) > LAGS[-1]:
            found["own"]["cosine_by_sequence"] = _by_sequence(run, histories)
    found["untrained"] = _untrained(run, rng)
    found |= autograd.compare(run, histories[0], rng)
    return found


def _numbers(run: Run, histories, walk, rng: np.random.Generator) -> dict:
    m = measure(Layer("", run.params, histories), rng)
    halves = [_half(run, histories, rng, k) for k in (0, 1)]
    shuffled = [rng.permutation(rows) for rows in run.x]
    turned = walks.walk(run.params, runs.run(run.params, shuffled))
    many = len(m.gain_long)
    return {
        **_by_lag(m.lags),
        "exponents": few(m.exponents),
        "exponent_of_halves": few(halves),
        "exponent_shuffled": few(growth.exponents(turned, rng)[0]),
        "slow": None if m.slow is None else few(m.slow),
        "gain_1": few(np.quantile(m.gain, [0, 0.5, 1])),
        "gain_20": few(np.quantile(m.gain_long, [0, 0.5, 1])) if many else None,
        "radius": few(_radii(run, histories)),
        **remember(run, histories, m),
    }


def _untrained(run: Run, rng: np.random.Generator) -> dict:
    """The same cell and input with weights as PyTorch draws them."""
    draws = []
    for _ in range(DRAWS):
        fresh = _fresh(run.params, rng)
        histories = runs.run(fresh, run.x)
        walk = walks.walk(fresh, histories)
        draws.append(growth.exponents(walk, rng)[:4])
    kept = gates.memory(fresh, histories)
    letter = "f" if hasattr(histories[0], "f") else "z"
    by_gate = gates.distributions(histories)
    return _by_lag(lags.by_lag(walk, *lags.random_losses(walk, rng))) | {
        "exponents": few(np.median(draws, axis=0)),
        "exponent_of_draws": few(np.array(draws)[:, 0]),
        "slow": None if kept is None else few(np.sort(kept.log_keep)[::-1][:4]),
        "gain_1": few(np.median(growth.gains(walk, 1, rng))),
        "gate": few(by_gate[letter].mean) if kept is not None else None,
    }


def _by_sequence(run: Run, histories) -> dict:
    """The cosine for the own loss on each sequence alone."""
    found = []
    for one, own in zip(histories, run.own, strict=True):
        walk = walks.walk(run.params, [one])
        part = _by_lag(lags.by_lag(walk, *lags.given_losses(walk, [own], None)))
        found.append([part["cosine"][part["lag"].index(k)] for k in (1, 10, 50)])
    return {"lag": [1, 10, 50], "cosine": found}


def _by_lag(found: Lags) -> dict:
    """Medians over losses as far as half of them go: what is left, and by which way."""
    there = (~np.isnan(found.log_true)).sum(axis=0)
    reach = int((there >= max(1, there[0] / 2)).sum()) - 1
    at = [k for k in LAGS if k <= reach]
    left = found.log_true[:, at]
    told = {"lag": at, "reach": reach, "losses": len(left)}
    told["log_left"] = few(_quantile(left, 0.5))
    told["log_left_spread"] = few(_quantile(left, [0.1, 0.9]))
    told["units"] = few(_quantile(found.units[:, at], 0.5))
    if found.cosine is not None:
        rest = np.minimum(found.rest, 1e300)
        told["cosine"] = few(_quantile(found.cosine[:, at], 0.5))
        told["rest"] = few(_quantile(rest[:, at], 0.5))
        told["rest_spread"] = few(_quantile(rest[:, at], [0.1, 0.9]))
        over = np.flatnonzero(_quantile(rest[:, 1 : reach + 1], 0.5) > 1)
        told["rest_exceeds_at"] = int(over[0] + 1) if len(over) else None
    return told


def _quantile(rows, at):
    rows = np.maximum(rows, -1e300)  # what is gone has minus infinity
    known = ~np.isnan(rows).all(axis=0)
    full = np.full((*np.shape(at), rows.shape[1]), np.nan)
    full[..., known] = np.nanquantile(rows[:, known], at, axis=0)
    return full


def _half(run: Run, histories, rng, k: int) -> float:
    """The leading exponent of the first or second half of every sequence."""
    part = []
    for one in histories:
        middle = len(one.h) // 2
        cut = slice(0, middle) if k == 0 else slice(middle, None)
        first = one.first
        if k == 1:
            first = type(first)(**{n: getattr(one, n)[middle - 1] for n in vars(first)})
        rows = {n: v[cut] for n, v in vars(one).items() if n != "first"}
        part.append(type(one)(**rows, first=first))
    if min(len(one.h) for one in part) < 4:
        return float("nan")
    return float(growth.exponents(walks.walk(run.params, part), rng)[0])


def _radii(run: Run, histories) -> np.ndarray:
    """Quantiles of the largest absolute eigenvalue of one step, at several places."""
    found = []
    for one in histories[:3]:
        steps = np.unique(np.linspace(1, len(one.h) - 1, RADII // 3 + 1).astype(int))
        for t in steps:
            first = type(one.first)(
                **{n: getattr(one, n)[t - 1] for n in vars(one.first)}
            )
            rows = {n: v[t : t + 1] for n, v in vars(one).items() if n != "first"}
            short = type(one)(**rows, first=first)
            J = jacobian.steps(run.params, short)[0]
            found.append(np.abs(np.linalg.eigvals(J)).max())
    return np.quantile(found, [0, 0.5, 1])


def _fresh(params, rng: np.random.Generator):
    """The same cell as PyTorch would draw it; small peepholes of the same draw."""
    edge, drawn = 1 / np.sqrt(params.hidden), {}
    alone = {"b_n", "b_hn"} if isinstance(params, gru.Params) else set()
    for name, value in vars(params).items():
        two = name[0] == "b" and name not in alone  # PyTorch's biases are two
        drawn[name] = rng.uniform(-edge, edge, (1 + two, *value.shape)).sum(axis=0)
    return type(params)(**drawn)
