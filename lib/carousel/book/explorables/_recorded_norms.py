"""The gradient norms of a training run, measured and kept in clipping.json.

An LSTM of 8 units learns to keep one bit for 30 steps: the first three inputs are all
+1 or all -1, noise follows, and a linear readout of the last output says which it was.
Plain gradient descent, four sequences an update; the gradient of all weights together
is clipped by norm at 1, and its norm is written down before that.
`python -m carousel.book.explorables._recorded_norms` made the numbers. They are kept,
since on another machine the last bits of a sum, and after some hundred updates the
whole run, come out differently.
"""

import dataclasses
import json
from pathlib import Path

import numpy as np

from carousel import bptt, clipping
from carousel.cells import lstm

HIDDEN, NUM_STEPS, BATCH, UPDATES = 8, 30, 4, 500
FORGET_BIAS, LEARNING_RATE, THRESHOLD, SEED = 3.0, 0.1, 1.0, 1997
KEPT = Path(__file__).with_name("clipping.json")


def record(updates: int, *, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Train for so many updates; the norm, largest entry and loss of each, measured."""
    params = lstm.init(HIDDEN, 1, rng=rng, forget_bias=FORGET_BIAS)
    readout = rng.normal(scale=0.3, size=HIDDEN)
    measured = []
    for _ in range(updates):
        examples = [_example(params, readout, rng) for _ in range(BATCH)]
        loss = np.mean([value for value, _ in examples])
        gradient = {
            name: np.mean([each[name] for _, each in examples], axis=0)
            for name in examples[0][1]
        }
        largest = max(np.abs(g).max() for g in gradient.values())
        clipped, norm = clipping.by_norm(gradient, THRESHOLD)
        measured.append((norm, largest, loss))
        readout = readout - LEARNING_RATE * clipped.pop("readout")
        new = {n: getattr(params, n) - LEARNING_RATE * g for n, g in clipped.items()}
        params = dataclasses.replace(params, **new)
    columns = np.array(measured).T
    return dict(zip(("norm", "largest", "loss"), columns, strict=True))


def _example(
    params: lstm.Params, readout: np.ndarray, rng: np.random.Generator
) -> tuple[float, dict[str, np.ndarray]]:
    """The loss of one sequence, and its gradient by every weight."""
    bit = rng.choice([-1.0, 1.0])
    x = rng.normal(size=(NUM_STEPS, 1))
    x[:3] = bit
    history = lstm.run(params, x)
    score = bit * float(readout @ history.h[-1])
    wrong = -bit / (1 + np.exp(score))
    dh = np.zeros_like(history.h)
    dh[-1] = wrong * readout
    gradient = vars(bptt.backward(params, history, dh).params)
    return float(np.logaddexp(0, -score)), {
        **gradient,
        "readout": wrong * history.h[-1],
    }


def main() -> None:
    """Measure, and keep the numbers to five digits."""
    found = record(UPDATES, rng=np.random.default_rng(SEED))
    rows = {name: [float(f"{v:.5g}") for v in column] for name, column in found.items()}
    KEPT.write_text(json.dumps(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
