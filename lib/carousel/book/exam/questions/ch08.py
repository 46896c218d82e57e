"""Questions on chapter 8: clipping."""

import numpy as np

from carousel import clipping
from carousel.book.exam.answers import Number, shown
from carousel.book.exam.drawing import grid, mend, pick, unless
from carousel.book.exam.figure import Figure
from carousel.book.exam.question import BY_HAND, CODE, FIGURE, Asked, asks


def _gradient(rng: np.random.Generator) -> dict[str, np.ndarray]:
    drawn = rng.choice([-6.0, -3.0, -2.0, 1.0, 2.0, 4.0, 5.0], size=3, replace=False)
    return {"W": drawn[:2], "b": drawn[2:]}


def _told(gradient: dict[str, np.ndarray]) -> str:
    W, b = gradient["W"], gradient["b"]
    return f"$\\partial L/\\partial W = ({W[0]:g}, {W[1]:g})$ and " + (
        f"$\\partial L/\\partial b = {b[0]:g}$"
    )


@asks(chapter=8, kind=BY_HAND, minutes=4)
def clipped_by_norm(rng: np.random.Generator) -> Asked:
    """One factor for all arrays."""
    gradient, threshold = _gradient(rng), grid(rng, 0.5, 3.0, 0.5)
    clipped, norm = clipping.by_norm(gradient, threshold)
    unless(norm < 1.2 * threshold, "hardly clipped")
    entry = float(clipped["b"][0])
    return Asked(
        text=f"A layer has three weights. {_told(gradient)}. All of it together is "
        f"clipped by norm to {threshold:g}. What becomes of $\\partial L/\\partial b$?",
        answer=Number(entry, decimals=3),
        key=(
            f"The norm of all three together is {norm:.4f}.",
            f"All are multiplied by ${threshold:g}/{norm:.4f} = "
            f"{threshold / norm:.4f}$.",
            f"${gradient['b'][0]:g}$ becomes {entry:.4f}.",
        ),
        given={"gradient": gradient, "threshold": threshold},
    )


@asks(chapter=8, kind=BY_HAND, minutes=5)
def clipped_by_value(rng: np.random.Generator) -> Asked:
    """How far clipping by value turns a gradient."""
    gradient, threshold = _gradient(rng), pick(rng, 1.5, 2.5, 3.5)
    clipped, _ = clipping.by_value(gradient, threshold)
    g, g_clipped = (np.concatenate([p["W"], p["b"]]) for p in (gradient, clipped))
    cosine = float(g @ g_clipped / np.linalg.norm(g) / np.linalg.norm(g_clipped))
    unless(cosine > 0.998, "hardly turned")
    listed = ", ".join(f"{value:g}" for value in g_clipped)
    return Asked(
        text=f"A layer has three weights. {_told(gradient)}. Every entry is clipped by "
        f"value to {threshold:g}. What is the cosine of the angle between the gradient "
        "and the clipped gradient?",
        answer=Number(cosine, decimals=3),
        key=(
            f"The clipped gradient is ({listed}).",
            f"The product of the two is {g @ g_clipped:g}, their norms are "
            f"{np.linalg.norm(g):.4f} and {np.linalg.norm(g_clipped):.4f}.",
            f"The cosine is {cosine:.4f}; clipping by norm would leave it at 1.",
        ),
        given={"gradient": gradient, "threshold": threshold},
    )


@asks(chapter=8, kind=FIGURE, minutes=4)
def the_percentile_of_norms(rng: np.random.Generator) -> Asked:
    """A threshold that is a percentile of what was seen."""
    norms = np.round(10 ** rng.uniform(-0.7, 1.3, size=21), 2)
    percentile = pick(rng, 10, 20, 50)
    place = 20 * percentile // 100
    in_order = np.sort(norms)
    unless(norms[-1] <= in_order[place], "the last norm is not clipped")
    near = np.abs(np.diff(in_order[place - 1 : place + 2])) / in_order[place]
    unless(near.min() < 0.1, "two norms that read alike")
    clipped, _ = clipping.by_percentile(norms[-1], norms[:-1], percentile)
    return Asked(
        text="The figure shows the norms of the gradients of 21 updates. The last one "
        "is "
        f"clipped by percentile: to the {percentile}th percentile of all norms so far, "
        "its own among them. To which norm?",
        answer=Number(clipped, digits=2, within="A tenth of it more or less"),
        key=(
            f"Of 21 norms in their order the {percentile}th percentile is number "
            f"{place + 1}: as many as {place} lie below it.",
            f"That norm is {shown(clipped, 2)}.",
        ),
        given={"norms": norms, "percentile": percentile},
        figure=Figure(
            title="Norms of gradients",
            across="update",
            upright="norm",
            marks=list(range(1, 22)),
            lines={"x": [float(value) for value in norms]},
            ends=(0.1, 100.0),
        ),
    )


@asks(chapter=8, kind=CODE, minutes=5)
def clipping_in_code(rng: np.random.Generator) -> Asked:
    """Clipping by norm with a slip."""
    gradient, threshold = _gradient(rng), grid(rng, 0.5, 2.0, 0.5)
    value = float(clipping.by_norm(gradient, threshold)[0]["W"][0])
    right = (
        "total = 0.0",
        "for g in gradients:",
        "    total = total + np.sum(g ** 2)",
        "norm = np.sqrt(total)",
        "factor = min(1, threshold / norm)",
        "clipped = [factor * g for g in gradients]",
        "result = clipped[0][0]",
    )
    slips = {
        (2, "    total = np.sum(g ** 2)"): "only the last array is counted",
        (2, "    total = total + np.sum(np.abs(g))"): "a norm adds up squares",
        (3, "norm = total"): "the root is missing",
        (4, "factor = max(1, threshold / norm)"): "nothing is ever made smaller",
        (5, "clipped = [np.clip(g, -threshold, threshold) for g in gradients]"): "this "
        "clips by value",
    }
    names = {"gradients": list(gradient.values()), "threshold": threshold}
    answer, why = mend(rng, right, slips, names, value)
    return Asked(
        text="The code is to clip two arrays together by norm to "
        f"`threshold = {threshold:g}`: `gradients[0]` is "
        f"({gradient['W'][0]:g}, {gradient['W'][1]:g}) and `gradients[1]` "
        f"({gradient['b'][0]:g}). The first entry should become {shown(value)}; it "
        f"becomes {shown(answer.printed)}.",
        answer=answer,
        key=(f"Line {answer.wrong + 1}: {why}.",),
        given={"gradient": gradient, "threshold": threshold, "names": names},
    )
