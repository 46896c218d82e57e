"""What is measured of a layer: by the check-up, and by PyTorch's autograd beside it."""

import numpy as np
from networks import Run

from carousel import flow, jacobian
from carousel.cells import gru, gru_reset_before, lstm, peephole, rnn
from carousel.checkup import gates, growth, lags, runs, walks
from carousel.checkup.lags import Lags
from carousel.checkup.measure import Layer, Measures, measure
from carousel.shapes import as_array

SEED = 1997
LAGS = (0, 1, 2, 3, 5, 7, 10, 14, 20, 30, 50, 70, 100, 140, 200)
RADII = 12  # steps whose eigenvalues are taken
DRAWS = 5  # of untrained weights
CHECKED = 100  # steps of the comparison with autograd
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
        if 1 < len(run.x) <= FEW:
            found["own"]["cosine_by_sequence"] = _by_sequence(run, histories)
    found["untrained"] = _untrained(run, rng)
    found |= _autograd(run, histories[0], rng)
    return found


def _numbers(run: Run, histories, walk, rng: np.random.Generator) -> dict:
    m = measure(Layer("", run.params, histories), rng)
    halves = [_half(run, histories, rng, k) for k in (0, 1)]
    shuffled = [rng.permutation(rows) for rows in run.x]
    turned = walks.walk(run.params, runs.run(run.params, shuffled))
    many = len(m.gain_long)
    return {
        **_by_lag(m.lags),
        "exponents": _round(m.exponents),
        "exponent_of_halves": _round(halves),
        "exponent_shuffled": _round(growth.exponents(turned, rng)[0]),
        "slow": None if m.slow is None else _round(m.slow),
        "gain_1": _round(np.quantile(m.gain, [0, 0.5, 1])),
        "gain_20": _round(np.quantile(m.gain_long, [0, 0.5, 1])) if many else None,
        "radius": _round(_radii(run, histories)),
        **_gates(run, histories, m),
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
        "exponents": _round(np.median(draws, axis=0)),
        "exponent_of_draws": _round(np.array(draws)[:, 0]),
        "slow": None if kept is None else _round(np.sort(kept.log_keep)[::-1][:4]),
        "gain_1": _round(np.median(growth.gains(walk, 1, rng))),
        "gate": _round(by_gate[letter].mean) if kept is not None else None,
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
    told["log_left"] = _round(_quantile(left, 0.5))
    told["log_left_spread"] = _round(_quantile(left, [0.1, 0.9]))
    told["units"] = _round(_quantile(found.units[:, at], 0.5))
    if found.cosine is not None:
        rest = np.minimum(found.rest, 1e300)
        told["cosine"] = _round(_quantile(found.cosine[:, at], 0.5))
        told["rest"] = _round(_quantile(rest[:, at], 0.5))
        told["rest_spread"] = _round(_quantile(rest[:, at], [0.1, 0.9]))
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


def _gates(run: Run, histories, m: Measures) -> dict:
    if m.memory is None:
        return {}
    letter = "f" if hasattr(histories[0], "f") else "z"
    kept = m.by_gate[letter]
    lives, bias = m.memory.half_life, m.memory.of_bias
    found = {
        "gate": _round(kept.mean),
        "gate_above_0.95": _round(_share(histories, letter)),
    }
    found |= {"half_life": _round(np.quantile(lives, [0, 0.5, 1]))}
    found["half_life_below_1"] = _round((lives < 1).mean())
    found["bias"] = _round(getattr(run.params, f"b_{letter}").mean())
    found["half_life_of_largest_bias"] = _round(bias.max())
    found["rank_correlation"] = _round(_ranks(lives, bias))
    mean = np.concatenate([getattr(one, letter) for one in histories]).mean(axis=0)
    long = mean > 0.95
    found["long_units"] = int(long.sum())
    if letter == "f" and hasattr(histories[0], "i"):
        i = np.concatenate([one.i for one in histories]).mean(axis=0)
        if 0 < long.sum() < len(i):
            found["long_forgets"] = _round(np.median(1 - mean[long]))
            found["long_reads"] = _round(np.median(i[long]))
            found["others_read"] = _round(np.median(i[~long]))
            found["long_each"] = _round(np.stack([1 - mean[long], i[long]]))
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
    return {k: _round(v) if k != "unit" else v for k, v in parts.items()} | {
        "least": _round(least)
    }


def _ranks(a: np.ndarray, b: np.ndarray) -> float:
    places = [np.argsort(np.argsort(v)) for v in (a, b)]
    return float(np.corrcoef(*places)[0, 1])


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


def _autograd(run: Run, history, rng: np.random.Generator) -> dict:
    """How far `flow.profile` and h are from PyTorch's autograd, in double precision."""
    import torch

    x = history.x[:CHECKED]
    short = runs.run(run.params, [x])[0]
    dh = rng.normal(size=run.params.hidden)
    ours = flow.profile(run.params, _exact(run.params, x), dh)
    w = {n: torch.tensor(v) for n, v in vars(run.params).items()}
    rows = [torch.tensor(row) for row in x]
    h, kept = _unrolled(run.params, w, rows)
    (h[-1] @ torch.tensor(dh)).backward()
    theirs = np.array([one.grad.norm().item() for one in kept])
    mine = ours.h if ours.c is None else ours.c
    far = np.abs(mine - theirs)
    return {
        "h_from_autograd": float(
            np.abs(torch.stack(h).detach().numpy() - short.h).max()
        ),
        "profile_from_autograd": float((far / theirs.max()).max()),
    }


def _exact(params, x):
    """The run by the cell itself, which the profile asks for."""
    return runs.cell_of(params).run(params, as_array("x", x))


def _unrolled(params, w, rows):
    """H of every step, and the states whose gradients are wanted, by PyTorch."""
    import torch

    hidden, outputs, kept = params.hidden, [], []
    sigmoid = torch.sigmoid
    if hasattr(params, "slope"):
        sigmoid = lambda a: (params.slope * a + 0.5).clamp(0, 1)  # noqa: E731
    h = torch.zeros(hidden, dtype=torch.float64)
    c = torch.zeros(hidden, dtype=torch.float64)

    def net(k, x_t, h, c=0.0):
        seen = w[f"p_{k}"] * c if f"p_{k}" in w else 0.0
        return w[f"W_{k}"] @ x_t + w[f"U_{k}"] @ h + w[f"b_{k}"] + seen

    for x_t in rows:
        if isinstance(params, lstm.Params | peephole.Params):
            i, f = (sigmoid(net(k, x_t, h, c)) for k in "if")
            c = f * c + i * torch.tanh(net("c", x_t, h))
            c.requires_grad_()
            c.retain_grad()
            h = sigmoid(net("o", x_t, h, c)) * torch.tanh(c)
            kept.append(c)
        elif isinstance(params, rnn.Params):
            h = torch.tanh(w["W"] @ x_t + w["U"] @ h + w["b"])
        else:
            r, z = (sigmoid(net(k, x_t, h)) for k in "rz")
            if isinstance(params, gru_reset_before.Params):
                n = torch.tanh(net("n", x_t, r * h))
            else:
                assert isinstance(params, gru.Params)
                inside = r * (w["U_n"] @ h + w["b_hn"])
                n = torch.tanh(w["W_n"] @ x_t + w["b_n"] + inside)
            h = (1 - z) * n + z * h
        if not isinstance(params, lstm.Params | peephole.Params):
            h.requires_grad_()
            h.retain_grad()
            kept.append(h)
        outputs.append(h)
    return outputs, kept


def _round(value):
    """Four digits are enough for a page; None for what is not a number."""
    if isinstance(value, np.ndarray | list | tuple):
        return [_round(one) for one in value]
    return float(f"{float(value):.4g}") if np.isfinite(value) else None
