"""What a training run is made of: everything that a results file must say."""

from dataclasses import dataclass, field

from carousel.lab.checks import is_finite, whole
from carousel.lab.training.cells import KINDS

GRADIENTS = ("full", "truncated", "h-detach")
CLIPS = ("none", "norm", "value", "percentile")
OPTIMIZERS = ("adam", "sgd")
RECORDS = ("norms", "profile", "gates", "marks")


@dataclass(frozen=True)
class Settings:
    """A task, a network, how it starts, and how it learns.

    Attributes:
        task: the task's name in `tasks.KNOWN`, with `options` for its arguments.
        cell: rnn, lstm, lstm_1997, peephole or gru.
        hidden: units per layer.
        layers: how many recurrent layers.
        forget_bias: a number, "chrono" (as long as the task), or None for the default.
        input_bias: a number, or None for the default.
        scale: what every recurrent matrix is multiplied with at the start.
        orthogonal: whether recurrent matrices start orthogonal.
        gradient: "full", "truncated" or "h-detach": which routes it takes back.
        probability: of closing a step, with "h-detach".
        clip: "none", "norm", "value" or "percentile", with its `threshold`.
        optimizer: "adam" or "sgd" (without momentum), with its learning `rate`.
        batch: sequences per update, all fresh.
        updates: how many at most.
        test_every: updates from one test to the next.
        tests: sequences in the fixed test set.
        stop: whether to stop once every seed has solved the task.
        record: also "norms" (of gradients), "profile" (by step), "gates" (of forget),
            and for the task "order" "marks" (the loss of each mark by itself).
    """

    task: str
    options: dict[str, int | float | str] = field(default_factory=dict)
    cell: str = "lstm"
    hidden: int = 8
    layers: int = 1
    forget_bias: float | int | str | None = None
    input_bias: float | int | None = None
    scale: float | int = 1.0
    orthogonal: bool = False
    gradient: str = "full"
    probability: float | int | None = None
    clip: str = "norm"
    threshold: float | int = 1.0
    optimizer: str = "adam"
    rate: float = 0.01
    batch: int = 32
    updates: int = 600
    test_every: int = 50
    tests: int = 256
    stop: bool = True
    record: tuple[str, ...] | list[str] = ()

    def __post_init__(self):
        """Refuse what cannot be run.

        Raises:
            ValueError: naming the setting, what it may be, and what came.
        """
        object.__setattr__(self, "record", tuple(self.record))  # JSON has only lists
        _one_of("cell", self.cell, tuple(KINDS))
        _one_of("gradient", self.gradient, GRADIENTS)
        _one_of("clip", self.clip, CLIPS)
        _one_of("optimizer", self.optimizer, OPTIMIZERS)
        for name in self.record:
            _one_of("record", name, RECORDS)
        for name in ("hidden", "layers", "batch", "updates", "test_every", "tests"):
            whole(name, getattr(self, name), 1)
        for name in ("rate", "threshold", "scale"):
            value = getattr(self, name)
            if not (is_finite(value) and value > 0):
                raise ValueError(f"{name} must be above 0 and finite, got {value!r}")
        self._fits_together()

    def _fits_together(self) -> None:
        if (self.gradient == "h-detach") != (self.probability is not None):
            raise ValueError('probability goes with "h-detach", and only with it')
        if self.probability is not None and not 0 <= self.probability <= 1:
            raise ValueError(f"probability must be 0 to 1, got {self.probability}")
        if self.forget_bias not in (None, "chrono") and not is_finite(self.forget_bias):
            raise ValueError(
                f'forget_bias must be a number or "chrono", got {self.forget_bias!r}'
            )
        if "marks" in self.record and self.task != "order":
            raise ValueError(
                f'"marks" are those of the task "order", not {self.task!r}'
            )
        if self.input_bias is not None and not is_finite(self.input_bias):
            raise ValueError(f"input_bias must be a number, got {self.input_bias!r}")
        if self.clip == "percentile" and self.threshold > 100:
            raise ValueError(f"a percentile is at most 100, got {self.threshold}")


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}, got {value!r}")
