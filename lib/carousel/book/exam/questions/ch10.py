"""Questions on chapter 10: in the wild."""

import numpy as np

from carousel import flow, initial
from carousel.book.exam.answers import Number, Verdict, shown
from carousel.book.exam.drawing import choice, grid, pick, unit, unless
from carousel.book.exam.question import BY_HAND, CHOICE, CLAIM, Asked, asks
from carousel.cells import gru_reset_before, lstm
from carousel.lab import wild

OPEN = 1 - 1e-6  # a gate that is 1 to six digits


@asks(chapter=10, kind=CLAIM, minutes=4)
def what_a_bias_promises(rng: np.random.Generator) -> Asked:
    """The half-life of the largest forget bias beside the one that was measured."""
    long = [x for x in wild.layers() if x.gated and x.long and "beats" not in x.name]
    layer, times = pick(rng, *long), pick(rng, 3, 10, 30, 100, 300)
    found = layer.found["random"]
    bias = round(float(initial.bias_for(found["half_life_of_largest_bias"])), 2)
    promised, slowest = float(initial.half_life(bias)), found["half_life"][2]
    unless(not 0.05 < slowest / promised / times < 20, "too easy")
    return Asked(
        text=f"In a layer of a network in use ({layer.name}) the gate that multiplies "
        f"the memory has {bias} as its largest bias. At work, its slowest unit keeps "
        f"half of a gradient for {shown(slowest)} steps on the direct path. "
        f"“That is more than {times} times as long as the largest bias promises.”",
        answer=Verdict(slowest / promised, times, above=True),
        key=(
            f"A gate of $\\sigma({bias})$ has a half-life of "
            f"$\\ln 0.5/\\ln \\sigma({bias}) = {shown(promised)}$ steps.",
            f"{shown(slowest)} is {shown(slowest / promised)} times that: what the "
            "layer reads and its own outputs move the gate too.",
        ),
        given={"layer": layer.name},
    )


@asks(chapter=10, kind=BY_HAND, minutes=5)
def a_longer_indirect_part(rng: np.random.Generator) -> Asked:
    """The cosine between direct part and whole, from three lengths."""
    detector, end, lag = wild.opus(), int(grid(rng, 80, 500, 20)), pick(rng, 5, 10, 20)
    loss = detector.says_music
    run = gru_reset_before.run(detector.params, detector.x[:end])
    shares, norms = (f(detector.params, run, loss) for f in (flow.shares, flow.profile))
    r, cosine = float(shares.ratio[lag]), float(shares.cosine[lag])
    at = end - 1 - lag
    s = float(norms.h[at] / norms.direct[at])
    unless(not (0.4 < r < 4 and s > 0.3 and abs(cosine) > 0.1), "hard to round")
    read_r, read_s = float(f"{r:.3g}"), float(f"{s:.3g}")
    by_hand = (1 + read_s**2 - read_r**2) / (2 * read_s)
    unless(abs(by_hand - cosine) > 0.005, "the rounded lengths give another cosine")
    return Asked(
        text="Opus' detector of speech and music, a GRU, has read "
        f"{end} frames. For its own score, the gradient {lag} steps back is the sum of "
        "a direct part, along the direct path, and an indirect part, through the "
        "gates. Measured in lengths of the direct part, the indirect part has the "
        f"length {shown(r)} and the sum of the two {shown(s)}. What is the cosine of "
        "the angle between the direct part and the sum?",
        answer=Number(cosine, decimals=2),
        key=(
            "The three are the sides of a triangle. If the indirect part has length "
            "$r$, the sum $s$, and $q$ is the cosine, then $r^2 = 1 + s^2 - 2 s q$.",
            f"$q = (1 + {read_s:g}^2 - {read_r:g}^2)/(2 \\cdot {read_s:g}) = "
            f"{by_hand:.3f}$.",
            "A long indirect part turns the gradient little if it points the same way.",
        ),
        given={"end": end, "lag": lag},
    )


@asks(chapter=10, kind=CHOICE, minutes=4)
def a_unit_that_counts(rng: np.random.Generator) -> Asked:
    """A forget gate of 1 whose memory no loss reaches."""
    steps, o = int(grid(rng, 4, 10, 1)), grid(rng, 0.5, 0.9, 0.1)
    c_tilde = pick(rng, 0.6, 0.7, 0.8, 0.9)
    params, first = unit({"f": OPEN, "i": OPEN, "c_tilde": c_tilde, "o": o}, 0.0)
    history = lstm.run(params, np.zeros((steps, 1)), first)
    c, h = float(history.c[-1, 0]), float(history.h[-1, 0])
    arrives = float(flow.profile(params, history, [1.0]).c[0])
    return Asked(
        text="In a network that finds beats in music, some units count: their forget "
        "gate and their input gate are 1 to six digits at every step. The candidate of "
        f"such a unit is {c_tilde}, its output gate {o}, and it starts at $c_0 = 0$. "
        f"Leave its peepholes out. The loss is $L = h_{{{steps}}}$. "
        "What does the direct path bring to $\\partial L/\\partial c_1$?",
        answer=choice(
            rng,
            arrives,
            "the gate loses nothing, and the slope of $\\tanh$ lets almost nothing in",
            {
                "the memory hands on all it gets, but it gets only what the slope of "
                "$\\tanh$ lets in": 1.0,
                "the slope of $\\tanh c$ is $1 - \\tanh^2 c$": o * (1 - np.tanh(c)),
                "this is the output over the memory, not the slope of one by the "
                "other": h / c,
            },
        ),
        key=(
            f"The memory has counted to $c_{{{steps}}} = {c:.2f}$.",
            f"From $c_{{{steps}}}$ to $h_{{{steps}}}$ the factor is "
            f"$o (1 - \\tanh^2 c) = {shown(arrives)}$, and every step back multiplies "
            "by 1.",
        ),
        given={"steps": steps, "o": o, "c_tilde": c_tilde},
    )
