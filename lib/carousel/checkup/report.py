"""The report: measures and verdicts, as text, in a notebook, and as files."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from carousel.checkup import record, text, words
from carousel.checkup.lags import Progress
from carousel.checkup.measure import Layer, Measures, measure
from carousel.checkup.verdicts import Setting, Verdict, verdicts

SEED = 1997  # random losses are the same in every report


@dataclass(frozen=True, eq=False)
class Report:
    """What a check-up found: print it, show it in a notebook, or save it.

    `layers` are the measures of every layer and direction, `verdicts` what they mean,
    `notes` what one must know of how they were taken.
    """

    layers: Sequence[Measures]
    verdicts: Sequence[Verdict]
    notes: Sequence[str]
    setting: Setting

    def __str__(self) -> str:
        return self.text()

    def text(self, width: int = text.WIDTH) -> str:
        """The report as text, in lines of at most `width` letters."""
        return text.whole(self, width)

    def __repr__(self) -> str:
        kinds = ", ".join(dict.fromkeys(v.kind for v in self.verdicts))
        return f"<check-up of {words.count(len(self.layers), 'layer')}: {kinds}>"

    def _repr_html_(self) -> str:
        from carousel.checkup import page

        return page.fragment(self)

    def to_dict(self) -> dict:
        """The report as `schema.json` beside this module describes it."""
        return record.of(self)

    def save(self, path: str | Path, *, book: str | None = None) -> Path:
        """Write the report to a file, by its ending: html, json, png or txt.

        Args:
            path: where to; an html file opens from disk and asks for nothing else.
            book: the folder or address of the book's chapters, for the links of html.

        Raises:
            ValueError: for another ending.
        """
        path = Path(path)
        if path.suffix == ".png":
            from carousel.checkup import drawing

            drawing.figure(self.layers).savefig(path, dpi=150)
            return path
        path.write_text(self._written(path.suffix, book), encoding="utf-8")
        return path

    def _written(self, ending: str, book: str | None) -> str:
        if ending == ".txt":
            return f"{self}\n"
        if ending == ".json":
            return json.dumps(self.to_dict(), indent=1, ensure_ascii=False) + "\n"
        if ending == ".html":
            from carousel.checkup import page

            return page.whole(self, book)
        raise ValueError(f"path must end in .html, .json, .png or .txt, got {ending!r}")


def examine(
    layers: Sequence[Layer],
    setting: Setting,
    notes: Sequence[str] = (),
    progress: Progress = lambda share: None,
) -> Report:
    """Measures every layer, and says what that means.

    Args:
        layers: what was run.
        setting: the loss and the data, in words.
        notes: on how it was run.
        progress: told which share is done, from 0 to 1.
    """
    rng, found = np.random.default_rng(SEED), []
    for place, layer in enumerate(layers):

        def part(share: float, place: int = place) -> None:
            progress((place + share) / len(layers))

        found.append(measure(layer, rng, part))
    said = [one for m in found for one in verdicts(m, setting)]
    return Report(found, said, list(dict.fromkeys(notes)), setting)
