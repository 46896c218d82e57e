"""Sick networks of the playground, each with the one setting that cures it."""

from dataclasses import dataclass
from typing import Any

SEEDS = 5


@dataclass(frozen=True)
class Case:
    """A network that does not learn, and what one changed setting does to it.

    `sick` and `cure` are controls of the playground; `limit` is how many updates both
    are given, in which none of seeds 0 to 4 learns when sick and all do when cured.
    """

    symptom: str
    sick: dict[str, Any]
    cure: dict[str, Any]
    diagnosis: str
    limit: int

    def link(self, *, cured: bool = False) -> str:
        """What stands behind # in the address of the state."""
        told = {**self.sick, **(self.cure if cured else {}), "limit": self.limit}
        return "playground=" + ",".join(f"{k}:{v}" for k, v in told.items())


_XOR = {"task": "xor", "hidden": 16, "cell": "lstm_1997", "start": "closed"}
_SGD = {"optimizer": "sgd", "clip": "none"}

CASES = (
    Case(
        "The loss rests at ln 4, the cost of guessing, for 700 updates.",
        {"task": "order", "steps": 50, "start": "bias_0"},
        {"start": "bias_3"},
        "With a forget bias of 0 a gate keeps one half in a step. At the start less "
        "than a billionth of the gradient reaches step 1, so that the first mark is "
        "never noticed. A bias of 3 keeps 95 % in a step.",
        700,
    ),
    Case(
        "An RNN keeps a bit for 10 steps, but not for 50.",
        {"task": "latch", "steps": 50, "cell": "rnn", "start": "default"},
        {"start": "orthogonal"},
        "The recurrent matrix of the default start shrinks what passes through it at "
        "every step. An orthogonal one keeps lengths, and the gradient arrives.",
        300,
    ),
    Case(
        "The loss falls, and then it is not a number.",
        {
            "task": "adding",
            "steps": 10,
            "hidden": 16,
            "cell": "lstm_1997",
            "start": "closed",
            "rate": "1.5",
            "threshold": "0.05",
            **_SGD,
        },
        {"clip": "norm"},
        "Plain gradient descent with a large rate meets a steep place, and one step "
        "carries the weights out of all bounds. Clipping the norm leaves the direction "
        "and bounds the step.",
        2500,
    ),
    Case(
        "The loss jumps up and down, far above the cost of guessing.",
        {
            "task": "latch",
            "steps": 30,
            "start": "bias_3",
            "rate": "10",
            "threshold": "0.03",
            **_SGD,
        },
        {"clip": "norm"},
        "Every step is too long and lands on the other side of the valley. Nothing "
        "leaves the finite here, because the loss of a choice of two grows no faster "
        "than its weights. A clipped step has the length that the valley allows.",
        300,
    ),
    Case(
        "The loss of delayed XOR stays near ln 2, though no gate ever forgets.",
        {**_XOR, "steps": 30, "gradient": "truncated"},
        {"gradient": "full"},
        "The truncated gradient sees the direct path alone. Whether the second bit "
        "matters depends on the first one, and that is learned through the gates.",
        500,
    ),
    Case(
        "The loss falls, but after 300 updates it has come half of the way at most.",
        {"task": "order", "steps": 30, "rate": "0.001"},
        {"rate": "0.01"},
        "Adam moves every weight by about the learning rate in an update. The way is "
        "the same, the steps are ten times as short.",
        300,
    ),
    Case(
        "The loss is above the cost of guessing and does not come down.",
        {"task": "order", "steps": 30, "rate": "0.3"},
        {"rate": "0.01"},
        "With Adam a large rate does not explode. The weights grow until gates are "
        "either open or closed, and a saturated gate has hardly a slope to learn from.",
        300,
    ),
    Case(
        "The gradient arrives at step 1, and still next to nothing is learned.",
        {"task": "order", "steps": 30, "start": "bias_3", "optimizer": "sgd"},
        {"optimizer": "adam"},
        "Gradients are small numbers, and plain gradient descent takes steps in "
        "proportion. Adam divides by their usual size.",
        500,
    ),
    Case(
        "A forget bias of 1 was enough for 30 steps. For 100 it is not.",
        {"task": "latch", "steps": 100, "start": "bias_1"},
        {"start": "chrono"},
        "A gate of sigma(1) keeps 73 % in a step, and 100 such steps leave almost "
        "nothing. Chrono initialisation draws the biases for memories up to T steps.",
        400,
    ),
    Case(
        "A GRU has a gate that keeps. It does not keep a bit for 50 steps.",
        {"task": "latch", "steps": 50, "cell": "gru", "start": "bias_3"},
        {"cell": "lstm"},
        "What keeps a GRU’s state is z, which starts near one half: the start b_f = 3 "
        "has nothing to set in a GRU. In the LSTM it opens the forget gate.",
        400,
    ),
    Case(
        "One of the answers is right too seldom: the errors rest far above 0.",
        {"task": "order", "steps": 30, "hidden": 2},
        {"hidden": 8},
        "The gradient arrives. Two units have to keep the first mark, the second one "
        "and their order, and find no way in 400 updates. Eight do.",
        400,
    ),
    Case(
        "What was learned over 30 steps is not learned over 60.",
        {"task": "order", "steps": 60, "start": "bias_1"},
        {"start": "chrono"},
        "Twice as many steps square what is left of the gradient. A start that knows T "
        "brings it back.",
        300,
    ),
)
