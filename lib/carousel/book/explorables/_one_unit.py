"""One unit with peepholes, as it answers its cell state: gates, new state, slopes."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel.cells import peephole
from carousel.shapes import ArrayLike, Real

ROWS = {  # what a table calls the parts of a response
    "input gate i": "i",
    "forget gate f": "f",
    "output gate o": "o",
    "new state": "c",
    "output h": "h",
    "direct term": "direct",
    "term through p_f": "through_f",
    "term through p_i": "through_i",
    "new c by old c, the sum": "slope",
    "term through the tanh": "dh_dc",
    "term through p_o": "through_o",
    "h by new c, the sum": "dh_dc_full",
    "h by old c": "dh_dc_prev",
}

PerState = Float[np.ndarray, " state"]


@dataclass(frozen=True, eq=False)
class Response:
    r"""What happens for every old cell state; all of one length.

    `direct`, `through_f` and `through_i` add up to `slope`, which is
    $\partial c_t/\partial c_{t-1}$; `dh_dc`, with o held, and `through_o` add up
    to `dh_dc_full`.
    """

    i: PerState
    f: PerState
    o: PerState
    c: PerState
    h: PerState
    direct: PerState
    through_f: PerState
    through_i: PerState
    dh_dc: PerState
    through_o: PerState

    @property
    def slope(self) -> PerState:
        r"""$\partial c_t/\partial c_{t-1}$, all terms."""
        return self.direct + self.through_f + self.through_i

    @property
    def dh_dc_full(self) -> PerState:
        r"""$\partial h_t/\partial c_t$, both terms."""
        return self.dh_dc + self.through_o

    @property
    def dh_dc_prev(self) -> PerState:
        r"""$\partial h_t/\partial c_{t-1}$, the product of the two."""
        return self.slope * self.dh_dc_full


def params(p: dict[str, Real], b: dict[str, Real], count: int) -> peephole.Params:
    """So many units that do not see each other, all with these peepholes and biases.

    Args:
        p: peepholes of i, f and o.
        b: biases of i, f, o and the candidate c.
        count: how many units.
    """
    silent = {f"W_{k}": np.zeros((count, 1)) for k in "ifco"}
    silent |= {f"U_{k}": np.zeros((count, count)) for k in "ifco"}
    levels = {f"p_{k}": np.full(count, float(v)) for k, v in p.items()}
    levels |= {f"b_{k}": np.full(count, float(v)) for k, v in b.items()}
    return peephole.Params(**silent, **levels)


def response(p: dict[str, Real], b: dict[str, Real], c_prev: ArrayLike) -> Response:
    r"""One step of the unit from every old cell state, with input and output zero.

    The peepholes of f and i add $c_{t-1} f(1-f) p_f$ and $\tilde c\, i(1-i) p_i$ to
    the direct term $f$ of $\partial c_t/\partial c_{t-1}$; that of o, which sees the
    new state, adds $o(1-o) p_o \tanh c_t$ to $o (1 - \tanh^2 c_t)$.
    """
    c_prev = np.atleast_1d(np.asarray(c_prev, float))
    first = peephole.State(h=np.zeros(len(c_prev)), c=c_prev)
    state, gates = peephole.step(params(p, b, len(c_prev)), [0.0], first)
    i, f, o, squashed = gates.i, gates.f, gates.o, np.tanh(state.c)
    return Response(
        i=i,
        f=f,
        o=o,
        c=state.c,
        h=state.h,
        direct=f,
        through_f=c_prev * f * (1 - f) * p["f"],
        through_i=gates.c_tilde * i * (1 - i) * p["i"],
        dh_dc=o * (1 - squashed**2),
        through_o=o * (1 - o) * p["o"] * squashed,
    )
