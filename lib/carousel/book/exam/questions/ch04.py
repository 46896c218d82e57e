"""Questions on chapter 4: a worked example, number by number."""

import numpy as np

from carousel import bptt, differences, flow
from carousel.book.exam.answers import Number, Verdict, shown
from carousel.book.exam.drawing import grid, mend, pick, unless
from carousel.book.exam.question import BY_HAND, CLAIM, CODE, Asked, asks
from carousel.cells import lstm
from carousel.examples import counterexamples, worked


@asks(chapter=4, kind=BY_HAND, minutes=8)
def back_along_the_carousel(rng: np.random.Generator) -> Asked:
    """Three steps forward, then back on the direct path."""
    gates = {name: values.copy() for name, values in worked.GATES.items()}
    for name in ("f", "i", "o"):
        gates[name][:, 0] = [grid(rng, 0.3, 0.9, 0.1) for _ in range(3)]
    gates["c_tilde"][:, 0] = [pick(rng, -0.4, -0.2, 0.3, 0.5) for _ in range(3)]
    trace = worked.trace(gates)
    c, direct = trace.c[:, 0], float(trace.direct[0, 0])
    by_step = "; ".join(
        f"step {t + 1} has $f = {gates['f'][t, 0]}$, $i = {gates['i'][t, 0]}$, "
        f"$\\tilde c = {gates['c_tilde'][t, 0]}$"
        for t in range(3)
    )
    return Asked(
        text=f"One unit of an LSTM starts at $c_0 = {c[0]}$ and takes three steps: "
        f"{by_step}. The last output gate is $o_3 = {gates['o'][2, 0]}$, and "
        "$L = h_3$. What does the direct path alone bring to $\\partial L/\\partial "
        "c_0$?",
        answer=Number(direct, decimals=3),
        key=(
            f"Forward: $c_1 = {c[1]:.4f}$, $c_2 = {c[2]:.4f}$, $c_3 = {c[3]:.4f}$.",
            "At the end $\\partial L/\\partial c_3 = o_3 (1 - \\tanh^2 c_3) = "
            f"{trace.direct[3, 0]:.4f}$.",
            f"Times $f_3$, $f_2$ and $f_1$: {direct:.4f}.",
        ),
        given={"gates": {name: values[:, 0] for name, values in gates.items()}},
    )


def _resting(rng: np.random.Generator) -> tuple[dict, float]:
    gates = {"f": grid(rng, 0.4, 0.8, 0.1), "i": grid(rng, 0.3, 0.6, 0.1)}
    gates |= {"o": grid(rng, 0.5, 0.9, 0.1), "c_tilde": pick(rng, 0.2, 0.4, 0.5)}
    return gates, pick(rng, 1.0, 2.0, 3.0)


@asks(chapter=4, kind=BY_HAND, minutes=8)
def one_step_back_in_full(rng: np.random.Generator) -> Asked:
    """A total derivative, through the output too."""
    gates, u_c = _resting(rng)
    params, first = counterexamples.one_unit(**gates, u_c=u_c)
    history = lstm.run(params, np.zeros((2, 1)), first)
    c = float(first.c[0])
    v = gates["o"] * (1 - np.tanh(c) ** 2)
    door = gates["i"] * (1 - gates["c_tilde"] ** 2) * u_c
    whole = float(flow.profile(params, history, [1.0]).c[0])
    return Asked(
        text="An LSTM with one unit rests: at every step "
        f"$f = {gates['f']}$, $i = {gates['i']}$, $o = {gates['o']}$, "
        f"$\\tilde c = {gates['c_tilde']}$ and $c = {shown(c, 4)}$. Only the candidate "
        f"reads the last output, with the weight $u_c = {u_c:g}$. The loss is "
        "$L = h_2$. What is the total derivative $\\partial L/\\partial c_1$?",
        answer=Number(whole, decimals=3),
        key=(
            "From a memory to its own output the factor is $v = o (1 - \\tanh^2 c) = "
            f"{v:.4f}$, from an output into the next memory "
            f"$i (1 - \\tilde c^2) u_c = {door:.4f}$.",
            "Two ways lead from $c_1$ to $c_2$: $f$, and $v$ followed by the second "
            f"factor, together {gates['f'] + v * door:.4f}.",
            f"Times $v$ for the last output: {whole:.4f}. The direct path alone gives "
            f"{gates['f'] * v:.4f}.",
        ),
        given={**gates, "u_c": u_c, "c": c},
    )


