"""Drawing numbers that a pen can handle, and the smallest networks that have them."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from carousel.book.exam.answers import LETTERS, Choice, Mend, UnclearError, shown
from carousel.cells import logit, lstm, sigmoid
from carousel.flow import retention

Value = TypeVar("Value")
ONE = ("f", "i", "c_tilde", "o")


def pick(rng: np.random.Generator, *values: Value) -> Value:
    """One of the values."""
    return values[int(rng.integers(len(values)))]


def grid(rng: np.random.Generator, low: float, high: float, step: float) -> float:
    """A multiple of a step above `low`, at most `high`."""
    return round(low + step * int(rng.integers(round((high - low) / step) + 1)), 6)


def unless(doubtful: bool, why: str) -> None:
    """Have other numbers drawn if these are doubtful.

    Raises:
        UnclearError: if they are.
    """
    if doubtful:
        raise UnclearError(why)


def choice(
    rng: np.random.Generator,
    right: float,
    reason: str,
    wrong: Mapping[str, float],
    *,
    digits: int = 3,
    unit: str = "",
) -> Choice:
    """Numbers to choose from, in an order that is drawn.

    Args:
        rng: where the order comes from.
        right: the right one.
        reason: why it is right.
        wrong: the others, by the reason why they are wrong.
        digits: significant ones that are shown.
        unit: what stands after each.

    Raises:
        UnclearError: if two read alike or lie within a twentieth of each other.
    """
    values, reasons = [right, *wrong.values()], [reason, *wrong]
    for place, value in enumerate(values):
        others = values[:place] + values[place + 1 :]
        near = any(abs(value - other) <= 0.05 * abs(other) for other in others)
        unless(near, "two options lie close together")
    order = rng.permutation(len(values))
    return Choice(
        options=tuple(f"{shown(values[n], digits)} {unit}".strip() for n in order),
        reasons=tuple(reasons[n] for n in order),
        right=int(np.flatnonzero(order == 0)[0]),
        value=float(right),
    )


def mend(
    rng: np.random.Generator,
    right: Sequence[str],
    slips: Mapping[tuple[int, str], str],
    names: Mapping[str, object],
    value: float,
) -> tuple[Mend, str]:
    """Code with one of its lines replaced, and what is wrong with that line.

    Args:
        rng: which slip it is.
        right: the lines as they should be; the last one sets `result`.
        slips: why each is wrong, by the place of the line and what it says instead.
        names: what the code reads.
        value: what the mended code gives, from the library.

    Raises:
        UnclearError: if the slip hardly shows.
    """
    (wrong, line), why = pick(rng, *slips.items())
    lines = (*right[:wrong], line, *right[wrong + 1 :])
    printed = result(lines, names)
    return Mend(lines, wrong, right[wrong], float(value), printed), why


def result(lines: Sequence[str], names: Mapping[str, object]) -> float:
    """What lines of code leave in `result`."""
    known = {"np": np, "lstm": lstm, "sigmoid": sigmoid, **names}
    exec("\n".join(lines), known)
    return float(known["result"])


def lettered(options: Sequence[str]) -> list[str]:
    """Options with their letters."""
    return [f"{LETTERS[n]}. {option}" for n, option in enumerate(options)]


def unit(
    gates: Mapping[str, float], c_prev: float, *, h_prev: float = 0.0, **u: float
) -> tuple[lstm.Params, lstm.State]:
    """An LSTM of one unit that has these gates in its first step, without input.

    Args:
        gates: f, i, c_tilde and o after squashing.
        c_prev: the memory before the step.
        h_prev: the output before it.
        u: recurrent weights by gate, `u_f` and so on; 0 where none is given.
    """
    net = {k: logit(gates[k]) for k in "fio"} | {"c": np.arctanh(gates["c_tilde"])}
    weights = {}
    for k, a in net.items():
        u_k = u.get(f"u_{k}", 0.0)
        weights |= {f"W_{k}": [[0.0]], f"U_{k}": [[u_k]], f"b_{k}": [a - u_k * h_prev]}
    return lstm.Params(**weights), lstm.State(h=[h_prev], c=[c_prev])


def share_kept(f: float | Sequence[float], steps: int) -> np.ndarray:
    """What the direct path keeps after each step, where forget gates stay at f.

    Shape (step, unit), with a unit for each gate.
    """
    f = np.atleast_1d(f)
    weights = {f"W_{k}": np.zeros((len(f), 1)) for k in "ifco"}
    weights |= {f"U_{k}": np.zeros((len(f), len(f))) for k in "ifco"}
    weights |= {f"b_{k}": np.zeros(len(f)) for k in "ico"} | {"b_f": logit(f)}
    return retention(lstm.run(lstm.Params(**weights), np.zeros((steps, 1))))
