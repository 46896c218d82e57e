"""The course's claims as runs, and how many of twenty seeds bear each of them out."""

from dataclasses import dataclass
from typing import Any

from carousel.book.explorables.training.settings import Settings

SEEDS = 20
TEST_EVERY = 25  # updates
_CAROUSEL = {"cell": "lstm_1997", "input_bias": -1.0}
_STEEP = {"task": "latch", "options": {"steps": 30}, "forget_bias": 3.0, "rate": 10.0}
_ORDER = "Which mark came first? Gates begin half open, or nearly fully."
_XOR = "Do two bits differ? Whole gradient, or the direct path’s."
_ADD = "Add two numbers in huge steps: as they are, or clipped."
_BIT = "Keep one bit: 50 steps in the cell of 1997, 10 or 50 steps in an RNN."
_LARGE = {"task": "adding", "options": {"steps": 10}, "hidden": 16, "rate": 1.5}


@dataclass(frozen=True)
class Preset:
    """A run, how long it is given, and of seeds 0 to 19 how many solve it or explode.

    `label` says what is set and not what comes of it; without one there is no button.
    `asked` says beside the button what the run tries, and is shared by those that try
    the same. `short` is what class mode has room for.
    `last` is the update at which the last of those is there. `in_pytorch` is how many
    of twenty solve it there, with other draws.
    """

    label: str
    made: dict[str, Any]
    updates: int
    solved: int = 0
    exploded: int = 0
    last: int | None = None
    in_pytorch: int = 0
    short: str = ""
    asked: str = ""

    def settings(self, seed: int = 0) -> Settings:
        """The run of a seed."""
        return Settings(**self.made, seed=seed)


PRESETS = {
    "bias 0 never learns order": Preset(
        "b_f = 0",
        {"task": "order", "options": {"steps": 50}, "forget_bias": 0.0},
        700,
        asked=_ORDER,
    ),
    "bias 3 learns order": Preset(
        "b_f = 3",
        {"task": "order", "options": {"steps": 50}, "forget_bias": 3.0},
        700,
        solved=20,
        last=650,
        in_pytorch=16,
        asked=_ORDER,
    ),
    "chrono learns order": Preset(
        "",
        {"task": "order", "options": {"steps": 50}, "forget_bias": "chrono"},
        700,
        solved=20,
        last=625,
        in_pytorch=20,
    ),
    "the full gradient learns delayed XOR": Preset(
        "XOR, full",
        {"task": "xor", "options": {"steps": 30}, "hidden": 16, **_CAROUSEL},
        600,
        solved=20,
        last=575,
        short="XOR",
        in_pytorch=19,
        asked=_XOR,
    ),
    "the truncated gradient loses it": Preset(
        "XOR, truncated",
        {
            "task": "xor",
            "options": {"steps": 30},
            "hidden": 16,
            **_CAROUSEL,
            "gradient": "truncated",
        },
        600,
        solved=5,
        last=575,
        short="truncated",
        in_pytorch=11,
        asked=_XOR,
    ),
    "steps too large, not clipped": Preset(
        "", {**_STEEP, "optimizer": "sgd", "clip": "none"}, 300, in_pytorch=1
    ),
    "steps too large, clipped": Preset(
        "",
        {**_STEEP, "optimizer": "sgd", "threshold": 0.03},
        300,
        solved=20,
        last=50,
        in_pytorch=20,
    ),
    "it explodes": Preset(
        "rate 1.5",
        {**_LARGE, **_CAROUSEL, "optimizer": "sgd", "clip": "none"},
        700,
        exploded=20,
        last=505,
        asked=_ADD,
    ),
    "clipped, it learns": Preset(
        "rate 1.5, clipped",
        {**_LARGE, **_CAROUSEL, "optimizer": "sgd", "threshold": 0.05},
        2500,
        solved=20,
        last=1750,
        short="clipped",
        in_pytorch=20,
        asked=_ADD,
    ),
    "the carousel of 1997": Preset(
        "1997 cell",
        {"task": "latch", "options": {"steps": 50}, **_CAROUSEL},
        300,
        solved=20,
        last=75,
        short="1997",
        in_pytorch=20,
        asked=_BIT,
    ),
    "an RNN at 10 steps": Preset(
        "RNN, T = 10",
        {"task": "latch", "options": {"steps": 10}, "cell": "rnn"},
        300,
        solved=20,
        last=75,
        short="RNN 10",
        in_pytorch=20,
        asked=_BIT,
    ),
    "an RNN at 50 steps": Preset(
        "RNN, T = 50",
        {"task": "latch", "options": {"steps": 50}, "cell": "rnn"},
        300,
        short="RNN 50",
        asked=_BIT,
    ),
}
