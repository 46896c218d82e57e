"""Questions on chapter 11: when does the direct path dominate?"""

import math

import numpy as np

from carousel import dominance
from carousel.book.exam.answers import Number, Verdict
from carousel.book.exam.drawing import grid, pick, unless
from carousel.book.exam.question import BY_HAND, CLAIM, Asked, asks


def _rate(gamma: float, omega: float, beta: float) -> float:
    widths = (np.array([value]) for value in (gamma, omega, beta))
    return float(dominance.Indirect(*widths).rate[0])


@asks(chapter=11, kind=BY_HAND, minutes=5)
def sure_for_how_many_steps(rng: np.random.Generator) -> Asked:
    """The horizon of dominance."""
    gamma, beta = grid(rng, 0.01, 0.06, 0.01), grid(rng, 0.2, 0.6, 0.1)
    omega = grid(rng, 0.1, 0.6, 0.1)
    rate = _rate(gamma, omega, beta)
    horizon = dominance.horizon(rate)
    unless(abs(horizon - round(horizon)) < 0.05, "a whole number")
    return Asked(
        text="At every step of a run the indirect paths are bounded by "
        f"$\\gamma = {gamma}$, $\\beta = {beta}$ and $\\omega = {omega}$. Up to how "
        "many "
        "steps is the direct path sure to dominate?",
        answer=Number(math.floor(horizon), decimals=0, unit="steps"),
        key=(
            f"$\\mu = \\beta \\gamma/(1 - \\omega) = {rate:.5f}$.",
            "It is sure while $(1 + \\mu)^T < 2$, so for $T < \\ln 2/\\ln(1 + \\mu) = "
            f"{horizon:.2f}$.",
        ),
        given={"gamma": gamma, "omega": omega, "beta": beta},
    )


@asks(chapter=11, kind=CLAIM, minutes=5)
def sure_to_dominate(rng: np.random.Generator) -> Asked:
    """Whether the bound guarantees dominance."""
    gamma, beta = grid(rng, 0.01, 0.1, 0.01), grid(rng, 0.2, 0.8, 0.1)
    omega, steps = grid(rng, 0.1, 0.8, 0.1), pick(rng, 10, 20, 50, 100)
    rate = _rate(gamma, omega, beta)
    excess = (1 + rate) ** steps - 1
    unless(not 0.05 < excess < 20, "too easy")
    return Asked(
        text="At every step of a run the indirect paths are bounded by "
        f"$\\gamma = {gamma}$, $\\beta = {beta}$ and $\\omega = {omega}$. “The bound "
        f"guarantees that the direct path dominates over {steps} steps.”",
        answer=Verdict(excess, 1.0, above=False),
        key=(
            f"$\\mu = \\beta \\gamma/(1 - \\omega) = {rate:.5f}$.",
            f"$(1 + \\mu)^{{{steps}}} - 1 = {excess:.3f}$, and dominance is sure below "
            f"1: up to {dominance.horizon(rate):.1f} steps.",
        ),
        given={"gamma": gamma, "omega": omega, "beta": beta, "steps": steps},
    )
