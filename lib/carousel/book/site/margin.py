"""The Sphinx extension that takes a page's machinery out of the reader's way.

Code that is the lesson (tag `lesson`) stays in view. Every other cell gives way to a
mark at the end of the sentence, caption or result that it belongs to: a tick where it
asserts, the word "code" elsewhere. An answer's code goes into the box of the answer,
and the box is closed. `page/margin.js` opens what a mark stands for.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from carousel.book.site import clauses

_SWITCH = (Path(__file__).parent / "page" / "code.html").read_text(encoding="utf-8")
_KINDS = {
    "claim": ("✓", "Checked: shows the assertion"),
    "code": ("code", "Shows the code"),
}
_LIVE = re.compile(r'data-explorable=|class="cx-(?:quiz|trial)')
_IMPORTS = re.compile(r"\s*(?:(?:import|from) .*|rng = .*|[\w\s,]+,|\))?\s*")
_KEPT = 24  # a longer last piece of a line may break where it likes


class aside(nodes.General, nodes.Element):  # noqa: N801 (nodes are named so)
    """What a mark opens: a cell, or the code of one."""


class mark(nodes.Inline, nodes.Element):  # noqa: N801
    """The button that opens its asides, at the end of what they belong to."""


class box(nodes.General, nodes.Element):  # noqa: N801
    """An answer that is closed until it is asked for."""


class summary(nodes.General, nodes.TextElement):  # noqa: N801
    """What a closed box is called."""


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the extension to a build."""
    app.add_node(aside, html=(_open_aside, _close_aside))
    app.add_node(mark, html=(_open_mark, _close_mark))
    app.add_node(box, html=(_open_box, _close_box))
    app.add_node(summary, html=(_open_summary, _close_summary))
    app.connect("doctree-resolved", _arrange, priority=600)  # the glossary goes first
    app.connect("html-page-context", _bring_switch, priority=850)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _arrange(app: Sphinx, page: nodes.document, name: str) -> None:
    if app.builder.format == "html":
        arrange(page)


def arrange(page: nodes.document) -> None:
    """Put every answer in its box, and every other cell behind its mark."""
    cells = [cell for cell in page.findall(nodes.container) if _is_cell(cell)]
    for cell in cells:
        _into_its_box(cell)
    marks: dict[tuple[int, str], mark] = {}
    for number, cell in enumerate(cells, start=1):
        _step_aside(cell, f"cell-{number}", marks)
    for answer in list(page.findall(nodes.Admonition)):
        if "dropdown" in answer["classes"]:
            _close(answer)


# What a cell is.


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and node.get("nb_element") == "cell_code"


def _has(cell: nodes.Element, tag: str) -> bool:
    return _classed(cell, f"tag_{tag}")


def _classed(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Element) and name in node.get("classes", ())


def _part(cell: nodes.Element, part: str) -> nodes.Element | None:
    found = (n for n in cell.children if n.get("nb_element") == f"cell_code_{part}")
    return next(found, None)


def _code(cell: nodes.Element) -> nodes.Element | None:
    """The part with a cell's code, folded or not."""
    folded = (n for n in cell.children if isinstance(n, HideCodeCellNode))
    return next(folded, None) or _part(cell, "source")


def _stays(cell: nodes.Element) -> bool:
    """Whether a result is there to be seen, and no value that a sentence says."""
    output = _part(cell, "output")
    if output is None:
        return False
    plain = nodes.literal_block  # a value, as Python prints it
    rich = any(not isinstance(n, plain) for n in _results(output))
    return rich or (_has(cell, "hide-input") and bool(output.children))


def _results(output: nodes.Element) -> Iterator[nodes.Node]:
    for node in output.children:
        if isinstance(node, nodes.container) and node.children:
            yield from _results(node)
        else:
            yield node


def _speaks_for_itself(cell: nodes.Element) -> bool:
    """Whether nobody misses the code: imports, a live figure's call, a quiz's."""
    lines = _code(cell).astext().splitlines()
    drawn = any(_LIVE.search(raw.astext()) for raw in cell.findall(nodes.raw))
    return all(_IMPORTS.fullmatch(line) for line in lines) or (
        drawn and not _has(cell, "claim")
    )


# Answers.


def _is_answer(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.Admonition) and bool(
        {"dropdown", "answer"} & set(node["classes"])
    )


def _beside(cell: nodes.Element, way: int) -> nodes.Node | None:
    """The next node before or after a cell that is no cell."""
    row = cell.parent.children
    at = row.index(cell) + way
    while 0 <= at < len(row) and (
        _is_cell(row[at]) or isinstance(row[at], nodes.comment)
    ):
        at += way
    return row[at] if 0 <= at < len(row) else None


def _into_its_box(cell: nodes.Element) -> None:
    """Move what answers or checks an answer into the answer's box."""
    before, after = _beside(cell, -1), _beside(cell, 1)
    answers = _has(cell, "exercise")
    if not answers and not _has(cell, "claim"):
        return
    near = (before, after) if not answers else (after, before)
    inside = next(filter(_is_answer, near), None)
    if answers:
        _unfold(cell)  # the box is fold enough
    elif inside is None:
        return
    if inside is None:
        title = nodes.title("", "Solution")
        inside = nodes.admonition("", title, classes=["dropdown"])
        cell.parent.insert(cell.parent.index(cell), inside)
    cell.parent.remove(cell)
    if answers and inside is after:  # code comes before what is said of it
        inside.insert(1 + sum(map(_is_cell, inside.children)), cell)
    else:
        inside += cell


def _unfold(cell: nodes.Element) -> None:
    for folded in [n for n in cell.children if isinstance(n, HideCodeCellNode)]:
        folded.replace_self(folded.children)


