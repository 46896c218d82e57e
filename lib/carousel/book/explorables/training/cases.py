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
        "The loss stays at ln 4, the cost of guessing, for 700 updates.",
        {"task": "order", "steps": 50, "start": "bias_0"},
        {"start": "bias_3"},
        "With a forget bias of 0 a gate keeps one half per step. At the start less "
        "than a billionth of the gradient reaches step 1, so the first mark is never "
        "noticed. A bias of 3 keeps 95 % per step.",
        700,
    ),
    Case(
        "An RNN keeps a bit for 10 steps, but not for 50.",
        {"task": "latch", "steps": 50, "cell": "rnn", "start": "default"},
        {"start": "orthogonal"},
        "The default recurrent matrix shrinks the gradient at every step. An "
        "orthogonal matrix keeps lengths, so the gradient arrives.",
        300,
    ),
    Case(
        "The loss falls, and then becomes NaN.",
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
        "Plain gradient descent with a large learning rate meets a steep place, and "
        "one step carries the weights out of all bounds. Clipping the norm keeps the "
        "direction and bounds the step.",
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
        "Every step is too long and lands on the other side of the valley. The "
        "numbers stay finite, because the cross-entropy of a two-way choice grows no "
        "faster than the weights. A clipped step is short enough for the valley.",
        300,
    ),
    Case(
        "The loss of delayed XOR stays near ln 2, though no gate ever forgets.",
        {**_XOR, "steps": 30, "gradient": "truncated"},
        {"gradient": "full"},
        "The truncated gradient takes the direct path alone. What the second bit "
        "means depends on the first, and this dependence is learned through the "
        "gates.",
        500,
    ),
    Case(
        "The loss falls, but after 300 updates it has come at most halfway.",
        {"task": "order", "steps": 30, "rate": "0.001"},
        {"rate": "0.01"},
        "Adam moves every weight by about the learning rate per update. The distance "
        "to go is the same, and the steps are ten times as short.",
        300,
    ),
    Case(
        "The loss is above the cost of guessing and does not come down.",
        {"task": "order", "steps": 30, "rate": "0.3"},
        {"rate": "0.01"},
        "With Adam a large rate does not explode. The weights grow until the gates "
        "are fully open or fully closed, and a saturated gate has almost no slope to "
        "learn from.",
        300,
    ),
    Case(
        "The gradient arrives at step 1, and still almost nothing is learned.",
        {"task": "order", "steps": 30, "start": "bias_3", "optimizer": "sgd"},
        {"optimizer": "adam"},
        "The gradients are small, and plain gradient descent takes steps in "
        "proportion to them. Adam divides each gradient by its usual size.",
        500,
    ),
    Case(
        "A forget bias of 1 was enough for 30 steps. For 100 it is not.",
        {"task": "latch", "steps": 100, "start": "bias_1"},
        {"start": "chrono"},
        "A forget bias of 1 gives a gate of σ(1), which keeps 73 % per step, and 100 "
        "such steps leave almost nothing. Chrono initialisation draws the biases for "
        "memories up to T steps.",
        400,
    ),
    Case(
        "A GRU has a gate that keeps its state, and still this one does not learn to "
        "keep a bit for 50 steps.",
        {"task": "latch", "steps": 50, "cell": "gru", "start": "bias_3"},
        {"cell": "lstm"},
        "What keeps a GRU’s state is z, which starts near one half: the start b_f = 3 "
        "has nothing to set in a GRU. In the LSTM it opens the forget gate.",
        400,
    ),
    Case(
        "The share of wrong answers stops falling far above 0.",
        {"task": "order", "steps": 30, "hidden": 2},
        {"hidden": 8},
        "The gradient arrives. But two units would have to keep the first mark, the "
        "second mark and their order, and they find no way to do so within 400 "
        "updates. Eight units do.",
        400,
    ),
    Case(
        "A task that is learned over 30 steps is not learned over 60.",
        {"task": "order", "steps": 60, "start": "bias_1"},
        {"start": "chrono"},
        "With twice as many steps, the share of the gradient that is left is squared. "
        "Chrono initialisation, which knows T, brings it back.",
        300,
    ),
)
