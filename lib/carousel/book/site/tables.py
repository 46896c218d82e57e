"""The Sphinx extension that keeps tables readable on a phone.

Three columns of sentences leave each a dozen letters a line there. Such a table's rows
stand one below another instead, and every cell names its column; `page/page.css` has
the rules. In every table a range of numbers stays on one line.
"""

import re
from html import escape
from statistics import fmean

from docutils import nodes
from sphinx.application import Sphinx

CLASS = "cx-rows"
KEPT = "cx-keep"
SENTENCE = 80  # letters of a row beyond its first cell, on the average

_RANGE = re.compile(r"\d+[–-]\d+")


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the extension to a build."""
    app.connect("doctree-resolved", _name_columns)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def name_columns(page: nodes.document) -> None:
    """Let each cell of a table of sentences name its column."""
    for table in page.findall(nodes.table):
        head = next(table.findall(nodes.thead), None)
        body = next(table.findall(nodes.tbody))
        if head is None or not _has_sentences(body):
            continue
        table["classes"].append(CLASS)
        names = [escape(entry.astext()) for entry in head[0]]
        for row in body:
            for name, entry in zip(names[1:], row[1:], strict=True):
                words = f'<span class="cx-head">{name}: </span>'
                if entry.children:  # an empty cell says nothing
                    entry[0].insert(0, nodes.raw("", words, format="html"))


def keep_ranges(page: nodes.document) -> None:
    """Let no line end within a cell that holds a range of numbers."""
    for entry in page.findall(nodes.entry):
        if _RANGE.fullmatch(entry.astext()):
            entry["classes"].append(KEPT)


def _has_sentences(body: nodes.tbody) -> bool:
    rows = [row.children for row in body]
    return len(rows[0]) > 2 and fmean(map(_letters, rows)) > SENTENCE


def _letters(row: list[nodes.Element]) -> int:
    """How long a row is beyond its first cell; a formula counts nothing."""
    texts = (text for entry in row[1:] for text in entry.findall(nodes.Text))
    return sum(len(t) for t in texts if not isinstance(t.parent, nodes.math))


def _name_columns(app: Sphinx, page: nodes.document, name: str) -> None:
    if app.builder.format == "html":
        name_columns(page)
        keep_ranges(page)
