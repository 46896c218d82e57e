"""Questions on chapter 13: limits and heirs."""

import numpy as np

from carousel import flow
from carousel.book.exam.answers import Number, shown
from carousel.book.exam.drawing import grid, pick, unless
from carousel.book.exam.question import BY_HAND, Asked, asks
from carousel.heirs import depth, scan


@asks(chapter=13, kind=BY_HAND, minutes=5)
def two_steps_as_one(rng: np.random.Generator) -> Asked:
    """Steps combined in another order."""
    f = [grid(rng, 0.2, 0.9, 0.1) for _ in range(3)]
    v = [pick(rng, -0.8, -0.3, 0.4, 0.5, 1.2) for _ in range(3)]
    c_0 = pick(rng, -1.0, 0.5, 2.0)
    pair = scan.combine((f[1], v[1]), (f[2], v[2]))
    both = scan.combine((f[0], v[0]), pair)
    c_3 = float(both[0] * c_0 + both[1])
    unless(abs(c_3) < 0.03, "nearly nought")
    listed = ", ".join(f"({a}, {b})" for a, b in zip(f, v, strict=True))
    return Asked(
        text="A linear memory takes steps $c_t = f_t c_{t-1} + v_t$. The pairs "
        f"$(f_t, v_t)$ of three steps are {listed}. Combine the second and the third "
        "into "
        "one pair first, then the first with that pair. What is $c_3$ if "
        f"$c_0 = {c_0}$?",
        answer=Number(c_3, decimals=3),
        key=(
            "The pair of two steps is $(f_2 f_1, f_2 v_1 + v_2)$, the later one left.",
            f"Steps 2 and 3 together: ({pair[0]:.4g}, {pair[1]:.4g}); all three: "
            f"({both[0]:.4g}, {both[1]:.4g}).",
            f"$c_3 = {both[0]:.4g} \\cdot ({c_0}) + ({both[1]:.4g}) = {c_3:.4f}$.",
        ),
        given={"f": f, "v": v, "c_0": c_0},
    )


@asks(chapter=13, kind=BY_HAND, minutes=4)
def a_deep_residual_network(rng: np.random.Generator) -> Asked:
    """A product over layers."""
    slope = pick(rng, -0.1, -0.05, -0.02, 0.01, 0.02, 0.05, 0.1)
    layers = int(grid(rng, 20, 100, 10))
    stack = depth.Stack(
        "residual", np.full((layers, 1, 1), slope), np.zeros((layers, 1))
    )
    J = depth.layer_jacobians(stack, depth.run(stack, [0.0]))
    kept = float(flow.transport(J).matrix[0, 0])
    return Asked(
        text=f"A residual network of one unit has {layers} layers "
        f"$h_\\ell = h_{{\\ell-1}} + F(h_{{\\ell-1}})$. At its state the slope of $F$ "
        "is "
        f"{slope} in every layer. By which factor is a gradient multiplied on its way "
        "from the last layer to the first?",
        answer=Number(kept, digits=3),
        key=(
            f"Every layer multiplies by $1 + ({slope}) = {1 + slope:g}$.",
            f"${1 + slope:g}^{{{layers}}} = {shown(kept, 4)}$: the identity keeps "
            "no length.",
        ),
        given={"slope": slope, "layers": layers},
    )
