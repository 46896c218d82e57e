"""The embedded Reber grammar: predict the next symbol, and remember the second one."""

import numpy as np

from carousel.lab.tasks._task import Batch, Task, one_hot, whole
from carousel.shapes import Real

SYMBOLS = "BTPSXVE"
# A node of the inner grammar: what may come, and the node it leads to.
INNER = (
    (("B", 1),),
    (("T", 2), ("P", 3)),
    (("S", 2), ("X", 4)),
    (("T", 3), ("V", 5)),
    (("X", 3), ("S", 6)),
    (("P", 4), ("V", 6)),
    (("E", None),),
)
# Places of the whole string: start, the outer branch, the inner nodes, close, end.
START, OUTER, FIRST, CLOSE, END = 0, 1, 2, 9, 10


def embedded() -> Task:
    r"""Strings of the embedded Reber grammar, one at a time [@hochreiter1997].

    A string is B, then T or P, then a string of the inner grammar, then the same T or
    P again, then E; every branch is taken with equal chance. A string has 12 symbols on
    average, so 11 predictions, of which 7 have two outcomes: the best predictor pays
    $7 \ln 2 / 11$. One that knows the grammar but not the second symbol pays
    $8 \ln 2 / 11$. The difference is what the carousel is worth.
    """
    chance = _transitions()
    visits = np.linalg.inv(np.eye(len(chance)) - chance)[START]
    visits[START] = 0.0  # the first symbol is given, not predicted
    best, baseline = (visits @ _nats(known) / visits.sum() for known in (True, False))

    def sample(count: int, rng: np.random.Generator) -> Batch:
        strings = [_string(rng) for _ in range(count)]
        steps = max(map(len, strings)) - 1
        read = np.zeros((steps + 1, count), int)
        weight = np.zeros((steps, count))
        for column, string in enumerate(strings):
            read[: len(string), column] = string
            weight[: len(string) - 1, column] = 1.0
        x = one_hot(read[:-1], len(SYMBOLS)) * weight[..., None]
        return Batch(x=x, y=read[1:], weight=weight)

    return _task("reber", None, float(best), float(baseline), sample)


def continual(steps: Real = 60) -> Task:
    """A stream of embedded Reber strings without a sign of where one ends.

    Nothing is reset between them, so a network must learn to forget [@gers2000forget].
    The expected losses are those of a stream that begins with a string, exact for every
    length.

    Raises:
        ValueError: if steps is below 12, the mean length of a string.
    """
    steps = whole("steps of the continual grammar", steps, 12)
    chance = _transitions()
    chance[END, START] = 1.0
    place, spent = np.eye(len(chance))[START], np.zeros(2)
    for _ in range(steps):
        place = place @ chance
        spent += [place @ _nats(True), place @ _nats(False)]
    best, baseline = spent / steps

    def sample(count: int, rng: np.random.Generator) -> Batch:
        read = np.empty((steps + 1, count), int)
        for column in range(count):
            stream: list[int] = []
            while len(stream) <= steps:
                stream += _string(rng)
            read[:, column] = stream[: steps + 1]
        x = one_hot(read[:-1], len(SYMBOLS))
        return Batch(x=x, y=read[1:], weight=np.ones((steps, count)))

    return _task("continual reber", steps, float(best), float(baseline), sample)


def _task(name, steps, best, baseline, sample) -> Task:
    goal, kinds = best + 0.25 * (baseline - best), len(SYMBOLS)
    return Task(name, kinds, kinds, steps, "classes", baseline, goal, sample, best)


def _transitions() -> np.ndarray:
    """The chance of each place after each; an embedded string ends after END."""
    chance = np.zeros((END + 1, END + 1))
    chance[START, OUTER] = chance[OUTER, FIRST] = chance[CLOSE, END] = 1.0
    for node, ways in enumerate(INNER):
        for _, after in ways:
            at = CLOSE if after is None else FIRST + after
            chance[FIRST + node, at] += 1 / len(ways)
    return chance


def _nats(known: bool) -> np.ndarray:
    """What predicting the symbol of each place costs, the outer branch known or not."""
    ways = np.ones(END + 1)
    ways[OUTER] = 2
    ways[FIRST : FIRST + len(INNER)] = [len(node) for node in INNER]
    ways[CLOSE] = 1 if known else 2
    return np.log(ways)


def _string(rng: np.random.Generator) -> list[int]:
    branch = SYMBOLS.index("TP"[rng.integers(2)])
    string, node = [SYMBOLS.index("B"), branch], 0
    while node is not None:
        ways = INNER[node]
        symbol, node = ways[rng.integers(len(ways))]
        string.append(SYMBOLS.index(symbol))
    return [*string, branch, SYMBOLS.index("E")]
