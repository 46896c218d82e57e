"""Questions on chapter 1: the constant error carousel."""

import numpy as np

from carousel import bptt, initial, jacobian
from carousel.book.exam.answers import Number, shown
from carousel.book.exam.drawing import choice, grid, pick, share_kept, unit, unless
from carousel.book.exam.figure import Figure
from carousel.book.exam.question import BY_HAND, CHOICE, FIGURE, Asked, asks
from carousel.cells import logit, lstm, lstm_1997, rnn, sigmoid


@asks(chapter=1, kind=BY_HAND, minutes=3)
def half_life_of_a_gate(rng: np.random.Generator) -> Asked:
    """Steps until a constant gate has halved a gradient."""
    f = grid(rng, 0.80, 0.99, 0.01)
    steps = float(initial.half_life(logit(f)))
    return Asked(
        text=f"The forget gate of a unit stays at $f = {f}$. After how many steps is "
        "half of a gradient left on the direct path?",
        answer=Number(steps, decimals=1, unit="steps"),
        key=(
            "The direct path keeps $f^k$ after $k$ steps.",
            "$f^k = 1/2$ gives $k = \\ln 0.5 / \\ln f$.",
            f"$k = {np.log(0.5):.4f} / {np.log(f):.4f} = {steps:.3f}$.",
        ),
        given={"f": f},
    )


@asks(chapter=1, kind=BY_HAND, minutes=5)
def one_step_forward(rng: np.random.Generator) -> Asked:
    """The output of one step, from its net inputs."""
    nets = {k: grid(rng, -2.0, 2.0, 0.5) for k in "ifo"} | {"c": pick(rng, -1.0, 1.0)}
    c_prev = pick(rng, -0.8, -0.5, 0.5, 0.8)
    gates = {k: float(sigmoid(nets[k])) for k in "ifo"}
    params, first = unit({**gates, "c_tilde": np.tanh(nets["c"])}, c_prev)
    state, made = lstm.step(params, [0.0], first)
    c_t, h_t = float(state.c[0]), float(state.h[0])
    unless(abs(c_t) < 0.05 or abs(h_t) < 0.02, "an output near nought")
    return Asked(
        text="The net inputs of an LSTM with one unit are "
        f"$a^i = {nets['i']}$, $a^f = {nets['f']}$, $a^o = {nets['o']}$ and, for the "
        f"candidate, $a^c = {nets['c']}$. The cell state before the step is "
        f"$c_{{t-1}} = {c_prev}$. What is $h_t$?",
        answer=Number(h_t, decimals=3),
        key=(
            f"$i_t = {made.i[0]:.3f}$, $f_t = {made.f[0]:.3f}$, $o_t = "
            f"{made.o[0]:.3f}$ "
            f"and $\\tilde c_t = {made.c_tilde[0]:.3f}$.",
            f"$c_t = f_t c_{{t-1}} + i_t \\tilde c_t = {c_t:.4f}$.",
            f"$h_t = o_t \\tanh c_t = {h_t:.4f}$.",
        ),
        given={"nets": nets, "c_prev": c_prev},
    )


@asks(chapter=1, kind=FIGURE, minutes=4)
def the_rnn_and_the_carousel(rng: np.random.Generator) -> Asked:
    """When an RNN's line falls below a mark."""
    f, u = grid(rng, 0.95, 0.99, 0.01), grid(rng, 0.62, 0.86, 0.02)
    steps, line = 48, pick(rng, 1e-1, 1e-2, 1e-3)
    still = rnn.Params(W=[[0.0]], U=[[u]], b=[0.0])  # at rest tanh has slope 1
    J = jacobian.steps(still, rnn.run(still, np.zeros((steps, 1))))
    kept = {"A": share_kept(f, steps)[:, 0], "B": np.cumprod(J[:, 0, 0])}
    below = int(np.argmax(kept["B"] < line)) + 1
    unless(not kept["B"][-1] < line, "it falls below the line later")
    marks = list(range(0, steps + 1, 2))
    lines = {k: [1.0, *values[1::2]] for k, values in kept.items()}
    return Asked(
        text="The figure shows how much of a gradient is left after so many steps "
        "back: "
        "A on the direct path of an LSTM, B in an RNN of one unit. After how many "
        "steps "
        f"has B fallen below {shown(line, 1)}?",
        answer=Number(below, decimals=0, unit="steps", within="Up to two more or less"),
        key=(
            f"B is straight on a logarithmic axis: it falls by one factor per step, "
            f"which is {u} here.",
            f"${u}^k$ is below {shown(line, 1)} from $k = {below}$ on.",
        ),
        given={"u": u, "line": line},
        figure=Figure(
            title="What is left of a gradient",
            across="steps back",
            upright="share that is left",
            marks=marks,
            lines=lines,
            ends=(1e-4, 1.0),
        ),
    )


@asks(chapter=1, kind=CHOICE, minutes=3)
def the_theorem_of_1997(rng: np.random.Generator) -> Asked:
    """What the truncated gradient of 1997 keeps."""
    steps = int(grid(rng, 20, 60, 10))
    params = lstm_1997.init(4, 2, rng=rng)
    history = lstm_1997.run(params, rng.normal(size=(steps, 2)))
    dh = np.zeros((steps, 4))
    dh[-1] = rng.normal(size=4)
    cut, full = (
        float(np.linalg.norm(bptt.backward(params, history, dh, mode=mode).first.c))
        for mode in ("truncated", "full")
    )
    return Asked(
        text="A cell of 1997, which has no forget gate, reads a sequence of "
        f"{steps} steps. The loss reads the last output only, and the norm of "
        f"$\\partial L/\\partial c_{{{steps}}}$ is {shown(cut)}. The gradient is "
        "truncated as in 1997. What is the norm of $\\partial L/\\partial c_0$?",
        answer=choice(
            rng,
            cut,
            "with $h_{t-1}$ held inside gates and candidate, each step multiplies by 1",
            {
                "a forget gate of 0.9 would do this; this cell has none": cut
                * 0.9**steps,
                "the gradient is handed on whole, not shared among the steps": cut
                / steps,
                "this is the full gradient of the same network": full,
            },
        ),
        key=(
            "$c_t = c_{t-1} + i_t \\tilde c_t$, and with all but $c_{t-1}$ held, "
            "$\\partial c_t/\\partial c_{t-1} = 1$.",
            "So the norm is the same at every step.",
        ),
        given={"params": params, "x": history.x, "dh_last": dh[-1]},
    )
