"""What may be turned, and its words: the sentences of a diagnosis.

A slip names places and what is done there. Which slip it was is found by computing what
each of them would give.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from carousel.book.check._turns import GATES, ROUTES

Words = Mapping[tuple[str, str], str]  # by place, and by what is done there


@dataclass(frozen=True)
class Slip:
    """A way to be wrong: its name, its words, and what it turns or computes."""

    name: str
    says: str
    turned: Mapping[str, str] = field(default_factory=dict)
    compute: Callable | None = None


def _told(words: Words) -> list[Slip]:
    return [
        Slip(f"{place} {how}", says, {place: how})
        for (place, how), says in words.items()
    ]


def _done(place: str, what: str, *hows: str) -> dict[tuple[str, str], str]:
    done = {
        "missing": "is missing",
        "sign": "has the wrong sign",
        "twice": "is counted twice",
        "transposed": "has U where Uᵀ belongs",
        "open": "is still open",
    }
    return {(place, how): f"{what} {done[how]}" for how in hows}


def without(routes: Iterable[str]) -> list[Slip]:
    """Several routes missing at once: two of them, three, …, all."""
    slips = []
    for count in range(2, len(tuple(routes)) + 1):
        for some in combinations(routes, count):
            says = f"the {', '.join(some[:-1])} and {some[-1]} paths are missing"
            if some == ROUTES:
                says = f"it is the direct path alone, with h_prev held: {says}"
            name = f"{' '.join(some)} missing"
            slips.append(Slip(name, says, dict.fromkeys(some, "missing")))
    return slips


def pairs(slips: Iterable[Slip]) -> list[Slip]:
    """Two of the slips at once, at places that differ."""
    return [
        Slip(
            f"{one.name}, {two.name}",
            f"{one.says}, and {two.says}",
            {**one.turned, **two.turned},
        )
        for one, two in combinations([s for s in slips if len(s.turned) == 1], 2)
        if not one.turned.keys() & two.turned.keys()
    ]


GATE = _told(
    {
        ("Wx", "missing"): "it does not read x_t: W @ x_t is missing",
        ("Uh", "missing"): "it does not read h_prev: U @ h_prev is missing",
        ("b", "missing"): "the bias b is missing",
        ("U", "transposed"): "U is transposed",
        ("Wx", "sign"): "W @ x_t has the wrong sign",
        ("Uh", "sign"): "U @ h_prev has the wrong sign",
        ("b", "sign"): "the bias has the wrong sign",
        ("squash", "other"): "tanh squashes where the sigmoid belongs",
        ("squash", "none"): "nothing squashes the net input",
        ("squash", "sign"): "the exponent of the sigmoid has the wrong sign",
    }
)
STEP = GATE + _told(
    {
        ("squash c", "other"): "the sigmoid squashes the candidate where tanh belongs",
        ("squash c", "none"): "nothing squashes the candidate",
        ("gates", "i and f"): "the input and the forget gate have changed places",
        ("gates", "o and f"): "the output and the forget gate have changed places",
        ("gates", "i and o"): "the input and the output gate have changed places",
        ("tied", "to_f"): "the input gate is 1 - f_t instead of a gate of its own",
        ("kept", "missing"): "the old memory, f_t * c_prev, is missing from c_t",
        ("written", "missing"): "what is new, i_t * c_tilde_t, is missing from c_t",
        ("seen", "late"): "h_t is one step late: it reads c_prev instead of c_t",
        ("tanh c", "missing"): "h_t reads c_t without its tanh",
        ("o", "missing"): "the output gate is missing from h_t",
        ("order", "c first"): "h_t and c_t came in the wrong order",
    }
)
RUN = STEP + _told(
    {
        ("h", "held"): "h is not handed on: every step reads h_0",
        ("c", "held"): "c is not handed on: every step reads c_0",
        ("first", "zero"): "it starts from zeros instead of h_0 and c_0",
        ("x", "late"): "x is read one step late",
        ("x", "reversed"): "x is read from its end",
    }
)
_SLOPE = {k: f"{k}_t (1 - {k}_t)" for k in "ifo"} | {"c": "1 - c_tilde_t²"}
_OTHER = dict.fromkeys("ifo", "a tanh") | {"c": "a sigmoid"}
NET_INPUTS = _told(
    _done("readout", "the route from h_t into c_t", "missing", "sign", "twice")
    | _done("later", "dc_t, what reaches c_t from later steps,", "missing")
    | {(f"slope {k}", "missing"): f"da_{k} lacks the slope {_SLOPE[k]}" for k in GATES}
    | {
        (f"slope {k}", "other"): f"da_{k} has the slope of {_OTHER[k]}, not {_SLOPE[k]}"
        for k in GATES
    }
    | {
        ("seen i", "missing"): "da_i lacks the factor c_tilde_t",
        ("seen f", "missing"): "da_f lacks the factor c_prev",
        ("seen c", "missing"): "da_c lacks the factor i_t",
        ("seen o", "missing"): "da_o lacks the factor tanh(c_t)",
        ("seen i", "c_prev"): "da_i has c_prev, but the input gate scales c_tilde_t",
        ("seen f", "late"): "da_f is one step late: it has c_t where c_prev belongs",
        ("tanh c", "missing"): "da_o has c_t without its tanh",
        ("tanh c", "late"): "da_o is one step late: it has c_prev where c_t belongs",
        ("readout slope", "missing"): "the route from h_t into c_t lacks 1 - tanh² c_t",
    }
)
_PATHS = {name: f"the {name} path, U_{k}ᵀ times da_{k}," for k, name in GATES.items()}
_ALL = Slip(
    "every U transposed",
    "the four gate paths have U where Uᵀ belongs: transposed",
    dict.fromkeys(ROUTES, "transposed"),
)
PATHS = [
    *_told(_done("direct", "the direct path, f_t dc_t,", "missing", "sign", "twice")),
    *(
        slip
        for name, what in _PATHS.items()
        for slip in _told(_done(name, what, "missing", "transposed", "sign", "twice"))
    ),
    _ALL,
    *without(ROUTES),
]
BACK = PATHS + _told(
    {
        ("direct of", "later"): "the direct path starts at dc_t alone, without what "
        "h_t sends into c_t: the route from h_t into c_t is missing there",
        ("order", "c first"): "dh_prev and dc_prev came in the wrong order",
    }
)
JACOBIAN = PATHS + _told(
    {
        ("blocks", "c_first"): "c stands above h; h comes first, in rows and columns",
        ("columns", "c_first"): "in the columns c stands before h; h comes first",
        ("whole", "transposed"): "it is transposed: rows are the new state",
        ("hh", "missing"): "the block of h_t by h_prev is 0",
        ("hc", "missing"): "the block of h_t by c_prev is 0",
        ("ch", "missing"): "the block of c_t by h_prev is 0: h_prev is held",
        ("cc", "missing"): "the block of c_t by c_prev is 0",
    }
)
WEIGHTS = _told(
    {
        ("sum", "last"): "the sum over time is missing: only the last step counts",
        ("sum", "first"): "the sum over time is missing: only the first step counts",
        ("sum", "mean"): "it takes the mean over time where the sum belongs",
        ("h in dU", "late"): "dU is one step late: it has h_t where h_prev belongs",
        ("dU", "transposed"): "dU is transposed: rows are net inputs, columns h_prev",
        ("h_0", "held"): "h_0 is held: the first step adds nothing to dU",
        ("told", "last"): "dh is read at the last step alone",
        ("told", "late"): "dh is read one step late",
    }
)
CUT = _told(
    {
        ("cut", ""): "nothing is cut: this is the full gradient",
        ("direct", "missing"): "the direct path is cut as well; it has to stay open",
        ("trained", "no gate"): "the gates do not learn: their weights get no gradient",
    }
) + _told(
    {
        (name, "open"): f"the {name} path is still open, U_{k}ᵀ da_{k} goes on"
        for k, name in GATES.items()
    }
)
PEEPHOLES = _told(
    {
        (f"p_{k}", how): f"{what}, p_{k} da_{k}, {done}"
        for k, what in {
            "i": "the peephole path into the input gate",
            "f": "the peephole path into the forget gate",
            "o": "the peephole path into the output gate, which sees c_t",
        }.items()
        for how, done in {"missing": "is missing", "sign": "has the wrong sign"}.items()
    }
) + without(["p_i", "p_f", "p_o"])
PROFILE = PATHS + _told(
    {
        ("asked", "h"): "these are the norms at h_t, not at c_t",
        (
            "asked",
            "later",
        ): "the route from h_t into c_t is missing in what is measured",
        ("norm", "squared"): "the norms are squared",
        ("readout", "missing"): "the route from h_t into c_t is missing",
    }
)
