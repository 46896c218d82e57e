"""An explorable with a planted fault, which the suite has to find."""

import traitlets
from matplotlib.axes import Axes

from carousel.book.explorables._explorable import BoundedFloat, Explorable

FAULTS = ("none", "nan", "mute", "frozen", "leak", "wrong", "noisy", "blank")


class Faulty(Explorable):
    """Twice a number, with one thing wrong.

    Attributes:
        amount: what is doubled, 0 to 10.
        loud: whether the bar is filled.
    """

    _esm = "export default { render() {} };"

    amount = BoundedFloat(2.0, min=0.0, max=10.0).tag(
        sync=True, label="amount", step=0.1
    )
    loud = traitlets.Bool(True).tag(sync=True, label="loud")

    def __init__(self, fault: str, **state: object) -> None:
        super().__init__(**state)
        self._data = {"fault": fault}

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """The number and its double."""
        return ["what", "value"], [
            ["amount", self.amount],
            ["twice", 2 * self.amount],
            ["loud", str(self.loud).lower()],
        ]

    def static_figure(self, ax: Axes) -> str:
        """Draw a bar."""
        ax.barh([0], [2 * self.amount])
        return f"A bar of length {2 * self.amount}."
