"""The glossary's entries, and where prose mentions one for the first time."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes

LEVELS = ("newcomer", "practitioner", "expert")

_LEVEL = re.compile(r"^\((\w+)\)=$", re.MULTILINE)
_ENTRY = re.compile(r"^(\S.*)\n: (.+) \[Chapter \d+\]\(([\w-]+)\)$", re.MULTILINE)
# Nothing in these is running prose; a list of definitions is the glossary itself.
_APART = (
    nodes.title,
    nodes.caption,
    nodes.reference,
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.table,
    nodes.citation,
    nodes.definition_list,
)


@dataclass(frozen=True)
class Entry:
    """A term: its forms, what only looks like it, for whom and what it is, and where.

    The level is that of the most knowing reader to whom it is still explained.
    """

    forms: tuple[str, ...]
    others: tuple[str, ...]
    level: str
    definition: str
    chapter: str

    @property
    def name(self) -> str:
        """The form that the glossary lists it under."""
        return self.forms[0]

    @property
    def key(self) -> str:
        """Its name as part of an address."""
        return re.sub(r"\W+", "-", self.name.lower())


class mention(nodes.Inline, nodes.TextElement):  # noqa: N801 (nodes are named so)
    """A term in prose that links to its entry."""


@functools.cache
def read(text: str) -> tuple[Entry, ...]:
    """The entries of a glossary's source, in its order.

    Args:
        text: headings of levels, `(expert)=`, and under them lists of definitions that
            end in a link to a chapter. A name that begins with `not ` only looks like
            the term.
    """
    entries = []
    _, *parts = _LEVEL.split(text)
    for level, part in zip(parts[::2], parts[1::2], strict=True):
        for line, definition, chapter in _ENTRY.findall(part):
            names = line.split(", ")
            others = tuple(form[4:] for form in names if form.startswith("not "))
            forms = tuple(form for form in names if not form.startswith("not "))
            entries.append(Entry(forms, others, level, definition, chapter))
    return tuple(entries)


def mark(document: nodes.document, entries: tuple[Entry, ...]) -> None:
    """Turn the first mention of each entry on a page into a `mention`.

    Args:
        document: the page; it is changed.
        entries: of the glossary.
    """
    mentioned: set[Entry | None] = {None}
    for text in list(_outside_links(document)):
        if _is_prose(text):
            pieces = list(_pieces(text, entries, mentioned))
            text.parent.replace(text, pieces)


def _pieces(
    text: nodes.Text, entries: tuple[Entry, ...], mentioned: set[Entry | None]
) -> Iterator[nodes.Node]:
    pattern, meant = _finder(entries)
    bold = text.parent if isinstance(text.parent, nodes.strong) else None
    opening = bold is not None and bold.parent.astext().startswith(text)
    end = 0
    for match in pattern.finditer(text):
        entry = meant[_plain(match[0])]
        # A bold term is being explained right there; other bold openings are titles.
        explained = bold is not None and match[0] == text
        if entry in mentioned or (opening and not explained):
            continue
        mentioned.add(entry)
        if explained:
            continue
        yield nodes.Text(text[end : match.start()])
        yield mention("", match[0], entry=entry)
        end = match.end()
    yield nodes.Text(text[end:])


@functools.cache
def _finder(
    entries: tuple[Entry, ...],
) -> tuple[re.Pattern[str], dict[str, Entry | None]]:
    """A pattern for all forms, the longest first, and what each of them means."""
    meant: dict[str, Entry | None] = {}
    for entry in entries:
        meant |= dict.fromkeys(map(_plain, entry.forms), entry)
        meant |= dict.fromkeys(map(_plain, entry.others))
    either = "|".join(
        rf"(?i:{form[0]}){re.escape(form[1:])}".replace(r"\ ", r"\s+")
        for form in sorted(meant, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])"), meant


def _plain(form: str) -> str:
    """A form without what a sentence does to it: a first capital, a line's end."""
    return form[0].lower() + " ".join(form[1:].split())


def _is_prose(text: nodes.Text) -> bool:
    above = text.parent
    while above is not None:
        if isinstance(above, _APART) or "cell" in above.get("classes", ()):
            return False
        above = above.parent
    return True


def _outside_links(document: nodes.document) -> Iterator[nodes.Text]:
    """The texts of a page that stand in no link that the page writes in HTML."""
    inside = False
    for node in document.findall():
        written = node.astext().strip() if isinstance(node, nodes.raw) else ""
        if re.fullmatch(r"</?a\b[^>]*>", written):
            inside = not written.startswith("</")
        elif isinstance(node, nodes.Text) and not inside:
            yield node
