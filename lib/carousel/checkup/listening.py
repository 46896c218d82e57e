"""Listening: a check-up inside one's own training step."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from carousel.checkup.lags import Progress
from carousel.checkup.report import Report, examine
from carousel.checkup.verdicts import Setting
from carousel.checkup.words import count

if TYPE_CHECKING:
    import torch

    from carousel.checkup.hearing import Hearing


class Heard:
    """What a model's layers did in a block, and the gradients that reached them."""

    def __init__(self, hearing: "Hearing", *, expects: bool = True) -> None:
        self._hearing, self._expects = hearing, expects

    def report(
        self,
        *,
        loss: str | None = "your loss",
        data: str | None = None,
        progress: Progress = lambda share: None,
    ) -> Report:
        """The report of what was heard until now.

        Args:
            loss: what the loss is called in the verdicts.
            data: what the data are called; how many sequences if None.
            progress: told which share is done, from 0 to 1.

        Raises:
            ValueError: if no layer of the model was called in the block.
        """
        from carousel.checkup import collected

        calls = self._hearing.calls.values()
        layers = [one for own in calls for one in collected.layers(own)]
        if not layers:
            names = ", ".join(self._hearing.layers)
            raise ValueError(
                f"no call was heard of {names}: run the model inside the block"
            )
        lengths = [len(one.x) for one in layers[0].histories]
        longest = count(max(lengths), "step")
        size = f"{count(len(lengths), 'sequence')} of up to {longest}"
        setting = Setting(loss, data or f"your batch, {size}", False, self._expects)
        silent = [name for name, own in self._hearing.calls.items() if not own]
        notes = [f"{name} was not called in the block" for name in silent]
        return examine(layers, setting, [*self._hearing.notes, *notes], progress)


@contextmanager
def listen(model: "torch.nn.Module") -> Iterator[Heard]:
    """A block in which the recurrent layers of a PyTorch model are heard.

    Run a training step in it, with `backward`; then `report()` says where the gradient
    went. `nn.LSTM`, `nn.GRU`, `nn.RNN` and their cells are heard, with any number of
    layers and directions, packed or padded. Fused layers are run layer by layer, with
    the draws of dropout repeated, and must give the original's outputs (to 1e-6 in
    float32). Nothing of the model is changed, in the block or after it.

    Args:
        model: a model, or a layer by itself.

    Raises:
        ValueError: for a compiled or scripted model, or one without such a layer.
        RuntimeError: in the block, if the outputs differ.
    """
    from carousel.checkup.hearing import Hearing

    hearing = Hearing(model)
    with hearing:
        yield Heard(hearing)
