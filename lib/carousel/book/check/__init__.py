"""Checks of what a learner has built: what differs, and which path was forgotten.

Each function takes the learner's own and tries it on three random networks of other
shapes. It says in a sentence whether the results are those of the library, and of
central differences where there is something to nudge; if not, which route of the
gradient is missing, transposed, one step late, …. It finds that out by computing what
the library's gradient would be with that route turned. Nothing that the learner's
function raises comes through; None is "not written yet".
"""

from carousel.book.check._case import Moment, moments
from carousel.book.check.ladder import (
    Verdict,
    backward,
    backward_step,
    clip,
    gate,
    jacobian,
    net_inputs,
    peephole_step,
    profile,
    retention,
    run,
    step,
    truncated,
)

__all__ = [
    "Moment",
    "Verdict",
    "backward",
    "backward_step",
    "clip",
    "gate",
    "jacobian",
    "moments",
    "net_inputs",
    "peephole_step",
    "profile",
    "retention",
    "run",
    "step",
    "truncated",
]
