"""Questions on chapter 7: peepholes."""

import numpy as np

from carousel import jacobian
from carousel.book.exam.answers import Number, Verdict, shown
from carousel.book.exam.drawing import grid, mend, pick, unit, unless
from carousel.book.exam.question import BY_HAND, CLAIM, CODE, Asked, asks
from carousel.cells import peephole


def peeping(
    gates: dict[str, float], c_prev: float, p: dict[str, float]
) -> tuple[peephole.Params, peephole.State]:
    """A unit with peepholes whose i, f and candidate have these values.

    Its output gate has them too, before its peephole is added.
    """
    plain, first = unit(gates, c_prev)
    weights = {**vars(plain), **{f"p_{k}": [p[k]] for k in "ifo"}}
    weights["b_i"] = plain.b_i - p["i"] * c_prev
    weights["b_f"] = plain.b_f - p["f"] * c_prev
    return peephole.Params(**weights), peephole.State(h=first.h, c=first.c)


def _drawn(rng: np.random.Generator) -> tuple[dict, float, dict]:
    gates = {k: grid(rng, 0.2, 0.9, 0.1) for k in ("f", "i", "o")}
    gates["c_tilde"] = pick(rng, -0.8, -0.4, 0.4, 0.8)
    p = {k: pick(rng, -2.0, -1.0, 1.0, 2.0) for k in "ifo"}
    return gates, pick(rng, -1.5, -0.8, 0.8, 1.5), p


def _factor(gates: dict, c_prev: float, p: dict) -> tuple[float, float, float]:
    """The factor of the carousel, and its parts through either peephole."""
    params, first = peeping(gates, c_prev, p)
    paths = jacobian.paths(params, peephole.run(params, [[0.0]], first))
    forget = c_prev * gates["f"] * (1 - gates["f"]) * p["f"]
    write = gates["c_tilde"] * gates["i"] * (1 - gates["i"]) * p["i"]
    return float((paths.direct + paths.peephole)[0, 0, 0]), forget, write


def _told(gates: dict, c_prev: float, p: dict) -> str:
    return (
        f"$f_t = {gates['f']}$, $i_t = {gates['i']}$, $\\tilde c_t = "
        f"{gates['c_tilde']}$, $c_{{t-1}} = {c_prev}$, $p_f = {p['f']:g}$ and "
        f"$p_i = {p['i']:g}$"
    )


@asks(chapter=7, kind=BY_HAND, minutes=6)
def the_factor_with_peepholes(rng: np.random.Generator) -> Asked:
    """The direct factor and its terms through peepholes."""
    gates, c_prev, p = _drawn(rng)
    d_t, forget, write = _factor(gates, c_prev, p)
    unless(abs(d_t) < 0.02, "nearly nought")
    return Asked(
        text=f"A unit has peepholes. In one step {_told(gates, c_prev, p)}. What is "
        "the "
        "derivative of $c_t$ by $c_{t-1}$ with $h_{t-1}$ held?",
        answer=Number(d_t, decimals=3),
        key=(
            "$d_t = f_t + c_{t-1} f_t (1 - f_t) p_f + \\tilde c_t i_t (1 - i_t) p_i$.",
            f"${gates['f']} + ({forget:.4f}) + ({write:.4f}) = {d_t:.4f}$.",
        ),
        given={"gates": gates, "c_prev": c_prev, "p": p},
    )


@asks(chapter=7, kind=CLAIM, minutes=5)
def above_one(rng: np.random.Generator) -> Asked:
    """Whether peepholes make a step lengthen a gradient."""
    gates, c_prev, p = _drawn(rng)
    gates["f"] = grid(rng, 0.7, 0.9, 0.1)
    p["f"] *= 2
    d_t, forget, write = _factor(gates, c_prev, p)
    return Asked(
        text=f"A unit has peepholes, and in one step {_told(gates, c_prev, p)}. “With "
        "$h_{t-1}$ held, this step makes a gradient longer on its way from $c_t$ to "
        "$c_{t-1}$.”",
        answer=Verdict(abs(d_t), 1.0, above=True),
        key=(
            "$d_t = f_t + c_{t-1} f_t (1 - f_t) p_f + \\tilde c_t i_t (1 - i_t) p_i$.",
            f"${gates['f']} + ({forget:.3f}) + ({write:.3f}) = {d_t:.3f}$, and a "
            "gradient "
            "grows if that is above 1 or below -1.",
        ),
        given={"gates": gates, "c_prev": c_prev, "p": p},
    )


@asks(chapter=7, kind=CODE, minutes=5)
def a_step_with_peepholes(rng: np.random.Generator) -> Asked:
    """A forward step with a slip."""
    gates, c_prev, p = _drawn(rng)
    params, first = peeping(gates, c_prev, p)
    state, _ = peephole.step(params, [0.0], first)
    value = float(state.h[0])
    names = {f"a_{k}": float(getattr(params, f"b_{k}")[0]) for k in "ifoc"}
    names |= {f"p_{k}": p[k] for k in "ifo"} | {"c_prev": c_prev}
    right = (
        "i = sigmoid(a_i + p_i * c_prev)",
        "f = sigmoid(a_f + p_f * c_prev)",
        "c = f * c_prev + i * np.tanh(a_c)",
        "o = sigmoid(a_o + p_o * c)",
        "result = o * np.tanh(c)",
    )
    slips = {
        (
            0,
            "i = sigmoid(a_i) + p_i * c_prev",
        ): "a peephole adds to the net input, inside the sigmoid",
        (1, "f = sigmoid(a_f + p_f * i)"): "the forget gate sees the cell state, not "
        "another gate",
        (2, "c = f * c_prev + i * a_c"): "the candidate is squashed",
        (
            3,
            "o = sigmoid(a_o + p_o * c_prev)",
        ): "the output gate sees the new cell state",
        (4, "result = o * c"): "the output shows the squashed cell state",
    }
    answer, why = mend(rng, right, slips, names, value)
    given = ", ".join(f"`{k}` = {v:.3g}" for k, v in names.items())
    return Asked(
        text="The code is to take one step of a unit with peepholes and to print "
        "$h_t$. "
        f"It reads {given}, where the letters a are net inputs without peepholes. It "
        f"gives {shown(answer.printed)}; right is {shown(value)}.",
        answer=answer,
        key=(f"Line {answer.wrong + 1}: {why}.",),
        given={"names": names, "p": p, "gates": gates, "c_prev": c_prev},
    )
