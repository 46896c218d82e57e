import numpy as np
import pytest
import torch

from carousel.book.explorables import Routes, _portable_rng, routes
from carousel.cells import lstm
from oracles import node

WEIGHTS = [f"{letter}_{k}" for letter in "WUb" for k in "ifco"]


def _by_autograd(figure):
    """The norms of dL/dc at every step, by autograd over the same network."""
    of = {
        name: torch.tensor(value)
        for name, value in vars(figure.network()).items()
        if name in WEIGHTS
    }
    h, c, kept = torch.zeros(8, dtype=float), torch.zeros(8, dtype=float), []
    c.requires_grad_()
    for x in torch.eye(routes.STEPS, dtype=float):
        i, f, candidate, o = (
            of[f"W_{k}"] @ x + of[f"U_{k}"] @ h + of[f"b_{k}"] for k in "ifco"
        )
        c = f.sigmoid() * c + i.sigmoid() * candidate.tanh()
        c.retain_grad()
        kept.append(c)
        h = o.sigmoid() * c.tanh()
    h.sum().backward()
    return np.array([float(c.grad.norm()) for c in kept])


@pytest.mark.parametrize("f", [0.0, 0.03, 0.5, 0.9, 1.0])
def test_the_whole_is_what_autograd_says(f):
    figure = Routes(forget_gate=f)
    norms = _by_autograd(figure)
    assert np.allclose(figure.found().whole, norms / norms[-1], rtol=1e-9, atol=0)


@pytest.mark.parametrize("f", [0.0, 0.03, 0.5, 0.9, 1.0])
def test_every_forget_gate_is_the_one_asked_for_and_the_carousel_its_power(f):
    figure = Routes(forget_gate=f)
    run = lstm.run(figure.network(), np.eye(routes.STEPS))
    assert np.allclose(run.f, f, rtol=1e-12, atol=0)
    assert np.allclose(run.i, 0.5)
    assert np.abs(run.c_tilde).max() < 0.5
    kept = f ** np.arange(routes.STEPS - 1, -1.0, -1)
    assert np.allclose(figure.found().direct, kept, rtol=1e-12)


@pytest.mark.parametrize("f", [0.0, 0.5, 1.0])
def test_with_the_gates_routes_closed_the_two_counters_agree(f):
    found = Routes(forget_gate=f, closed=True).found()
    assert np.allclose(found.whole, found.direct, rtol=1e-12, atol=0)
    assert not np.concatenate(list(found.through.values())).any()


def test_a_thread_is_what_one_gate_alone_brings(monkeypatch):
    figure = Routes()
    weights = vars(_portable_rng.network("lstm", 8, 1, routes.SEED))
    alone = {n: v * (n[:2] != "U_" or n == "U_o") for n, v in weights.items()}
    monkeypatch.setattr(
        _portable_rng, "network", lambda *_: lstm.Params(**alone), raising=True
    )
    found = figure.found()
    for name in ("i", "f", "c_tilde"):
        assert not found.through[name].any()
    assert (found.through["o"][:-1] > 0).all()
    assert (np.abs(found.whole - found.direct) <= 12 * found.through["o"].max()).all()


@pytest.mark.parametrize("f", [0.5, 0.9, 1.0])
def test_the_network_shown_is_one_of_the_usual_ones(monkeypatch, f):
    shown = Routes(forget_gate=f).found().whole[0]
    others = []
    for seed in range(100):
        monkeypatch.setattr(routes, "SEED", seed)
        others.append(Routes(forget_gate=f).found().whole[0])
    low, high = np.quantile(others, [0.3, 0.7])
    assert low < shown < high


@pytest.mark.parametrize("closed", [False, True])
def test_the_browser_computes_the_same(closed):
    figure = Routes(closed=closed)
    told = figure._spec["constants"]
    gates = [0.0, 0.01, 0.25, 0.5, 0.77, 0.9, 0.99, 1.0]
    expression = (
        f"{gates}.map((f) => room.routes(f, {str(closed).lower()}, "
        f"{{hidden: {told['hidden']}, steps: {told['steps']}, seed: {told['seed']}, "
        f"gate: {told['gate']}, written: {told['written']}}}))"
    )
    for f, theirs in zip(gates, node.evaluate("routes.js", expression), strict=True):
        ours = Routes(forget_gate=f, closed=closed).found()
        for name in ("direct", "whole"):
            assert np.allclose(theirs[name], getattr(ours, name), rtol=1e-9, atol=0)
        for name, norms in ours.through.items():
            assert np.allclose(theirs["through"][name], norms, rtol=1e-9, atol=1e-300)
