"""The smallest loop that learns: draw, go forward, go back, clip, step, test."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import torch
from tqdm import tqdm

from carousel.lab import tasks
from carousel.lab.training import measures
from carousel.lab.training.batches import DTYPE, CollatedBatch, error_rate, losses
from carousel.lab.training.clip import clip_, norms
from carousel.lab.training.network import Network
from carousel.lab.training.settings import Settings
from carousel.lab.training.streams import detach_mask, draw, streams
from carousel.lab.training.trained import Trained


@contextmanager
def one_thread() -> Iterator[None]:
    """PyTorch on one thread: on networks this small, more threads only wait.

    It also works as a decorator. What was set before is set again at the end.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@contextmanager
def flush_denormals() -> Iterator[None]:
    """Vanished gradients as zeros: numbers below 1e-38 cost a processor dearly."""
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)


@one_thread()
def train(
    settings: Settings, seeds: Sequence[int] = (0,), *, progress: bool = False
) -> Trained:
    """Train one network per seed, side by side, until all have solved the task.

    Each seed has its own start, its own data and its own test set. The same seed gives
    the same run on the same machine; in other company it may differ in the last digit.

    Args:
        settings: what to train, and how.
        seeds: one per network.
        progress: whether to show a bar with the time left.

    Raises:
        ValueError: for no seeds, an unknown task or options that it refuses, or a
            start that the cell cannot have.
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
    test_set = draw(task, settings.tests, rngs["test"])
    optimizer = _optimizer(settings, network)
    measures.record(run, task, test_set, "before")
    with flush_denormals():
        for update in tqdm(range(settings.updates + 1), disable=not progress):
            if update % settings.test_every == 0 and _done(run, task, test_set, update):
                break
            if update < settings.updates:
                _learn(run, task, rngs, optimizer, update)
    measures.record(run, task, test_set, "after")
    return run


def _learn(run: Trained, task, rngs, optimizer, update: int) -> None:
    settings = run.settings
    batch = draw(task, settings.batch, rngs["data"])
    mask = detach_mask(settings, task.steps, rngs["detach"])
    out, _ = run.network(batch.x, mask, batch.target_steps)
    optimizer.zero_grad()
    losses(task, out, batch).sum().backward()
    gradients = _gradients(run.network)
    norm = norms(gradients).numpy()
    run.diverged_at[~np.isfinite(norm) & (run.diverged_at < 0)] = update + 1
    diverged = torch.from_numpy(run.diverged_at >= 0)
    if diverged.any():
        for g in gradients:
            g[diverged] = 0.0
    run.norms.append(np.where(run.diverged_at >= 0, 0.0, norm))
    for name, parameter in run.network.named_parameters():
        each = norms([parameter.grad]).numpy()
        run.by_parameter.setdefault(name, []).append(each)
    clip_(gradients, settings.clip, settings.threshold, run.norms)
    optimizer.step()


def _done(run: Trained, task, test_set: CollatedBatch, update: int) -> bool:
    with torch.no_grad():
        out, _ = run.network(test_set.x, target_steps=test_set.target_steps)
        loss = losses(task, out, test_set).double().numpy()
        run.error_rate.append(error_rate(task, out, test_set).double().numpy())
        if "marks" in run.settings.record:
            by_mark = measures.loss_by_mark(out, test_set.y).tolist()
            rows = run.recorded.setdefault("loss by mark", [[] for _ in run.seeds])
            for row, found in zip(rows, by_mark, strict=True):
                row.append(found)
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
