"""Questions on chapter 2: the direct path, step by step."""

import numpy as np

from carousel import initial
from carousel.book.exam.answers import Choice, Mend, Number, shown
from carousel.book.exam.drawing import grid, pick, share_kept
from carousel.book.exam.figure import Figure
from carousel.book.exam.question import BY_HAND, CODE, FIGURE, Asked, asks
from carousel.cells import sigmoid


@asks(chapter=2, kind=BY_HAND, minutes=4)
def bias_for_a_half_life(rng: np.random.Generator) -> Asked:
    """The forget bias of a half-life."""
    steps = int(grid(rng, 20, 500, 10))
    bias = float(initial.bias_for(steps))
    gate = float(sigmoid(bias))
    return Asked(
        text="Which forget bias gives the direct path a half-life of "
        f"{steps} steps, if the forget gate sees nothing but its bias?",
        answer=Number(bias, decimals=2),
        key=(
            f"$f^{{{steps}}} = 1/2$ gives $f = {gate:.5f}$.",
            f"$b_f = \\ln(f/(1 - f)) = {bias:.3f}$.",
            f"The rule of thumb $\\ln {steps} + 0.37$ gives "
            f"{np.log(steps) + 0.37:.2f}.",
        ),
        given={"steps": steps},
    )


@asks(chapter=2, kind=CODE, minutes=4)
def two_biases(rng: np.random.Generator) -> Asked:
    """PyTorch's two biases, both set."""
    bias, hidden = grid(rng, 0.5, 3.0, 0.5), pick(rng, 4, 8, 16)
    wanted, got = float(sigmoid(bias)), float(sigmoid(2 * bias))
    lines = (
        f"layer = torch.nn.LSTM(4, {hidden})",
        f"rows = slice({hidden}, {2 * hidden})",
        "with torch.no_grad():",
        f"    layer.bias_ih_l0[rows] = {bias}",
        f"    layer.bias_hh_l0[rows] = {bias}",
        "net = layer.bias_ih_l0[rows] + layer.bias_hh_l0[rows]",
        "result = torch.sigmoid(net)[0].item()",
    )
    return Asked(
        text=f"The forget bias is to be {bias}, so that a forget gate with input and "
        f"output at 0 is {wanted:.3f}. This code prints another gate.",
        answer=Mend(lines, 4, "    layer.bias_hh_l0[rows] = 0", wanted, got),
        key=(
            "PyTorch adds its two biases, so setting both sets their sum to "
            f"{2 * bias:g}.",
            f"The gate is $\\sigma({2 * bias:g}) = {got:.3f}$ and not "
            f"$\\sigma({bias:g}) = {wanted:.3f}$.",
        ),
        given={"bias": bias},
    )


@asks(chapter=2, kind=FIGURE, minutes=3)
def which_line_has_the_bias(rng: np.random.Generator) -> Asked:
    """Three lines of retention, and one bias."""
    biases = sorted(rng.choice([0.0, 1.0, 2.0, 3.0, 4.0], size=3, replace=False))
    steps = 30
    asked = int(rng.integers(3))
    kept = [share_kept(float(sigmoid(b)), steps)[:, 0] for b in biases]
    letters = rng.permutation(3)
    lines = {"ABC"[place]: [1.0, *kept[n][1::2]] for n, place in enumerate(letters)}
    half_life = float(initial.half_life(biases[asked]))
    return Asked(
        text="The figure shows what the direct path keeps of a gradient, in three "
        "LSTMs "
        "whose forget gates see nothing but their bias. Which line belongs to a forget "
        f"bias of {biases[asked]:g}?",
        answer=Choice(
            options=("line A", "line B", "line C"),
            reasons=tuple(
                f"its forget bias is {biases[int(np.flatnonzero(letters == n)[0])]:g}"
                for n in range(3)
            ),
            right=int(letters[asked]),
            value=float(kept[asked][-1]),
        ),
        key=(
            f"A gate of $\\sigma({biases[asked]:g}) = {sigmoid(biases[asked]):.3f}$ "
            f"halves a gradient in {half_life:.1f} steps.",
            f"After {steps} steps {shown(float(kept[asked][-1]), 2)} is left.",
        ),
        given={"bias": float(biases[asked]), "steps": steps},
        figure=Figure(
            title="What the direct path keeps",
            across="steps back",
            upright="share that is left",
            marks=list(range(0, steps + 1, 2)),
            lines=dict(sorted(lines.items())),
            ends=(1e-10, 1.0),
        ),
    )
