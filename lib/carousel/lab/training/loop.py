"""The smallest loop that learns: draw, go forward, go back, clip, step, test."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import torch
from tqdm import tqdm

from carousel.lab import tasks
from carousel.lab.training import measures
from carousel.lab.training.batches import DTYPE, Together, losses, together, wrong
from carousel.lab.training.clip import clip_, norms
from carousel.lab.training.draws import held_out, open_steps, streams
from carousel.lab.training.network import Network
from carousel.lab.training.settings import Settings


@dataclass(frozen=True, eq=False)
class Trained:
    """What training gives: the network, and of every update and test what was seen.

    `loss` and `wrong` are (test, seed); `norms` is (update, seed), before clipping;
    `by_parameter` holds the same by the parameter's name. `solved_at` and `diverged_at`
    are updates, -1 for never. `found` is what `Settings.record` asked for, by seed.
    """

    settings: Settings
    seeds: tuple[int, ...]
    network: Network
    loss: list[np.ndarray] = field(default_factory=list)
    wrong: list[np.ndarray] = field(default_factory=list)
    norms: list[np.ndarray] = field(default_factory=list)
    by_parameter: dict[str, list[np.ndarray]] = field(default_factory=dict)
    solved_at: np.ndarray = field(default_factory=lambda: np.empty(0, int))
    diverged_at: np.ndarray = field(default_factory=lambda: np.empty(0, int))
    found: dict[str, list] = field(default_factory=dict)


def train(
    settings: Settings, seeds: Sequence[int] = (0,), *, progress: bool = False
) -> Trained:
    """Train one network a seed, side by side, until all have solved the task.

    Each seed has its own start, its own data and its own test set. The same seed gives
    the same run on the same machine; in other company it may differ in the last digit.

    Args:
        settings: what to train, and how.
        seeds: one a network.
        progress: whether to show a bar with the time left.

    Raises:
        ValueError: for no seeds, or an unknown or too short task.
    """
    task, rngs = tasks.make(settings.task, **settings.options), streams(seeds)
    network = Network(settings, task, rngs["begin"]).to(DTYPE)
    run = Trained(
        settings,
        tuple(seeds),
        network,
        solved_at=np.full(len(seeds), -1),
        diverged_at=np.full(len(seeds), -1),
    )
    test = held_out(task, settings.tests, rngs["test"])
    optimizer = _optimizer(settings, network)
    measures.look(run, task, test, "before")
    with _fast():
        for update in tqdm(range(settings.updates + 1), disable=not progress):
            if update % settings.test_every == 0 and _done(run, task, test, update):
                break
            if update < settings.updates:
                _learn(run, task, rngs, optimizer, update)
    measures.look(run, task, test, "after")
    return run


def _learn(run: Trained, task, rngs, optimizer, update: int) -> None:
    settings = run.settings
    drawn = [task.draw(settings.batch, rng=rng) for rng in rngs["data"]]
    batch = together(drawn)
    opened = open_steps(settings, len(batch.x), rngs["detach"])
    out, _ = run.network(batch.x, opened, batch.asked)
    optimizer.zero_grad()
    losses(task, out, batch).sum().backward()
    gradients = _gradients(run.network)
    norm = norms(gradients).numpy()
    lost = ~np.isfinite(norm)
    run.diverged_at[lost & (run.diverged_at < 0)] = update + 1
    gone = torch.from_numpy(run.diverged_at >= 0)
    if gone.any():
        for g in gradients:
            g[gone] = 0.0
    run.norms.append(np.where(run.diverged_at >= 0, 0.0, norm))
    for name, parameter in run.network.named_parameters():
        each = norms([parameter.grad]).numpy()
        run.by_parameter.setdefault(name, []).append(each)
    clip_(gradients, settings.clip, settings.threshold, run.norms)
    optimizer.step()


def _done(run: Trained, task, test: Together, update: int) -> bool:
    with torch.no_grad():
        out, _ = run.network(test.x, asked=test.asked)
        loss = losses(task, out, test).double().numpy()
        run.wrong.append(wrong(task, out, test).double().numpy())
    run.loss.append(loss)
    alive = run.diverged_at < 0
    run.solved_at[alive & (run.solved_at < 0) & (loss < task.goal)] = update
    finished = (run.solved_at >= 0) | ~alive
    return run.settings.stop and bool(finished.all())


def _gradients(network: Network) -> list[torch.Tensor]:
    for parameter in network.parameters():
        if parameter.grad is None:  # no route led there
            parameter.grad = torch.zeros_like(parameter)
    return [parameter.grad for parameter in network.parameters()]


def _optimizer(settings: Settings, network: Network) -> torch.optim.Optimizer:
    kind = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[settings.optimizer]
    return kind(network.parameters(), lr=settings.rate)


@contextmanager
def _fast() -> Iterator[None]:
    """Vanished gradients as zeros: numbers below 1e-38 cost a processor dearly."""
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)
