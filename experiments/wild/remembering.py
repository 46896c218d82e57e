"""Which units of a layer remember, and what holds their gates."""

import numpy as np
from networks import Run
from rounding import few

from carousel.cells import peephole
from carousel.checkup.measure import Measures


def remember(run: Run, histories, m: Measures) -> dict:
    """Gates, half-lives and biases of a layer; nothing of one without gates."""
    if m.memory is None:
        return {}
    letter = "f" if hasattr(histories[0], "f") else "z"
    kept = m.by_gate[letter]
    lives, bias = m.memory.half_life, m.memory.of_bias
    found = {
        "gate": few(kept.mean),
        "gate_above_0.95": few(_share(histories, letter)),
    }
    found |= {"half_life": few(np.quantile(lives, [0, 0.5, 1]))}
    found["half_life_below_1"] = few((lives < 1).mean())
    found["bias"] = few(getattr(run.params, f"b_{letter}").mean())
    found["half_life_of_largest_bias"] = few(bias.max())
    found["rank_correlation"] = few(_ranks(lives, bias))
    mean = np.concatenate([getattr(one, letter) for one in histories]).mean(axis=0)
    long = mean > 0.95
    found["long_units"] = int(long.sum())
    if letter == "f" and hasattr(histories[0], "i"):
        i = np.concatenate([one.i for one in histories]).mean(axis=0)
        if 0 < long.sum() < len(i):
            found["long_forgets"] = few(np.median(1 - mean[long]))
            found["long_reads"] = few(np.median(i[long]))
            found["others_read"] = few(np.median(i[~long]))
            found["long_each"] = few(np.stack([1 - mean[long], i[long]]))
        found["runaway"] = len(m.runaway.units)
    found["why"] = _why(run, histories, letter, int(np.argmax(lives)))
    return found


def _share(histories, letter: str) -> float:
    """Share of units whose gate is above 0.95 on average."""
    values = np.concatenate([getattr(one, letter) for one in histories]).mean(axis=0)
    return float((values > 0.95).mean())


def _why(run: Run, histories, letter: str, unit: int) -> dict:
    """What holds the slowest unit's gate: the means of its net input's parts."""
    W, U = (getattr(run.params, f"{part}_{letter}")[unit] for part in "WU")
    h = np.concatenate([np.vstack([one.first.h, one.h[:-1]]) for one in histories])
    x = np.concatenate([one.x for one in histories])
    parts = {
        "unit": unit,
        "bias": float(getattr(run.params, f"b_{letter}")[unit]),
        "x": float((x @ W).mean()),
        "h": float((h @ U).mean()),
    }
    if isinstance(run.params, peephole.Params):
        c = np.concatenate([np.vstack([o.first.c, o.c[:-1]]) for o in histories])
        parts["c"] = float((c[:, unit] * run.params.p_f[unit]).mean())
    least = min(getattr(one, letter)[:, unit].min() for one in histories)
    return {k: few(v) if k != "unit" else v for k, v in parts.items()} | {
        "least": few(least)
    }


def _ranks(a: np.ndarray, b: np.ndarray) -> float:
    places = [np.argsort(np.argsort(v)) for v in (a, b)]
    return float(np.corrcoef(*places)[0, 1])
