"""Weights and inputs that are drawn to the last bit alike in both languages."""

import numpy as np

from carousel.cells import gru, lstm, lstm_1997, peephole, rnn, slopes

CELLS = {
    "rnn": rnn,
    "lstm_1997": lstm_1997,
    "lstm": lstm,
    "peephole": peephole,
    "gru": gru,
}
STEP = 0x6D2B79F5  # the odd number by which mulberry32 counts
APART = 0x9E3779B9  # where the inputs of a seed start, away from its weights
RANGE = 2**32


def uniform(seed: int, count: int) -> np.ndarray:
    """So many numbers in [0, 1), by mulberry32, a generator on 32-bit integers.

    Raises:
        ValueError: if the seed is not between 0 and 2**32 - 1, or count is negative.
    """
    if not 0 <= seed < RANGE or count < 0:
        raise ValueError(
            f"expected 0 <= seed < 2**32 and count >= 0, got {seed} and {count}"
        )
    a = np.uint32(seed) + np.arange(1, count + 1, dtype=np.uint32) * np.uint32(STEP)
    t = (a ^ (a >> np.uint32(15))) * (a | np.uint32(1))
    t ^= t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))
    return (t ^ (t >> np.uint32(14))) / RANGE


def network(kind: str, hidden: int, inputs: int, seed: int) -> slopes.AnyParams:
    r"""Weights uniform in $\pm 1/\sqrt{h}$ in the order of the fields; biases are 0.

    Raises:
        ValueError: for a kind that is not a cell, or a seed that `uniform` refuses.
    """
    if kind not in CELLS:
        raise ValueError(f"kind must be one of {', '.join(CELLS)}, got {kind!r}")
    cell = CELLS[kind].Params
    shapes = {"W": (hidden, inputs), "U": (hidden, hidden)}
    weights = {
        name: np.zeros(shapes.get(name[0], (hidden,)))
        for name in cell.__dataclass_fields__
    }
    drawn = {name: value for name, value in weights.items() if name[0] != "b"}
    draws = uniform(seed, sum(value.size for value in drawn.values()))
    used = 0
    for name, value in drawn.items():
        part = draws[used : used + value.size].reshape(value.shape)
        weights[name] = (2 * part - 1) / np.sqrt(hidden)
        used += value.size
    return cell(**weights)


def inputs_of(seed: int, steps: int, inputs: int) -> np.ndarray:
    """An input sequence, uniform in [-1, 1), one row a step.

    Another stream than the weights of the same seed.
    """
    return (
        2 * uniform((seed + APART) % RANGE, steps * inputs).reshape(steps, inputs) - 1
    )
