"""A network in training: the page's run in Python, to the last bit."""

import dataclasses
from dataclasses import dataclass

import numpy as np

from carousel.book.explorables.training import descent
from carousel.book.explorables.training.backward import Backward, backward
from carousel.book.explorables.training.draws import Draws, draws_of, streams
from carousel.book.explorables.training.layout import layout
from carousel.book.explorables.training.passes import forward
from carousel.book.explorables.training.readout import read
from carousel.book.explorables.training.settings import Settings
from carousel.book.explorables.training.start import start
from carousel.lab.tasks import Batch

LOOKED_AT = 32  # sequences of the test set that are measured


@dataclass(frozen=True, eq=False)
class State:
    """All that has changed since the start of a run.

    `memory` is the optimizer's, `norms` are those of all gradients before clipping.
    """

    weights: np.ndarray
    memory: tuple
    norms: np.ndarray
    updates: int = 0
    exploded: bool = False


@dataclass(frozen=True)
class Update:
    """The loss of an update's batch, and the gradient's norm before clipping."""

    loss: float
    norm: float
    exploded: bool


def begin(settings: Settings) -> State:
    """The state before the first update."""
    task = settings.make_task()
    stream = streams(settings.seed)["begin"]
    weights = start(settings, layout(settings, task), task.steps, stream)
    zeros = np.zeros_like(weights)
    return State(weights, (zeros, zeros, 1.0, 1.0), np.empty(0))


def update(settings: Settings, state: State) -> tuple[State, Update]:
    """One update; after a number that is not finite the weights stay as they were."""
    if state.exploded:
        return state, Update(np.nan, np.nan, True)
    with np.errstate(all="ignore"):
        loss, way = learn(settings, state, _open(settings, state.updates))
        size = descent.norm(way.gradient)
        if not np.isfinite([size, loss]).all():
            return _stopped(state), Update(loss, size, True)
        norms = np.append(state.norms, size)
        clipped = descent.clip(way.gradient, settings, norms)
        weights, memory = descent.step(settings, state.weights, clipped, state.memory)
    if not np.isfinite(weights).all():
        return _stopped(state), Update(loss, size, True)
    return State(weights, memory, norms, state.updates + 1), Update(loss, size, False)


def learn(
    settings: Settings, state: State, open_steps: np.ndarray
) -> tuple[float, Backward]:
    """The loss of the next update's batch, and the way back from it."""
    task, stream = settings.make_task(), streams(settings.seed)["data"]
    drawn = draws_of(task, settings.batch) * state.updates
    batch = task.draw(settings.batch, rng=Draws(stream, drawn))
    found, way = _walked(settings, state, batch, settings.batch, open_steps)
    return float(found[0] / found[2]), way


def evaluate(settings: Settings, state: State) -> tuple[float, float]:
    """The loss and the share of wrong answers on the run's test set."""
    found = np.zeros(3)
    for part in _tests(settings, settings.tests):
        found += _walked(settings, state, part, settings.tests, None)[0]
    return tuple(map(float, found[:2] / found[2]))


def measure(settings: Settings, state: State) -> dict[str, np.ndarray]:
    """By step, on the test set's first sequences: see `Backward`.

    `total` and `direct` are norms, `cosine` that of the angle between the two, `forget`
    is (time, hidden) and a mean.
    """
    count = min(LOOKED_AT, settings.tests)
    steps = np.ones(settings.make_task().steps, bool)
    with np.errstate(all="ignore"):
        ways = [
            _walked(settings, state, part, count, steps)[1]
            for part in _tests(settings, count)
        ]
    *squares, both = sum(way.sums for way in ways)
    most = np.finfo(float).max
    total, direct = (np.sqrt(np.where(s <= most, s, most)) for s in squares)
    with np.errstate(all="ignore"):
        cosine = np.nan_to_num(np.clip(both / (total * direct), -1, 1))
    kept = sum(way.kept for way in ways) / count
    return {"total": total, "direct": direct, "cosine": cosine, "forget": kept}


def _walked(settings, state, batch: Batch, count: int, open_steps) -> tuple:
    """A batch forward and back: losses, wrong answers, answers; and the way back."""
    task = settings.make_task()
    walk = forward(layout(settings, task), state.weights, batch.x)
    asked = np.flatnonzero(batch.weight.any(1))
    loss, wrong, dout = read(walk, task.loss, batch.y[asked], count * len(asked))
    way = None if open_steps is None else backward(walk, dout, open_steps)
    return np.array([loss, wrong, len(asked) * batch.x.shape[1]]), way


def _tests(settings: Settings, count: int) -> list[Batch]:
    """The first sequences of the test set, as many at a time as a batch has."""
    rng = Draws(streams(settings.seed)["test"])
    held = settings.make_task().draw(settings.tests, rng=rng)
    cuts = range(0, count, settings.batch)
    parts = [slice(low, min(low + settings.batch, count)) for low in cuts]
    return [
        Batch(x=held.x[:, part], y=held.y[:, part], weight=held.weight[:, part])
        for part in parts
    ]


def _open(settings: Settings, updates: int) -> np.ndarray:
    steps = settings.make_task().steps
    if settings.gradient != "h-detach":
        return np.full(steps, settings.gradient == "full")
    rng = Draws(streams(settings.seed)["detach"], updates * steps)
    return rng.random(steps) >= settings.probability


def _stopped(state: State) -> State:
    return dataclasses.replace(state, updates=state.updates + 1, exploded=True)
