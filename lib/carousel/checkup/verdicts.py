"""Verdicts: what the measures mean, each with its number and what it holds for."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from carousel import initial
from carousel.checkup.measure import Measures
from carousel.checkup.words import count, number, share, steps

GONE = math.log(0.01)  # so little left counts as vanished
GROWN = math.log(10)  # so much more counts as exploded
SHORT = 20  # lags that one must see at least
LEFT = math.log(0.1)  # so much left at a short end leaves the question open
SATURATED = 0.5  # share of gate values without a slope
PADDED = 0.1  # share of equal steps, or of unread sequences, that is worth a word


@dataclass(frozen=True)
class Verdict:
    """One sentence on one layer.

    `kind` is a word for programs; `value` the number that the verdict rests on, in the
    `unit` named; `chapter` a key of `words.CHAPTERS`; `holds_for` the loss, the data
    and the lags.
    """

    kind: str
    layer: str
    says: str
    value: float
    unit: str
    chapter: str
    holds_for: str


@dataclass(frozen=True)
class Setting:
    """What was given: the loss and the data, in words; and whether data is noise."""

    loss: str | None
    data: str
    noise: bool = False
    gradient_expected: bool = False


def verdicts(m: Measures, setting: Setting) -> list[Verdict]:
    """All that can be said of a layer from its measures; what cannot be known last."""
    loss = setting.loss if m.loss_is_given else None
    loss = loss or f"{m.losses} random losses at the last outputs"
    holds_for = f"{loss}; {setting.data}; lags 0 to {m.reach}"

    def verdict(kind, value, unit, chapter, says):
        return Verdict(kind, m.name, says, float(value), unit, chapter, holds_for)

    if m.constant and not setting.noise:
        says = (
            f"Each of the {count(m.steps, 'step')} reads the same numbers: this is "
            "padding, or an input that is not filled. Nothing is said of gradients."
        )
        return [verdict("padding", 1, "share of steps", "setting", says)]
    found = [verdict(*one) for one in _flow(m)]
    found += [verdict(*one) for one in _units(m)]
    found += [verdict(*one) for one in _input(m)]
    return found + [verdict(*one) for one in _unknown(m, setting)]


def _flow(m: Measures) -> Iterator[tuple]:
    """Vanishing, exploding, healthy or too short; and who carries the gradient."""
    median, reach = m.left[1], m.reach
    if reach == 0 or not np.isfinite(median[: reach + 1]).all():
        return
    left, most = median[reach], int(median.argmax())
    gone = int(np.argmax(median < GONE)) if (median < GONE).any() else None
    rate = math.exp(m.exponents[0])
    grown = math.exp(min(median[most], 700))
    if median[most] > GROWN and (left > GROWN or m.exponents[0] > 0.005):
        yield (
            "exploding",
            grown,
            "times the gradient at lag 0",
            "clipping",
            f"The gradient grows: {steps(most)} back it is {number(grown)} times as "
            f"large as at the loss (leading factor {number(rate)} a step). Clip it by "
            "its norm, and look for the weights that do it.",
        )
    elif gone is not None and gone <= max(reach / 2, SHORT):
        yield (
            "vanishing",
            gone,
            "steps until 1 % is left",
            "direct",
            f"{_far(m)}; 1 % of the gradient is left after {gone}, {share(left)} at "
            f"the far end. {_reaching(m)}If your task needs no more than that, nothing "
            f"is wrong; else {_cure(m)}.",
        )
    elif reach < SHORT and left > LEFT:
        yield (
            "short",
            reach,
            "steps",
            "measuring",
            f"Too short to judge: the data reach {count(reach, 'step')} back, and "
            f"{share(left)} of the gradient is left there. What follows is not known.",
        )
    else:
        yield (
            "healthy",
            math.exp(min(left, 700)),
            f"of the gradient at lag {reach}",
            "measuring",
            f"The gradient gets through: {_left(left)} after {count(reach, 'step')}"
            + ("." if gone is None else f", 1 % after {gone}.")
            + f" The leading factor is {number(rate)} a step; what one step can do at "
            f"most, {number(float(np.median(m.gain)))}, says little.",
        )
    yield from _routes(m)


def _far(m: Measures) -> str:
    """How far back the lags go, which need not be as far as the data."""
    if m.reach >= m.longest - 1:
        return f"Sequences reach {count(m.reach, 'step')} back"
    return (
        f"Half of the losses reach {count(m.reach, 'step')} back or further (the "
        f"longest sequence has {m.longest:,})"
    )


def _cure(m: Measures) -> str:
    """What to start from, for a half-life of the longest sequence."""
    if m.memory is None:
        return "take a cell that has one"
    if "hard" in m.cell:
        return "raise the gate that keeps before you train"
    bias = f"{float(initial.bias_for(m.longest)):.1f}"
    if "f" not in m.by_gate:
        return f"start anew with a bias of {bias} for z, the gate that keeps"
    return (
        f"start anew with a forget gate's bias of {bias} and an input gate's of −{bias}"
    )


def _reaching(m: Measures) -> str:
    """How many units reach further by their gate alone, and what the bias says."""
    if m.memory is None:
        return "This cell has no gate that keeps. "
    further = int((m.memory.log_keep * m.reach >= GONE).sum())
    bias = float(np.median(m.memory.of_bias))
    return (
        f"By their gate alone {count(further, 'unit')} of {m.hidden} "
        f"{'keeps' if further == 1 else 'keep'} 1 % that far; the gate's bias alone "
        f"stands for a half-life of {steps(bias)}. "
    )


def _left(log: float) -> str:
    if log > 0.05:
        return f"it is {number(math.exp(min(log, 700)))} times as large"
    return f"{share(log)} of it is left"


def _routes(m: Measures) -> Iterator[tuple]:
    """Where the indirect routes outgrow the direct path."""
    if m.rest is None or m.reach < 2:
        return
    above = np.flatnonzero(m.rest[1:] > 1)
    cosine = float(m.cosine[min(10, m.reach)])
    if len(above) == 0:
        says = (
            f"The direct path carries the gradient over all {m.reach} lags: the other "
            f"routes never bring more (at lag {min(10, m.reach)} their cosine with "
            f"the whole is {number(cosine)})."
        )
        yield "direct", m.reach, "lags", "jacobian", says
        return
    lag = int(above[0]) + 1
    yield (
        "indirect",
        lag,
        "lags",
        "jacobian",
        f"From lag {lag} on the routes through the gates and the candidate bring more "
        f"than the direct path; at lag {m.reach} it is "
        f"{number(float(m.rest[m.reach]))} times as much. The product of the gates "
        "does not describe this gradient.",
    )


def _units(m: Measures) -> Iterator[tuple]:
    """Saturated gates, shut gates, cell states that run away, weights as drawn."""
    if m.saturated > SATURATED:
        what = "the values of every gate" if m.by_gate else "all outputs"
        yield (
            "saturated",
            m.saturated,
            f"share of {what}",
            "claims",
            f"Saturated: {100 * m.saturated:.0f} % of {what} lie within 0.01 of "
            "their ends, where the slope is below 0.01 (tanh: 0.02). Those hardly "
            "learn. Smaller weights or inputs of size 1 would open them.",
        )
    if m.runaway is not None and len(m.runaway.units):
        units = ", ".join(map(str, m.runaway.units[:8]))
        yield (
            "runaway",
            len(m.runaway.units),
            "units",
            "peepholes",
            f"The cell state of {count(len(m.runaway.units), 'unit')} runs away "
            f"(number {units}): |c| is {number(float(m.runaway.size.max()))} at the "
            "end and still growing. Of a gradient at their output "
            f"{number(float(m.runaway.lets_out.max()))} gets in, so "
            "they learn no more. If the loss is small, they may hold its answer.",
        )
    for letter, what in (("i", "writes little to"), ("o", "shows little of")):
        gate = m.by_gate.get(letter)
        if gate is not None and len(gate.shut) > m.hidden / 2:
            yield (
                "shut",
                len(gate.shut),
                "units",
                "jacobian",
                f"The gate {letter} of {len(gate.shut)} of {m.hidden} units is below "
                f"0.05 in nine steps of ten: a step {what} them.",
            )
    if m.untrained is not None:
        yield (
            "untrained",
            1 / math.sqrt(m.hidden),
            "edge of the draw",
            "claims",
            f"These look like starting weights: {m.untrained}. What is said here holds "
            "for the start; training moves it.",
        )


def _input(m: Measures) -> Iterator[tuple]:
    if m.same_rows > PADDED:
        says = (
            f"{100 * m.same_rows:.0f} % of all steps end a sequence and "
            "read the same numbers. If that is padding, give the lengths (or pack the "
            "batch): it was measured as data."
        )
        yield "padding", m.same_rows, "share of steps", "setting", says
    if m.unread > PADDED:
        read = m.sequences - round(m.unread * m.sequences)
        says = (
            f"The loss reads this layer in {read} of {m.sequences} sequences; the "
            "others teach it nothing. Reading out[:, -1] in a batch of mixed lengths "
            "does so, because that is padding: read each sequence at its own last step."
        )
        yield "unread", m.unread, "share of sequences", "setting", says


def _unknown(m: Measures, setting: Setting) -> Iterator[tuple]:
    """What cannot be known from what was given, and what would tell it."""
    if m.reach == 0:
        says = "Cannot say how a gradient travels: "
        says += (
            "no sequence has a second step. Give whole sequences."
            if m.longest == 1
            else f"of {m.longest} the loss reads this layer at its first step alone "
            "(the last output of a direction from the end has read one step)."
        )
        yield "cannot say", m.longest, "steps", "measuring", says
    elif not np.isfinite(m.left[1]).all():
        says = (
            "Cannot say how a gradient travels: it is 0 or not finite on the way. Look "
            "at the gates and the size of the weights."
        )
        yield (
            "cannot say",
            float(m.left[1, -1]),
            "log of what is left",
            "clipping",
            says,
        )
    if setting.gradient_expected and not m.loss_is_given:
        says = (
            "Cannot say what your loss does: 0 of its gradient reached this layer (the "
            "loss does not read it, its output was detached, or the block had no "
            "backward). Random ones stand in."
        )
        yield "cannot say", 0.0, "gradients heard", "measuring", says
    elif setting.loss is None:
        says = (
            f"Cannot say what your loss does: none was given, and {m.losses} random "
            "ones stand in. A loss may take other routes."
        )
        yield "cannot say", m.losses, "random losses", "measuring", says
    if setting.noise:
        says = (
            f"Cannot say what your data do: none were given, and {m.sequences} "
            f"sequences of {m.longest} steps of noise were read instead. Gates answer "
            "their input."
        )
        yield "cannot say", m.steps, "steps of noise", "claims", says
