"""The numbers that a page asks for and checks, each with its usual wrong routes."""

import numpy as np

from carousel.book.exercises import direct_path, full_jacobian, gates
from carousel.book.explorables import Answer, Highway, Peepholes
from carousel.cells import lstm
from carousel.flow import retention

__all__ = [
    "constant_gate",
    "direct_path",
    "full_jacobian",
    "gates",
    "kept",
    "to_output",
]


def constant_gate(history: lstm.History) -> Answer:
    """Which constant gate keeps as much as the first unit of a run does?"""
    gates, steps = history.f[:, 0], len(history.f)
    kept = float(retention(history)[-1, 0])
    return Answer(
        f"Which constant gate keeps as much over {steps} steps as the first unit does? "
        "Four decimals.",
        answer=kept ** (1 / steps),
        tolerance=5e-5,
        wrong={
            "this is the average gate; a product follows the geometric mean": float(
                gates.mean()
            ),
            "this is what is left after all steps; asked is the factor of one": kept,
            "this is the natural logarithm of the gate": float(np.log(kept) / steps),
            "this is one step late: there are as many factors as steps": kept
            ** (1 / (steps - 1)),
        },
    )


def kept(figure: Highway) -> Answer:
    """What does the direct path keep, at the state of the figure?"""
    return Answer(
        "Set the forget gate and the steps back of the figure to any values but 0 and "
        "1. Which share of the gradient does the direct path keep over all of them?",
        tolerance=0.01,
        figure=figure,
        measure="kept",
    )


def to_output(figure: Peepholes) -> Answer:
    """How a change of a unit's old state arrives at its output, in a figure's state."""
    return Answer(
        "Put the figure into any state in which p_f and p_o are not 0. By which factor "
        "does a small change of the old state arrive at the output h?",
        tolerance=0.02,
        figure=figure,
        measure="to_output",
    )
