"""Questions on chapter 6: after training."""

import numpy as np

from carousel import differences
from carousel.book.exam.answers import Number, shown
from carousel.book.exam.drawing import pick, share_kept, unless
from carousel.book.exam.figure import Figure
from carousel.book.exam.question import BY_HAND, FIGURE, Asked, asks
from carousel.cells import logit, sigmoid
from carousel.lab import intervals


@asks(chapter=6, kind=BY_HAND, minutes=5)
def the_error_is_a_factor(rng: np.random.Generator) -> Asked:
    """How much a gradient shrinks as answers get right."""
    before = pick(rng, 0.25, 0.5)
    after = pick(rng, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998)

    def slope(q: float) -> float:
        at = np.array(logit(q))
        return float(differences.central(lambda a: -np.log(sigmoid(a)), at))

    factor = slope(before) / slope(after)
    return Asked(
        text="The loss of an answer is $L = -\\ln q$, where $q = \\sigma(a)$ is the "
        f"probability of the right one. Training takes $q$ from {before} to {after} "
        "and "
        "changes nothing on the way from the memory to $a$. By which factor has "
        "$\\partial L/\\partial c_t$ become smaller, at every step?",
        answer=Number(factor, digits=3),
        key=(
            "$\\partial L/\\partial a = q - 1$, and every $\\partial L/\\partial c_t$ "
            "contains it as a factor.",
            f"$(1 - {before})/(1 - {after}) = {shown(factor)}$. First over last stays "
            "as it was.",
        ),
        given={"before": before, "after": after},
    )


@asks(chapter=6, kind=BY_HAND, minutes=5)
def how_sure_is_a_count(rng: np.random.Generator) -> Asked:
    """Wilson's interval of a success rate."""
    trials = pick(rng, 10, 20, 40)
    solved = int(rng.integers(trials // 4, trials + 1))
    low, high = (100 * end for end in intervals.wilson(solved, trials))
    return Asked(
        text=f"{solved} of {trials} seeds solved a task. Where does the 95 % interval "
        "of "
        "the success rate begin, in percent? Use Wilson's formula: with $p$ the share "
        "that solved it, $n$ the number of seeds and $w = 3.84/n$, the interval is "
        "$(p + w/2 \\pm \\sqrt{p (1 - p) w + w^2/4})/(1 + w)$.",
        answer=Number(low, decimals=0, unit="%", within="One more or less"),
        key=(
            f"$p = {solved / trials:g}$ and $w = {3.84 / trials:.3f}$.",
            f"The interval runs from {low:.1f} to {high:.1f} %.",
        ),
        given={"solved": solved, "trials": trials},
    )


@asks(chapter=6, kind=FIGURE, minutes=3)
def which_units_remember(rng: np.random.Generator) -> Asked:
    """Units that keep, and the mean gate."""
    steps, line = 50, 0.01
    gates = [float(g) for g in sigmoid(rng.uniform(0.5, 5.5, size=8))]
    kept = share_kept(gates, steps)[-1].tolist()
    unless(any(1 / 2 < value / line < 2 for value in kept), "a unit near the line")
    count = sum(value > line for value in kept)
    unless(count == 0, "no unit remembers")
    mean = float(np.mean(gates)) ** steps
    return Asked(
        text="The figure shows, for each of eight units, what the direct path keeps of "
        f"its memory over {steps} steps. How many units keep more than a hundredth?",
        answer=Number(count, decimals=0, unit="units"),
        key=(
            f"{count} of 8 units keep more than {line:g}.",
            f"The mean forget gate, {np.mean(gates):.3f}, would keep {shown(mean, 2)}: "
            "a mean over units does not say how long a network remembers.",
        ),
        given={"gates": gates, "steps": steps, "line": line},
        figure=Figure(
            title=f"Kept over {steps} steps",
            across="unit",
            upright="share that is kept",
            marks=list(range(1, 9)),
            lines={"x": kept},
            ends=(1e-8, 1.0),
        ),
    )