@asks(chapter=4, kind=CODE, minutes=6)
def the_walk_back(rng: np.random.Generator) -> Asked:
    """A backward pass with a slip."""
    gates, u_c = _resting(rng)
    params, first = counterexamples.one_unit(**gates, u_c=u_c)
    steps = int(grid(rng, 3, 6, 1))
    start = lstm.State(h=first.h, c=first.c + pick(rng, -0.5, 0.5))
    history = lstm.run(params, np.zeros((steps, 1)), start)
    dh = np.zeros((steps, 1))
    dh[-1] = 1.0
    value = float(bptt.backward(params, history, dh).first.c[0])
    names = {k: getattr(history, k)[:, 0] for k in ("f", "i", "o", "c_tilde", "c")}
    right = (
        "dh, dc = 1.0, 0.0",
        "for t in reversed(range(T)):",
        "    dc = dc + dh * o[t] * (1 - np.tanh(c[t]) ** 2)",
        "    da_c = dc * i[t] * (1 - c_tilde[t] ** 2)",
        "    dh = da_c * u_c",
        "    dc = dc * f[t]",
        "result = dc",
    )
    slips = {
        (
            2,
            "    dc = dh * o[t] * (1 - np.tanh(c[t]) ** 2)",
        ): "what came back along the memory from later steps is thrown away",
        (
            2,
            "    dc = dc + dh * o[t] * (1 - np.tanh(c[t]))",
        ): "the derivative of tanh is one minus its square",
        (3, "    da_c = dc * i[t] * (1 - c_tilde[t])"): "the slope of the candidate is "
        "one minus its square",
        (
            4,
            "    dh = 0.0",
        ): "the route through the last output and the candidate is cut",
        (5, "    dc = dc * i[t]"): "on the direct path the factor is the forget gate",
    }
    answer, why = mend(rng, right, slips, {**names, "T": steps, "u_c": u_c}, value)
    return Asked(
        text="An LSTM with one unit, of which only the candidate reads the last output "
        "(weight `u_c`), has taken `T` steps; its gates and memories are arrays by "
        "step. "
        "The code is to compute $\\partial L/\\partial c_0$ of $L = h_T$ with $h_0$ "
        f"held. Nudging $c_0$ gives {shown(value)}, the code gives "
        f"{shown(answer.printed)}.",
        answer=answer,
        key=(f"Line {answer.wrong + 1}: {why}.",),
        given={"params": params, "first": start, "steps": steps, "names": names}
        | {"u_c": u_c},
    )


@asks(chapter=4, kind=CLAIM, minutes=4)
def how_closely_nudging_agrees(rng: np.random.Generator) -> Asked:
    """The error of central differences."""
    o, c = grid(rng, 0.5, 0.9, 0.1), pick(rng, 0.2, 1.2, 1.5)
    nudge, line = pick(rng, 0.1, 0.01), pick(rng, 1e-2, 1e-3, 1e-5, 1e-6)
    exact = o * (1 - np.tanh(c) ** 2)
    nudged = float(
        differences.central(lambda c: o * np.tanh(c), np.array(c), nudge=nudge)
    )
    error = abs(nudged / exact - 1)
    unless(not 0.05 < error / line < 20, "too easy")
    return Asked(
        text=f"For $h = o \\tanh c$ with $o = {o}$, the derivative by $c$ at $c = {c}$ "
        "is "
        f"measured by central differences with a nudge of {nudge}, in double "
        "precision. "
        f"“The relative error is below {shown(line, 1)}.”",
        answer=Verdict(error, line, above=False),
        key=(
            "The error is about $\\epsilon^2/6$ times the third derivative: relative "
            "to "
            "the first one, $\\epsilon^2 (6 \\tanh^2 c - 2)/6$.",
            f"Here it is {shown(error, 2)}.",
        ),
        given={"o": o, "c": c, "nudge": nudge},
    )
