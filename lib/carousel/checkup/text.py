"""The report as text: no line is longer than asked, and numbers keep their units."""

import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from carousel.checkup import tables, words
from carousel.checkup.measure import Measures

if TYPE_CHECKING:
    from carousel.checkup.report import Report

WIDTH = 76  # letters in a box of the book, and in a terminal
GAP = "  "  # between two columns


def whole(found: "Report", width: int = WIDTH) -> str:
    """The report in lines of at most so many letters."""
    return "\n".join(_lines(found, width)).rstrip()


def in_short(found: "Report") -> str:
    """How many layers got which verdict; nothing where there is one layer."""
    if len(found.layers) < 2:
        return ""
    kinds = Counter(kind for _, kind in {(v.layer, v.kind): 0 for v in found.verdicts})
    said = ", ".join(f"{kind} in {times}" for kind, times in kinds.items())
    return f"Of {len(found.layers)} layers and directions: {said}."


def _lines(found: "Report", width: int) -> Iterator[str]:
    yield from _wrapped(f"Check-up of {found.setting.data}", width)
    yield from _wrapped(in_short(found), width)
    yield ""
    for m in found.layers:
        yield from _layer(m, [v for v in found.verdicts if v.layer == m.name], width)
    if not found.layers:
        for verdict in found.verdicts:
            yield from _wrapped(verdict.says, width)
    for note in found.notes:
        yield from _wrapped(f"Note: {note}.", width)


def _layer(m: Measures, said: list, width: int) -> Iterator[str]:
    size = f"{words.cell(m.cell)}, {words.count(m.hidden, 'unit')}"
    head = f"{m.name} ({size}, {words.count(m.inputs, 'input')})"
    yield from _wrapped(head, width)
    for v in said:
        chapter = words.CHAPTERS[v.chapter][1]
        yield from _wrapped(f"[{v.kind}] {v.says} (chapter “{chapter}”)", width, 2)
    yield from _wrapped(f"Holds for: {said[0].holds_for}.", width, 2)
    yield ""
    yield from _wrapped(f"{tables.caption(m)}:", width, 2)
    yield from columns(tables.by_lag(m), width)
    yield ""
    for name, value in tables.facts(m):
        yield from _wrapped(f"{name}: {value}", width, 2)
    yield ""


def columns(named: dict[str, list[str]], width: int) -> Iterator[str]:
    """A table whose columns go on below, beside the first, where a line is full."""
    (first, *rest), room = _padded(named), width - len(GAP)
    while rest:
        row = [first]
        while rest and (len(row) == 1 or _long(row) + len(GAP + rest[0][0]) <= room):
            row.append(rest.pop(0))
        for cells in zip(*row, strict=True):
            yield f"{GAP}{GAP.join(cells)}".rstrip()


def _padded(named: dict[str, list[str]]) -> list[list[str]]:
    """Columns with their heads, each as wide as its widest; the first is of numbers."""
    found = []
    for name, cells in named.items():
        wide = max(map(len, (name, *cells)))
        turn = str.ljust if found else str.rjust
        found.append([turn(cell, wide) for cell in (name, *cells)])
    return found


def _long(row: list[list[str]]) -> int:
    return len(GAP.join(column[0] for column in row))


def _wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    """Lines of a sentence; those after the first stand two letters further in."""
    lines = textwrap.wrap(
        words.together(text),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_on_hyphens=False,
    )
    return [line.replace(words.TIE, " ") for line in lines]
