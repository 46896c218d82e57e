"""The report: measures and verdicts, as text, in a notebook, and as files."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from carousel.checkup import record, words
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
        lines = [f"Check-up of {self.setting.data}", ""]
        for m in self.layers:
            size = f"{words.cell(m.cell)}, {words.count(m.hidden, 'unit')}"
            lines.append(f"{m.name} ({size}, {words.count(m.inputs, 'input')})")
            said = [v for v in self.verdicts if v.layer == m.name]
            for v in said:
                chapter = words.CHAPTERS[v.chapter][1]
                lines.append(f"  [{v.kind}] {v.says} (chapter “{chapter}”)")
            lines += [f"  {line}" for line in table(m)]
            lines += [f"  Holds for: {said[0].holds_for}.", ""]
        lines += [v.says for v in self.verdicts if not self.layers]
        lines += [f"Note: {note}." for note in self.notes]
        return "\n".join(lines).rstrip()

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


def table(m: Measures) -> list[str]:
    """The numbers of a layer in a few lines of text."""
    lines = [
        "lag        left (10 %, median, 90 %)        direct     rest/direct  units"
    ]
    for k in record.few_lags(m.reach):
        low, median, high = (words.power(v) for v in m.left[:, k])
        direct = "–" if m.left_direct is None else words.power(m.left_direct[1, k])
        rest = "–" if m.rest is None else words.number(float(m.rest[k]))
        left = f"{low}, {median}, {high}"
        units = words.number(float(m.units[k]))
        lines.append(f"{k:<10} {left:<32} {direct:<10} {rest:<12} {units}")
    lines += [f"{name}: {value}" for name, value in facts(m)]
    return lines


def facts(m: Measures) -> list[tuple[str, str]]:
    """The single numbers of a layer by name, in words."""
    found = [("leading exponents", ", ".join(words.number(v) for v in m.exponents[:4]))]
    if m.slow is not None:
        slow = ", ".join(words.number(v) for v in m.slow[:4])
        found.append(("slowest units' mean log gate", slow))
    one = words.number(float(np.median(m.gain)))
    many = "no sequence is so long"
    if len(m.gain_long):
        many = words.number(float(np.median(m.gain_long)))
    found.append(("largest singular value of a step, median", one))
    found.append(("the same of 20 steps", many))
    if m.memory is not None:
        for name, lives in (
            ("half-lives of units", m.memory.half_life),
            ("half-lives by the bias alone", m.memory.of_bias),
        ):
            low, median, high = np.quantile(lives, [0, 0.5, 1])
            said = f"{words.number(median)} steps in the median, "
            said += f"{words.number(low)} to {words.number(high)}"
            found.append((name, said))
    for letter, gate in m.by_gate.items():
        low, middle, high = gate.quantiles[[0, 2, 4]]
        spread = f"median {middle:.2f}, nine of ten from {low:.2f} to {high:.2f}"
        found.append(
            (f"gate {letter}", f"{spread}; {100 * gate.edge:.0f} % at its ends")
        )
    return found
