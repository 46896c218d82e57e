"""What chapter 3 asks for: slopes, and products with and without a route."""

import numpy as np

from carousel import jacobian
from carousel.book.explorables import Answer, Spectrum
from carousel.cells import lstm
from carousel.flow import retention, transport


def round_the_output_gate() -> Answer:
    """How does the new output answer the old one through the output gate?"""
    return Answer(
        "What is O, the factor from the old output to the new one through the output "
        "gate? Three decimals.",
        answer=float(0.25 * np.tanh(1.25)),
        tolerance=1e-3,
        wrong={
            "this is S, the answer of the output to its own cell state": float(
                0.5 * (1 - np.tanh(1.25) ** 2)
            ),
            "the slope of the sigmoid is o (1 − o), not o": float(0.5 * np.tanh(1.25)),
            "this is the slope of the gate; the tanh of the cell state is missing": (
                0.25
            ),
            "the gate multiplies the tanh of the cell state, not the state": 0.3125,
            "this takes the old cell state; the output reads the new one": float(
                0.25 * np.tanh(2.0)
            ),
        },
    )


def three_steps() -> Answer:
    """What is the true derivative of c_3 by c_0?"""
    return Answer(
        "A nudge of 1 in c₀, with h₀ held: what has truly become of it in c₃?",
        answer=9 / 16,
        tolerance=0.003,
        wrong={
            "this is the direct path alone": 1 / 8,
            "this is the product of the partial Jacobians; a route is missing": 1 / 2,
            "you let the first output move with the first cell state": 11 / 8,
            "this is the product K K K; the first output is held": 1.0,
        },
    )


def product_error(params: lstm.Params, history: lstm.History) -> Answer:
    """How far is the product of the partial Jacobians off, over 50 steps?"""
    h = params.hidden
    P = transport(jacobian.steps(params, history), end=50).matrix
    true, product = (
        P[h:, h:],
        transport(jacobian.paths(params, history).total, end=50).matrix,
    )
    direct = np.diag(retention(history)[49])

    def off(other: np.ndarray, of: np.ndarray) -> float:
        return float(100 * np.linalg.norm(other - of) / np.linalg.norm(of))

    right = off(product, true)
    wrong = {
        "this is the direct path's error": off(direct, true),
        "the field says per cent already: give the number alone": right / 100,
        "this compares with the upper left block, of h by h": off(product, P[:h, :h]),
        "this is a share of the product's norm, not of the true one's": off(
            true, product
        ),
    }
    return Answer(
        "The relative error over 50 steps, in per cent, for the network as drawn "
        "(Frobenius norm)?",
        answer=right,
        tolerance=0.05,
        unit=" %",
        wrong={words: to for words, to in wrong.items() if abs(to - right) > 0.2},
    )


def powers_apart() -> Answer:
    """How far off is the product of partial Jacobians, in powers of ten?"""
    logs, _ = Spectrum(forget_bias=0.0, recurrent_scale=6.0, output_scale=8.0).found()
    apart = float((logs.exact - logs.product_of_partials)[-1] / np.log(10))
    return Answer(
        "How many powers of ten lie between the two after 100 steps?",
        answer=apart,
        tolerance=0.2,
        wrong={
            "this is the difference to the direct path": float(
                (logs.exact - logs.direct)[-1] / np.log(10)
            ),
            "these are natural logarithms; powers of ten are asked": apart
            * float(np.log(10)),
        },
    )
