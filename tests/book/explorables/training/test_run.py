import dataclasses
import itertools

import numpy as np
import pytest
import torch

from carousel.book.explorables import training
from carousel.book.explorables.training.draws import Draws, draws_of, streams
from carousel.book.explorables.training.settings import CHOICES
from carousel.lab import tasks
from carousel.lab.training import Settings
from carousel.lab.training.batches import collate, error_rate, losses
from carousel.lab.training.clip import clip_, norms
from carousel.lab.training.measures import profile
from carousel.lab.training.network import Network
from carousel.lab.training.streams import detach_mask

WITHIN = 1e-9
UPDATES = 3


def _pytorch(ours):
    """The losses, the norms and the network of the same run by autograd, in float64."""
    shared = ("task", "options", "cell", "hidden", "forget_bias", "gradient", "clip")
    shared += ("threshold", "optimizer", "rate", "batch", "scale")
    given = {name: getattr(ours, name) for name in shared}
    detach = {"probability": ours.probability} if ours.gradient == "h-detach" else {}
    theirs = Settings(**given, **detach)
    task, seeds = tasks.make(ours.task, **ours.options), streams(ours.seed)
    network = Network(theirs, task, [Draws(seeds["begin"])]).double()
    kind = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[ours.optimizer]
    optimizer = kind(network.parameters(), lr=ours.rate)
    data, detached = Draws(seeds["data"]), Draws(seeds["detach"])
    seen, lost = [], []
    for _ in range(UPDATES):
        batch = collate([task.draw(ours.batch, rng=data)], torch.float64)
        mask = detach_mask(theirs, task.steps, [detached])
        out, _ = network(batch.x, mask, batch.target_steps)
        optimizer.zero_grad()
        loss = losses(task, out, batch).sum()
        loss.backward()
        for parameter in network.parameters():
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        gradients = [parameter.grad for parameter in network.parameters()]
        seen.append(norms(gradients).numpy())
        clip_(gradients, ours.clip, ours.threshold, seen)
        optimizer.step()
        lost.append(loss.item())
    return lost, np.ravel(seen), network, task


WAYS = [CHOICES[name] for name in ("cell", "gradient", "clip", "optimizer")]


@pytest.mark.parametrize("cell", WAYS[0])
@pytest.mark.parametrize("gradient", WAYS[1])
def test_every_cell_gradient_clip_and_optimizer_is_pytorchs(cell, gradient):
    for n, (clip, optimizer) in enumerate(itertools.product(*WAYS[2:])):
        task, options = [
            ("latch", {"steps": 9}),
            ("adding", {"steps": 8}),
            ("order", {"steps": 20}),
            ("xor", {"steps": 7}),
            ("copy", {"lag": 3}),
        ][n % 5]
        settings = training.Settings(
            task=task,
            options=options,
            cell=cell,
            hidden=3,
            gradient=gradient,
            clip=clip,
            threshold=60.0 if clip == "percentile" else 0.1,
            optimizer=optimizer,
            rate=0.02,
            batch=4,
            scale=1.5,
            seed=n,
        )
        state, told = training.begin(settings), []
        for _ in range(UPDATES):
            state, seen = training.update(settings, state)
            told.append(seen)
        lost, sizes, network, made = _pytorch(settings)
        assert [t.loss for t in told] == pytest.approx(lost, rel=WITHIN)
        assert [t.norm for t in told] == pytest.approx(list(sizes), rel=WITHIN)
        params, V, d = training.layout(settings, made).params(state.weights)
        (wanted,) = network.layers[0].params()
        for name, value in vars(wanted).items():
            assert getattr(params, name) == pytest.approx(value, abs=WITHIN)
        assert pytest.approx(network.V[0].detach().numpy(), abs=WITHIN) == V
        assert d == pytest.approx(network.d[0, 0].detach().numpy(), abs=WITHIN)


def test_tests_and_profile_are_those_of_training_in_pytorch():
    settings = training.Settings(
        options={"steps": 20}, forget_bias=3, tests=40, batch=7
    )
    state = training.begin(settings)
    theirs = Settings("order", {"steps": 20}, forget_bias=3)
    task, seeds = settings.make_task(), streams(0)
    network = Network(theirs, task, [Draws(seeds["begin"])]).double()
    drawn = task.draw(40, rng=Draws(seeds["test"]))
    test = collate([drawn], torch.float64)
    out, _ = network(test.x, target_steps=test.target_steps)
    found = training.evaluate(settings, state)
    assert found[0] == pytest.approx(losses(task, out, test).item(), rel=WITHIN)
    assert found[1] == pytest.approx(error_rate(task, out, test).item())
    measured = training.measure(settings, state)
    wanted = profile(network, task, test)[:, 0]
    assert measured["total"] == pytest.approx(wanted, rel=WITHIN)
    assert measured["forget"].shape == (20, 8)
    assert (np.abs(measured["cosine"]) <= 1 + 1e-12).all()


def test_a_run_that_leaves_the_finite_says_so_and_stays():
    settings = training.Settings(
        task="adding",
        options={"steps": 10},
        cell="rnn",
        optimizer="sgd",
        clip="none",
        rate=1e200,
    )
    state = training.begin(settings)
    for _ in range(5):
        state, told = training.update(settings, state)
    assert told.exploded
    assert state.exploded
    assert np.isfinite(state.weights).all()
    assert state.updates <= 4
    assert training.update(settings, state)[0] is state


def test_batches_follow_each_other_without_overlap():
    settings = training.Settings(task="xor", options={"steps": 6}, batch=2)
    task, stream = settings.make_task(), streams(0)["data"]
    both, size = Draws(stream), draws_of(task, 2)
    first, second = (task.draw(2, rng=both).x for _ in range(2))
    assert (task.draw(2, rng=Draws(stream, size)).x == second).all()
    assert (first != second).any()


def test_settings_may_change_between_updates():
    settings = training.Settings(options={"steps": 20})
    state, _ = training.update(settings, training.begin(settings))
    faster = dataclasses.replace(settings, rate=0.1)
    slow, _ = training.update(settings, state)
    fast, _ = training.update(faster, state)
    moved = [np.abs(s.weights - state.weights).max() for s in (slow, fast)]
    assert moved[1] == pytest.approx(10 * moved[0], rel=1e-6)
