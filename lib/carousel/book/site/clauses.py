"""The Sphinx extension that keeps the punctuation of a clause with its formula.

A browser may end a line after a formula, as after a picture; the comma would begin the
next one.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx

CLASS = "cx-close"

_OPENING = re.compile(r"[(\[“‘]+$")
_CLOSING = re.compile(r"^(?:[’']s\b|[-–]\w+|[.,;:!?)\]”’…%])+")


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the extension to a build."""
    # Before the headings are gathered for the contents (at 500).
    app.connect("doctree-read", _close_clauses, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def close(page: nodes.document) -> None:
    """Put each formula of a text and what touches it into one unbreakable span."""
    for formula in list(page.findall(nodes.math)):
        line = formula.parent
        at = line.index(formula)
        before = line[at - 1] if at else None
        after = line[at + 1] if at + 1 < len(line) else None
        opening = _cut(before, _OPENING)
        closing = _cut(after, _CLOSING)
        if not opening and not closing:
            continue
        span = nodes.inline("", "", classes=[CLASS])
        span += [nodes.Text(opening), formula.deepcopy(), nodes.Text(closing)]
        if opening:
            line.replace(before, nodes.Text(before[: -len(opening)]))
        if closing:
            line.replace(after, nodes.Text(after[len(closing) :]))
        line.replace(formula, span)


def _cut(text: nodes.Node | None, pattern: re.Pattern[str]) -> str:
    """What of a neighbouring text touches the formula."""
    found = pattern.search(text) if isinstance(text, nodes.Text) else None
    return found[0] if found else ""


def _close_clauses(app: Sphinx, page: nodes.document) -> None:
    close(page)
