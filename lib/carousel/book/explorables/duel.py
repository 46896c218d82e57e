"""An RNN and an LSTM learn side by side: in which does the gradient arrive?"""

from typing import ClassVar

from matplotlib.axes import Axes

from carousel.book import plots
from carousel.book.explorables import training
from carousel.book.explorables._explorable import Explorable
from carousel.book.explorables.training.presets import TEST_EVERY
from carousel.book.explorables.words import say

MADE = {"task": "order", "options": {"steps": 50}, "seed": 2}
RUNS = {"RNN": {"cell": "rnn"}, "LSTM": {"cell": "lstm", "forget_bias": 1.0}}
UPDATES = 200


class Duel(Explorable):
    """A button trains two networks of 8 units on the same data, and draws two curves.

    The task is temporal order over 50 steps. Drawn is the norm of the loss gradient at
    every step, that of the last step as 1: in grey before training, in ink now. The
    LSTM begins with a forget bias of 1.
    """

    static_size = (6.8, 2.4)
    constants: ClassVar = {
        "runs": {
            name: training.Settings(**MADE, **made).for_page()
            for name, made in RUNS.items()
        },
        "updates": UPDATES,
        "every": TEST_EVERY,
    }
    words: ClassVar = {"names": {name: name for name in RUNS}}

    def profiles(self) -> dict[str, dict]:
        """By network, its profile before training; see `training.measure`."""
        made = {n: training.Settings(**MADE, **one) for n, one in RUNS.items()}
        return {n: training.measure(s, training.begin(s)) for n, s in made.items()}

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """Before training, the gradient at step 1, that of the last step as 1."""
        found = self.profiles().items()
        return [say("network"), say("step 1")], [
            [say(name), float(one["total"][0] / one["total"][-1])]
            for name, one in found
        ]

    def static_figure(self, ax: Axes) -> str:
        """Draw both profiles before training, and return what they show."""
        shares = {n: p["total"] / p["total"][-1] for n, p in self.profiles().items()}
        plots.training.before(shares, ax=ax)
        rnn, lstm = (f"{share[0]:.1g}" for share in shares.values())
        return say(
            "Before training, of a gradient that is 1 at the last of 50 steps, {0} in "
            "the RNN and {1} in the LSTM arrive at step 1. In a browser with scripts "
            "both networks train: the LSTM’s gradient comes back as it learns, the "
            "RNN’s does not.",
            rnn,
            lstm,
        )
