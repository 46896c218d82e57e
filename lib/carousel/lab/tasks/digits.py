"""Small pictures of digits, read as sequences."""

from functools import cache

import numpy as np

from carousel.lab.tasks._task import Batch, Task, at_the_end

READINGS = ("rows", "pixels", "permuted")
HELD_OUT, SPLIT_SEED, WHITE = 450, 1997, 16.0


def digits(reading: str = "rows") -> Task:
    """Say at the end which digit an 8 by 8 picture shows.

    The 1,797 pictures come with scikit-learn; 450 of them are held out. A picture is
    read by row (8 steps of 8 numbers), by pixel (64 steps), or by pixel in an order
    that is drawn once. The baseline is the cost of guessing without a look: the
    entropy of the classes.

    Args:
        reading: "rows", "pixels" or "permuted".

    Raises:
        ValueError: for another reading.
    """
    if reading not in READINGS:
        raise ValueError(f"reading must be one of {READINGS}, got {reading!r}")
    pictures, labels, shuffled, pixels = _pictures()
    shape = (8, 8) if reading == "rows" else (64, 1)
    sequences = pictures.reshape(len(pictures), *shape)
    if reading == "permuted":
        sequences = sequences[:, pixels]
    train, test = shuffled[HELD_OUT:], shuffled[:HELD_OUT]

    def chosen(which: np.ndarray) -> Batch:
        x = np.ascontiguousarray(sequences[which].swapaxes(0, 1))
        return at_the_end(x, labels[which])

    def sample(count: int, rng: np.random.Generator) -> Batch:
        return chosen(rng.choice(train, size=count))

    share = np.bincount(labels[train]) / len(train)
    baseline = float(-(share * np.log(share)).sum())
    steps, inputs = sequences.shape[1:]
    return Task(
        f"digits by {reading}",
        inputs,
        10,
        steps,
        "classes",
        baseline,
        0.1 * baseline,
        sample,
        held_out=chosen(test),
    )


@cache
def _pictures() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    from sklearn.datasets import load_digits

    found = load_digits()
    rng = np.random.default_rng(SPLIT_SEED)
    shuffled = rng.permutation(len(found.target))
    return found.data / WHITE, found.target, shuffled, rng.permutation(64)
