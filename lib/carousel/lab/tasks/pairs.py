"""Tasks about two or three marked moments: their sum, their order, their parity."""

import numpy as np

from carousel.lab.checks import variance, whole
from carousel.lab.tasks._task import Batch, Task, at_the_end, one_hot
from carousel.shapes import Real

DISTRACTORS, MARKS = 4, 2  # temporal order: a b c d, then X Y, then start and end


def adding(steps: Real = 50) -> Task:
    r"""Say at the end the sum of the two marked numbers [@hochreiter1997].

    Numbers are uniform in [0, 1]; one is marked in the first half, one in the second
    but never the last. Without memory the best answer is 1, at a mean squared error of
    $1/6$; who knows one of the two pays $1/12$.

    Args:
        steps: the length, from 4.

    Raises:
        ValueError: if steps is below 4.
    """
    steps = whole("steps of adding", steps, 4)
    half = steps // 2

    def sample(count: int, rng: np.random.Generator) -> Batch:
        x = np.zeros((steps, count, 2))
        x[:, :, 0] = rng.random((steps, count))
        places = rng.integers(half, size=count), rng.integers(half, steps - 1, count)
        column = np.arange(count)
        for place in places:
            x[place, column, 1] = 1.0
        return at_the_end(x, sum(x[place, column, 0] for place in places))

    return Task("adding", 2, 1, steps, "squared", 1 / 6, 0.01, sample)


def order(steps: Real = 50, marks: Real = 2) -> Task:
    r"""Say at the end in which order X and Y came [@hochreiter1997].

    Distractors a, b, c, d, and two or three places at which an X or a Y stands: in the
    second and the sixth tenth of the sequence, or in the second, fourth and seventh.
    Without memory an answer costs $m \ln 2$ for $m$ marks.

    Args:
        steps: the length, from 20.
        marks: how many X or Y there are, 2 or 3.

    Raises:
        ValueError: if steps is below 20, or marks neither 2 nor 3.
    """
    steps = whole("steps of temporal order", steps, 20)
    if marks not in (2, 3):
        raise ValueError(f"marks must be 2 or 3, got {marks}")
    tenths = (1, 5) if marks == 2 else (1, 3, 6)
    start, end = DISTRACTORS + MARKS, DISTRACTORS + MARKS + 1

    def sample(count: int, rng: np.random.Generator) -> Batch:
        read = rng.integers(DISTRACTORS, size=(steps, count))
        read[0], read[-1] = start, end
        answer = np.zeros(count, int)
        for tenth in tenths:
            low, high = steps * tenth // 10, steps * (tenth + 1) // 10
            mark = rng.integers(MARKS, size=count)
            place = rng.integers(low, high + 1, count)
            read[place, np.arange(count)] = DISTRACTORS + mark
            answer = MARKS * answer + mark
        return at_the_end(one_hot(read, end + 1), answer)

    baseline = float(marks * np.log(2))
    classes = MARKS**marks
    return Task(
        "order", end + 1, classes, steps, "classes", baseline, baseline / 10, sample
    )


def xor(steps: Real = 50, noise: Real = 0.2) -> Task:
    r"""Say at the end whether two bits far apart differ.

    One bit comes first in its own channel, the other halfway in another, and a third
    channel carries noise. Neither bit says anything about the answer: without memory it
    costs $\ln 2$, and with memory for one of them as much. That is what makes it hard
    for the gradient of 1997 [@hochreiter1997].

    Args:
        steps: the length, from 4.
        noise: the variance of the third channel.

    Raises:
        ValueError: if steps is too small, or noise negative or not finite.
    """
    steps = whole("steps of delayed XOR", steps, 4)
    noise = variance("noise", noise)

    def sample(count: int, rng: np.random.Generator) -> Batch:
        bits = rng.integers(2, size=(2, count))
        x = np.zeros((steps, count, 3))
        x[0, :, 0], x[steps // 2, :, 1] = 2.0 * bits - 1
        x[:, :, 2] = rng.normal(scale=np.sqrt(noise), size=(steps, count))
        return at_the_end(x, bits[0] ^ bits[1])

    baseline = float(np.log(2))
    return Task("xor", 3, 2, steps, "classes", baseline, baseline / 10, sample)