def _close(answer: nodes.Element) -> None:
    classes = [name for name in answer["classes"] if name not in ("dropdown", "toggle")]
    closed = box(classes=["admonition", *classes], ids=answer["ids"])
    title, *rest = answer.children
    closed += summary("", "", *title.children)
    closed += rest
    answer.parent.replace(answer, closed)


# Marks.


def _step_aside(cell: nodes.Element, name: str, marks: dict) -> None:
    code = _code(cell)
    if code is None or _has(cell, "lesson") or _has(cell, "exercise"):
        return
    kind = "claim" if _has(cell, "claim") else "code"
    place = _place(cell)
    part = code if _stays(cell) else cell
    needs_none = place is None or _speaks_for_itself(cell)
    hidden = aside(ids=[name])
    part.parent.replace(part, hidden)
    hidden += part
    if needs_none:
        return
    if (id(place), kind) in marks:
        marks[id(place), kind]["opens"].append(name)
        return
    marks[id(place), kind] = button = mark(kind=kind, opens=[name])
    if isinstance(place, (nodes.paragraph, nodes.caption)):
        _end_with(place, button)
    else:
        _under(place).append(button)


def _place(cell: nodes.Element) -> nodes.Element | None:
    """What a cell's mark stands behind: its own result, or what comes before it."""
    if _stays(cell):
        return _last_words(cell)
    row = cell.parent.children
    for node in reversed(row[: row.index(cell)]):
        if isinstance(node, (aside, nodes.comment, nodes.target)):
            continue
        if not _classed(node, "cx-under"):
            return _last_words(node)
    return None


def _last_words(node: nodes.Element) -> nodes.Element:
    """The paragraph or the caption in which a node ends, if it ends in words."""
    lists = (nodes.bullet_list, nodes.enumerated_list)
    if _is_cell(node):
        captions = list(node.findall(nodes.caption))
        output = _part(node, "output")
        said = list(_results(output)) if output else []
        if captions or not said or not isinstance(said[-1], (nodes.paragraph, *lists)):
            return captions[-1] if captions else output or _code(node)
        node = said[-1]
    holders = (nodes.Admonition, *lists, nodes.list_item)
    while isinstance(node, holders) and not _is_answer(node):
        node = node.children[-1]
    return node


def _under(place: nodes.Element) -> nodes.Element:
    """The row of marks below a result, which takes no height."""
    row, at = place.parent, place.parent.index(place) + 1
    if at == len(row.children) or not _classed(row[at], "cx-under"):
        row.insert(at, nodes.container(classes=["cx-under"]))
    return row[at]


def _end_with(place: nodes.Element, button: mark) -> None:
    """Add a mark to the end of a sentence, where it never stands alone on a line."""
    if place.children and _classed(place[-1], "cx-keep"):
        place[-1].append(button)
        return
    kept = nodes.inline(classes=["cx-keep"])
    while place.children:
        last = place.pop()
        if isinstance(last, nodes.Text):
            said = str(last) if kept.children else last.rstrip()
            before, gap, word = re.fullmatch(r"(.*?)(\s*)(\S*)", said, re.S).groups()
            kept.insert(0, nodes.Text(word))
            if gap:
                place += nodes.Text(before + gap)
                break
        elif len(last.astext()) > _KEPT:
            if isinstance(last, nodes.math) or _classed(last, clauses.CLASS):
                kept.insert(0, last)
                kept["classes"].append(clauses.CLASS)  # a formula may break
            else:
                place += last
                if isinstance(last, nodes.emphasis) and not kept.children:
                    _end_with(last, button)
                    return
            break
        else:
            kept.insert(0, last)
    kept += button
    place += kept


# HTML.


def _open_aside(self: HTML5Translator, node: aside) -> None:
    # A browser that can finds what is in it; the others hide it alike.
    self.body.append(
        f'<div class="cx-aside" id="{node["ids"][0]}" hidden="until-found">'
    )


def _close_aside(self: HTML5Translator, node: aside) -> None:
    self.body.append("</div>\n")


def _open_mark(self: HTML5Translator, node: mark) -> None:
    sign, says = _KINDS[node["kind"]]
    self.body.append(
        f'<button type="button" class="cx-mark {node["kind"]}" aria-label="{says}" '
        f'aria-expanded="false" aria-controls="{" ".join(node["opens"])}">{sign}'
    )


def _close_mark(self: HTML5Translator, node: mark) -> None:
    self.body.append("</button>")


def _open_box(self: HTML5Translator, node: box) -> None:
    classes, ids = " ".join(node["classes"]), node["ids"][:1]
    name = f' id="{ids[0]}"' if ids else ""
    self.body.append(f'<details class="{classes}"{name}>\n')


def _close_box(self: HTML5Translator, node: box) -> None:
    self.body.append("</details>\n")


def _open_summary(self: HTML5Translator, node: summary) -> None:
    self.body.append('<summary class="admonition-title">')


def _close_summary(self: HTML5Translator, node: summary) -> None:
    self.body.append("</summary>\n")


def _bring_switch(
    app: Sphinx, name: str, template: str, context: dict, page: nodes.document | None
) -> None:
    """Offer the choice on pages where there is something to choose."""
    if page is None or next(iter(page.findall(aside)), None) is None:
        return
    body = context["body"]
    start = body.find('<fieldset class="cx-page-switch cx-reader')
    if start < 0:
        start = end = body.index("</h1>") + len("</h1>")
    else:
        end = body.index("</fieldset>", start) + len("</fieldset>")
    both = f'<div class="cx-page-switches">{body[start:end]}\n{_SWITCH}</div>'
    context["body"] = body[:start] + both + body[end:]
