"""The report as HTML: a part of a notebook, or a file that opens from disk."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from carousel.checkup import drawing, tables, text, words
from carousel.checkup.measure import Measures
from carousel.checkup.verdicts import Verdict

if TYPE_CHECKING:
    from carousel.checkup.report import Report

BUILT = Path(__file__).parents[3] / "_build" / "html" / "chapters"
TONE = {
    **dict.fromkeys(
        ("vanishing", "exploding", "saturated", "runaway", "unread"), "cx-bad"
    ),
    **dict.fromkeys(("healthy", "direct"), "cx-good"),
}


def fragment(found: "Report") -> str:
    """The report as a part of a page or a notebook beside the chapters."""
    dark = 'html[data-theme="dark"] .cx-checkup, [data-jp-theme-light="false"] '
    light = f".cx-checkup{{{_colours(0)}}}\n@media screen{{{dark}.cx-checkup"
    style = f"{light}{{{_colours(1)}}}}}\n{_css()}"
    body = "".join(_body(found, 3, ""))
    return f'<style>{style}</style><div class="cx-checkup">{body}</div>'


def whole(found: "Report", book: str | None = None) -> str:
    """The report as a page of its own, which asks for nothing else.

    Args:
        found: the report.
        book: the folder or address of the chapters; the book built in this checkout if
            None, and no links where there is none.
    """
    if book is None and BUILT.is_dir():
        book = BUILT.as_uri()
    if book is not None:
        book = f"{book.rstrip('/')}/"
    style = (
        f":root{{color-scheme:light dark;{_colours(0)}}}\n@media screen and "
        f"(prefers-color-scheme:dark){{:root{{{_colours(1)}}}}}\n"
        "html{background:var(--paper)}body{margin:0;font-family:system-ui,sans-serif}\n"
    )
    body = "".join(_body(found, 1, book))
    title = escape(f"Check-up of {found.setting.data}")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}{_css()}</style></head>\n"
        f'<body><main class="cx-checkup">{body}</main></body></html>\n'
    )


def _css() -> str:
    return files("carousel.checkup").joinpath("page.css").read_text(encoding="utf-8")


def _colours(place: int) -> str:
    pairs = drawing.COLOURS.items()
    return "".join(f"--{name}:{pair[place]};" for name, pair in pairs)


def _body(found: "Report", level: int, book: str | None) -> Iterator[str]:
    yield f"<h{level}>Check-up of {escape(found.setting.data)}</h{level}>"
    if not found.layers:
        yield _verdicts(found.verdicts, book)
    if said := text.in_short(found):
        yield f"<p>{escape(said)}</p>"
    for place, m in enumerate(found.layers):
        yield "".join(_layer(found, m, place, level + 1, book))
    if found.notes:
        items = "".join(f"<li>{escape(note)}.</li>" for note in found.notes)
        yield f"<h{level + 1}>Notes</h{level + 1}><ul>{items}</ul>"


def _layer(found, m: Measures, place: int, level: int, book) -> Iterator[str]:
    said = [v for v in found.verdicts if v.layer == m.name]
    head = f"{m.name}: {words.cell(m.cell)}, {words.count(m.hidden, 'unit')}"
    yield f"<section><h{level}>{escape(head)}</h{level}>"
    yield _verdicts(said, book)
    yield f'<p class="cx-quiet">Holds for: {escape(said[0].holds_for)}.</p>'
    pictures = (
        drawing.svg(draw, m, f"l{place}p{number}-", _alt(number, m))
        for number, draw in enumerate(drawing.PANELS)
    )
    yield f'<div class="cx-pictures">{"".join(pictures)}</div>'
    yield f"<details><summary>The numbers of {escape(m.name)}</summary>"
    yield f"{_by_lag(m)}{_facts(m)}</details></section>"


def _verdicts(said: list[Verdict], book: str | None) -> str:
    items = (
        f'<li class="{TONE.get(v.kind, "cx-plain")}"><span class="cx-kind">'
        f"{_said(v)} Chapter {_link(v.chapter, book)}.</li>"
        for v in said
    )
    return f'<ul class="cx-verdicts">{"".join(items)}</ul>'


def _said(verdict: Verdict) -> str:
    """The sentence after the kind of its verdict, which is not said twice."""
    kind = verdict.kind.capitalize()
    rest = verdict.says.removeprefix(kind)
    stop = "." if rest == verdict.says else ""
    return f"{kind}{stop}</span>{' ' * bool(stop)}{_text(rest)}"


def _text(says: str) -> str:
    """A sentence whose numbers stay whole."""
    return escape(words.together(says))


def _link(chapter: str, book: str | None) -> str:
    stem, title = words.CHAPTERS[chapter]
    if book is None:
        return f"“{escape(title)}”"
    return f'<a href="{escape(book)}{stem}.html">{escape(title)}</a>'


def _alt(number: int, m: Measures) -> str:
    left = words.power(m.left[1, -1])
    if number == 0:
        return f"Gradient left by lag: 1 at lag 0, {left} at lag {m.reach}."
    if number == 1:
        means = ", ".join(f"{k} {gate.mean:.2f}" for k, gate in m.by_gate.items())
        return f"Histogram of the gates; means: {means or 'none'}."
    if m.memory is None:
        return "This cell has no gate that keeps."
    most = words.steps(float(m.memory.half_life.max()))
    return f"Half-lives of the units in order; the longest is {most}."


def _by_lag(m: Measures) -> str:
    named = tables.by_lag(m)
    rows = []
    for first, *rest in zip(*named.values(), strict=True):
        tail = "".join(f"<td>{cell}</td>" for cell in rest)
        rows.append(f'<tr><th scope="row">{first}</th>{tail}</tr>')
    top = "".join(f'<th scope="col">{_text(head)}</th>' for head in named)
    name = f"Gradient by lag, {escape(m.name)}"
    return (
        f'<p class="cx-quiet">{_text(tables.caption(m))}</p>'
        f'<div class="cx-scroll" role="region" tabindex="0" aria-label="{name}"><table>'
        f"<thead><tr>{top}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _facts(m: Measures) -> str:
    rows = (
        f'<tr><th scope="row">{escape(name)}</th><td>{_text(value)}</td></tr>'
        for name, value in tables.facts(m)
    )
    caption = f"<caption>Single numbers of {escape(m.name)}</caption>"
    return f'<table class="cx-facts">{caption}<tbody>{"".join(rows)}</tbody></table>'
