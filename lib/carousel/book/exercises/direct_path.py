"""What chapter 2 asks for: the walk back, the dropped term, half-lives."""

import numpy as np

from carousel.book.explorables import Answer


def one_step_more() -> Answer:
    """What arrives at c_0, a third step back?"""
    return Answer(
        "What arrives at c₀ along the direct path?",
        answer=0.1,
        tolerance=1e-3,
        wrong={
            "this is the share of the start; asked is the gradient itself": 0.2,
            "this is what arrives one step later": 0.3,
            "this is the gate alone; the gradient before it is part of the product": 1
            / 3,
        },
    )


def cancelling_weight() -> Answer:
    """Which recurrent weight of the output gate makes the true gradient zero?"""
    return Answer(
        "Which u makes the true gradient zero?",
        answer=-4.0,
        tolerance=0.01,
        wrong={
            "the sign: both terms have to cancel": 4.0,
            "the factor of the edge from c to h, one half, is missing": -2.0,
            "the slope of the sigmoid is o (1 − o), not o": -2 / 3,
            "the tanh of the second state, one half, is missing": -1.0,
        },
    )


def flicker() -> Answer:
    """By which factor does a noise of 1 shorten a half-life?"""
    return Answer(
        "The half-life at τ = 1, as a share of that at τ = 0? Two decimals.",
        answer=float(np.exp(-0.5)),
        tolerance=0.02,
        wrong={
            "this is the mean gate's half-life; the mean of −ln f counts": 1.0,
            "the exponent is half of τ squared": float(np.exp(-1)),
            "this is the share for τ = ½": float(np.exp(-1 / 8)),
            "this is how many times as long the one at τ = 0 is": float(np.exp(0.5)),
        },
    )


def share_at_edge() -> Answer:
    """Which share of T is the half-life of the largest bias of chrono?"""
    return Answer(
        "The half-life of the largest bias, in per cent of T?",
        answer=float(100 * np.log(2)),
        tolerance=1.0,
        unit=" %",
        wrong={
            "the field says per cent already: give the number alone": float(np.log(2)),
            "this is what is left after T steps": float(100 * np.exp(-1)),
            "half is left after the half-life, which is not half of T": 50.0,
            "this is the forgetting time; the half-life is ln 2 of it": 100.0,
        },
    )
