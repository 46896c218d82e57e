"""Questions on chapter 12: claims on trial."""

import numpy as np

from carousel import flow
from carousel.book.exam.drawing import choice, grid, pick
from carousel.book.exam.question import CHOICE, Asked, asks
from carousel.cells import logit, lstm
from carousel.examples import counterexamples


@asks(chapter=12, kind=CHOICE, minutes=4)
def gates_that_average(rng: np.random.Generator) -> Asked:
    """A product follows the geometric mean."""
    steps = int(grid(rng, 20, 60, 10))
    high, low = pick(rng, 0.95, 0.98, 0.99), pick(rng, 0.5, 0.6, 0.7, 0.8)
    middle, swing = (logit(high) + logit(low)) / 2, (logit(high) - logit(low)) / 2
    weights = {f"W_{k}": [[0.0]] for k in "ifco"} | {"W_f": [[swing]]}
    weights |= {f"U_{k}": [[0.0]] for k in "ifco"}
    weights |= {f"b_{k}": [0.0] for k in "ifco"} | {"b_f": [middle]}
    x = np.resize([1.0, -1.0], steps)[:, None]
    kept = float(flow.retention(lstm.run(lstm.Params(**weights), x))[-1, 0])
    mean = (high + low) / 2
    return Asked(
        text=f"A forget gate is {high} at every odd step and {low} at every even one. "
        f"What does the direct path keep after {steps} steps?",
        answer=choice(
            rng,
            kept,
            f"half of the steps multiply by {high}, the others by {low}",
            {
                "this takes the average gate; a product follows the geometric "
                "mean": mean**steps,
                "this takes the larger gate at every step": high**steps,
                "this takes the smaller gate at every step": low**steps,
            },
        ),
        key=(
            f"${high}^{{{steps // 2}}} \\cdot {low}^{{{steps // 2}}}$.",
            f"The geometric mean of the gates is {(high * low) ** 0.5:.4f}, their "
            "average "
            f"{mean:.4f}.",
        ),
        given={"high": high, "low": low, "steps": steps},
    )


@asks(chapter=12, kind=CHOICE, minutes=6)
def what_retain_grad_gives(rng: np.random.Generator) -> Asked:
    """What is missing from a kept gradient."""
    gates = {"f": grid(rng, 0.5, 0.9, 0.1), "i": grid(rng, 0.4, 0.8, 0.1)}
    gates |= {"o": grid(rng, 0.6, 0.9, 0.1), "c_tilde": pick(rng, 0.2, 0.3)}
    u_c = pick(rng, 2.0, 3.0, 4.0)
    params, first = counterexamples.one_unit(**gates, u_c=u_c)
    history = lstm.run(params, np.zeros((2, 1)), first)
    c = float(first.c[0])
    v = gates["o"] * (1 - np.tanh(c) ** 2)
    total = float(flow.profile(params, history, [1.0]).c[0])
    memory = v * gates["f"]
    output = v * gates["i"] * (1 - gates["c_tilde"] ** 2) * u_c
    return Asked(
        text="An `LSTMCell` gives $h_1$ and $c_1$ as two outputs of one operation, and "
        "both go into the next step. After the backward pass `retain_grad` has kept "
        f"{memory:.4f} for $c_1$ and {output:.4f} for $h_1$. Here $o_1 = {gates['o']}$ "
        f"and $c_1 = {c:.4f}$. What is the total derivative of the loss by $c_1$, "
        "through "
        "$c_2$ and through $h_1$?",
        answer=choice(
            rng,
            total,
            "what comes through $h_1$ is multiplied by $o_1 (1 - \\tanh^2 c_1)$",
            {
                "this holds $h_1$ fixed": memory,
                "what comes through $h_1$ has a factor of its own": memory + output,
                "the slope of the output by the memory is not the gate alone": memory
                + output * gates["o"],
            },
        ),
        key=(
            f"From $c_1$ to $h_1$ the factor is $o_1 (1 - \\tanh^2 c_1) = {v:.4f}$.",
            f"${memory:.4f} + {output:.4f} \\cdot {v:.4f} = {total:.4f}$.",
        ),
        given={**gates, "u_c": u_c, "c": c},
    )
