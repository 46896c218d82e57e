r"""Scans: every step of $c_t = f_t \odot c_{t-1} + v_t$ in a few rounds, not T.

A step is the pair $(f_t, v_t)$. Two steps in a row are a step again, the pair that
`combine` gives, and it does not matter which neighbours are combined first. So many
can be combined at once, wherever `f` and `v` are known before the walk begins.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Inexact

from carousel.shapes import ArrayLike, Real, Record, as_array

Rows = Inexact[np.ndarray, "time hidden"]  # complex where a cell turns its state
Part = Inexact[np.ndarray, "..."] | Real


@dataclass(frozen=True, eq=False)
class Scan(Record):
    """Every c, and what it took.

    `rounds` are those that had to wait for each other; `combined` is how many pairs of
    neighbours were combined in all of them.
    """

    c: Rows
    rounds: int
    combined: int


def combine(early: tuple[Part, Part], late: tuple[Part, Part]) -> tuple[Part, Part]:
    r"""Two steps in a row as one: $(f_2 f_1,\; f_2 v_1 + v_2)$ [@blelloch1990]."""
    return late[0] * early[0], late[0] * early[1] + late[1]


def loop(f: ArrayLike, v: ArrayLike, first: ArrayLike | None = None) -> Scan:
    """One step after another, as a recurrent network walks.

    Args:
        f: (time, hidden), what multiplies the memory.
        v: (time, hidden), what comes in.
        first: the memory before the first step; zeros if None.

    Raises:
        ValueError: if the shapes do not agree, or a number is not finite.
    """
    f, v = _steps(f, v, first)
    c = v.copy()
    for t in range(1, len(c)):
        c[t] += f[t] * c[t - 1]
    return Scan(c, rounds=len(c) - 1, combined=len(c) - 1)


def doubling(f: ArrayLike, v: ArrayLike, first: ArrayLike | None = None) -> Scan:
    r"""Every row reaches twice as far back after every round: $\log_2 T$ rounds.

    The fewest rounds, for about $T \log_2 T$ combinations.

    Args:
        f: (time, hidden), what multiplies the memory.
        v: (time, hidden), what comes in.
        first: the memory before the first step; zeros if None.

    Raises:
        ValueError: if the shapes do not agree, or a number is not finite.
    """
    f, v = _steps(f, v, first)
    reach, rounds, combined = 1, 0, 0
    while reach < len(f):
        earlier = f[:-reach], v[:-reach]
        f[reach:], v[reach:] = combine(earlier, (f[reach:], v[reach:]))
        rounds, combined, reach = rounds + 1, combined + len(f) - reach, 2 * reach
    return Scan(v, rounds, combined)


def tree(f: ArrayLike, v: ArrayLike, first: ArrayLike | None = None) -> Scan:
    r"""Pair up, scan the pairs, fill the gaps: at most 2T combinations [@blelloch1990].

    About $2 \log_2 T$ rounds.

    Args:
        f: (time, hidden), what multiplies the memory.
        v: (time, hidden), what comes in.
        first: the memory before the first step; zeros if None.

    Raises:
        ValueError: if the shapes do not agree, or a number is not finite.
    """
    return Scan(*_tree(*_steps(f, v, first)))


def adjoint(
    f: ArrayLike, dc: ArrayLike, scan: Callable[[Rows, Rows], Scan] = tree
) -> Scan:
    r"""The gradient at every c: the same scan from the last step to the first.

    $\partial L/\partial c_t = d_t + f_{t+1} \odot \partial L/\partial c_{t+1}$, where
    $d_t$ reaches $c_t$ from outside [@martin2018].

    Args:
        f: (time, hidden), the multipliers of the forward walk.
        dc: (time, hidden), what reaches each c from outside, not from later steps.
        scan: `loop`, `doubling` or `tree`.

    Raises:
        ValueError: if the shapes do not agree, or a number is not finite.
    """
    f, dc = _steps(f, dc, None)
    later = np.vstack([np.zeros_like(f[:1]), f[:0:-1]])  # f[t + 1], last step first
    done = scan(later, dc[::-1])
    return Scan(done.c[::-1], done.rounds, done.combined)


def _tree(f: Rows, v: Rows) -> tuple[Rows, int, int]:
    if len(f) == 1:
        return v, 0, 0
    even = 2 * (len(f) // 2)
    pairs = combine((f[:even:2], v[:even:2]), (f[1::2], v[1::2]))
    known, rounds, combined = _tree(*pairs)
    c = v.copy()
    c[1::2] = known
    gaps = len(c[2::2])
    c[2::2] += f[2::2] * known[:gaps]
    return c, rounds + 1 + (gaps > 0), combined + even // 2 + gaps


def _steps(f: ArrayLike, v: ArrayLike, first: ArrayLike | None) -> tuple[Rows, Rows]:
    """Copies that fit, with the memory before the first step folded into v."""
    f = _rows("f", f, ("time", "hidden"))
    v = _rows("v", v, f.shape)
    if len(f) == 0:
        raise ValueError("f has no steps, expected at least one")
    if np.iscomplexobj(f) or np.iscomplexobj(v):
        f, v = f.astype(complex), v.astype(complex)
    if first is not None:
        v[0] += f[0] * _rows("first", first, f.shape[1:])
    return f, v


def _rows(name: str, value: ArrayLike, shape: tuple[int | str, ...]) -> np.ndarray:
    if not np.iscomplexobj(value) or np.ma.isMaskedArray(value):
        return as_array(name, value, shape).copy()
    value = np.asarray(value)
    return as_array(name, value.real, shape) + 1j * as_array(name, value.imag, shape)
