"""What chapter 1 asks for: nudges, products of gates, and a unit set by hand."""

import numpy as np

from carousel.book.explorables import Answer
from carousel.cells import sigmoid


def two_steps_nudged() -> Answer:
    """How far does c_{t+1} move when c_{t-1} is nudged by 0.1?"""
    return Answer(
        "By how much does the cell state two steps later move?",
        answer=0.5 * 0.9 * 0.1,
        tolerance=5e-4,
        wrong={
            "this is the first of the two steps; the second multiplies once more": 0.09,
            "this is the second step alone; the first has its own gate": 0.05,
            "this is the share; asked is how far, for a nudge of a tenth": 0.45,
            "the gates multiply; this is their sum, times the nudge": 0.14,
        },
    )


def bursts() -> Answer:
    """What do ten gates of 0.8 and ninety of 1 keep?"""
    return Answer(
        "Which share does the direct path keep over all hundred steps? Three decimals.",
        answer=0.8**10,
        tolerance=1e-3,
        wrong={
            "this is the average gate to the power of 100; the product is asked": 0.98
            ** 100,
            "this is the average gate, the factor of one step": 0.98,
            "this is the geometric mean, the factor of one step": 0.8**0.1,
            "this is the gate to the power of 100; only ten gates are at 0.8": 0.8**100,
        },
    )


def within_ten_percent() -> Answer:
    """How far above 1 may a factor be, if 200 of them may grow by a tenth?"""
    return Answer(
        "How far above 1 may the factor be? Give the difference times 10,000.",
        answer=1e4 * (1.1 ** (1 / 200) - 1),
        tolerance=0.06,
        wrong={
            "the factors multiply; this shares out the tenth as a sum": 5.0,
            "this is the factor for ten steps; 200 are asked": 1e4
            * (1.1 ** (1 / 10) - 1),
            "this is how far the factor may fall below 1": 1e4 * (1 - 0.9 ** (1 / 200)),
            "this is the logarithm of the growth, for all steps at once": 1e4
            * np.log(1.1),
        },
    )


def adding_unit() -> Answer:
    """What does the unit hold that adds up what is marked?"""
    kept = sigmoid(6.0)
    first, second = np.tanh(0.3 * np.array([0.2, 0.3]))
    return Answer(
        "What is the cell state at the second question? Three decimals.",
        answer=float(kept * (first * kept**25 + second * kept**11)),
        tolerance=0.002,
        wrong={
            "this is the second number alone; the forget gate still clears": second,
            "this is the first number alone; is the input gate shut?": first,
            "this takes the open gates for 1; they let a little go at every step": first
            + second,
            "this is the sum of the numbers, before the candidate's weight": 0.5,
            "this is the unit as it was, with a weight of 3": float(np.tanh(0.9)),
        },
    )
