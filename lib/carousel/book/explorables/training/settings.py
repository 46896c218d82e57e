"""What a run of the playground is made of, by the names that the page has too."""

import dataclasses
from dataclasses import dataclass, field

from carousel.lab import tasks

CHOICES = {
    "task": ("latch", "adding", "order", "xor", "copy"),
    "cell": ("rnn", "lstm_1997", "lstm", "peephole", "gru"),
    "gradient": ("full", "truncated", "h-detach"),
    "clip": ("none", "norm", "value", "percentile"),
    "optimizer": ("adam", "sgd"),
}
LIVE = ("gradient", "probability", "clip", "threshold", "optimizer", "rate")
CAMEL = {"forget_bias": "forgetBias", "input_bias": "inputBias"}


@dataclass(frozen=True)
class Settings:
    """As `carousel.lab.training.Settings`, of one layer and one seed.

    What `LIVE` names may change while a run goes on.
    """

    task: str = "order"
    options: dict[str, int | float] = field(default_factory=dict)
    cell: str = "lstm"
    hidden: int = 8
    forget_bias: float | int | str | None = None
    input_bias: float | int | None = None
    scale: float | int = 1.0
    orthogonal: bool = False
    gradient: str = "full"
    probability: float | int = 0.5
    clip: str = "norm"
    threshold: float | int = 1.0
    optimizer: str = "adam"
    rate: float = 0.01
    batch: int = 16
    tests: int = 256
    seed: int = 0

    def __post_init__(self):
        """Refuse what cannot be run.

        Raises:
            ValueError: naming the setting, and what came.
        """
        for name, known in CHOICES.items():
            if getattr(self, name) not in known:
                came = getattr(self, name)
                raise ValueError(f"{name} must be one of {known}, got {came!r}")
        if self.forget_bias is not None and self.cell not in ("lstm", "peephole"):
            raise ValueError(f"{self.cell} has no forget gate for a forget_bias")
        if self.input_bias is not None and self.cell in ("rnn", "gru"):
            raise ValueError(f"{self.cell} has no input gate for an input_bias")
        if not 0 <= self.probability <= 1:
            raise ValueError(f"probability must be 0 to 1, got {self.probability}")
        for name in ("hidden", "batch", "tests"):
            if getattr(self, name) < 1:
                least = getattr(self, name)
                raise ValueError(f"{name} must be at least 1, got {least}")

    def make_task(self) -> tasks.Task:
        """The task with its options.

        Raises:
            ValueError: for options that the task does not have or cannot be.
        """
        return tasks.make(self.task, **self.options)

    def for_page(self) -> dict:
        """The same by JavaScript's names, ready for JSON."""
        return {CAMEL.get(k, k): v for k, v in dataclasses.asdict(self).items()}
