"""The Sphinx extension that lists what the book asks, for a page of what one believed.

The page says `{believed}` once. There stands, chapter by chapter, how much is asked:
predictions, questions of quizzes, claims to vote on. A reader's marks are not the
book's to know: `page/believed.js` adds those that the browser has kept.
"""

import html
import json
import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from carousel.book.cards import plain
from carousel.book.site.solutions import pages

_STATE = re.compile(
    r'data-explorable="predict"><script type="application/json">(.*?)</script>'
)
_ASKED = re.compile(
    r'data-key="(\w+)"><p id="[\w-]+"><strong>\d+\. (.*?)</strong></p>', re.DOTALL
)
_CLAIMED = re.compile(r'data-claim="(\w+)" data-word="[^"]*" data-text="([^"]*)"')


def setup(app: Sphinx) -> dict[str, object]:
    """Add the directive, and what fills its place once all chapters are read."""
    app.add_node(place)
    app.add_directive("believed", Believed)
    app.add_post_transform(Fill)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


class place(nodes.General, nodes.Element):  # noqa: N801, docutils' way
    """The place of the list."""


class Believed(SphinxDirective):
    """`{believed}`: what the book asks, and what a reader has answered."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; the page is read in every build."""
        self.env.note_reread()  # any chapter may change
        return [place()]


class Fill(SphinxPostTransform):
    """Fill the place with what the chapters ask."""

    default_priority = 1

    def run(self, **_: object) -> None:
        """List the chapters that ask something, with a place for what was answered."""
        for here in list(self.document.findall(place)):
            shown = nodes.raw("", self._list(), format="html")
            here.replace_self(shown)

    def _list(self) -> str:
        chapters = [
            {"title": self._title(page), "href": self._uri(page), **asked}
            for page in pages(self.env)
            if any((asked := self._asked(page)).values())
        ]
        told = json.dumps(chapters, ensure_ascii=False)
        told = told.replace("<", "\\u003c").replace("&", "\\u0026")
        rows = "".join(map(_row, chapters))
        head = "".join(f"<th>{name}</th>" for name in ("chapter", *_KINDS.values()))
        return (
            '<div class="cx-believed"><script type="application/json">'
            f"{told}</script><noscript><p>Your marks are kept in your browser, and "
            "only a script can read them: without one this page counts what there is "
            "to answer.</p></noscript><table><thead><tr>"
            f"{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def _uri(self, page: str, anchor: str = "") -> str:
        builder = self.app.builder
        if builder.format != "html":
            return ""
        return builder.get_relative_uri(self.env.docname, page) + anchor

    def _title(self, page: str) -> str:
        numbers = self.env.toc_secnumbers.get(page, {}).get("", ())
        title = self.env.titles[page].astext()
        return ". ".join([*map(str, numbers[:1]), title])

    def _asked(self, page: str) -> dict[str, list[dict[str, str]]]:
        """What a page asks: the key, the words and the address of each."""
        found: dict[str, list[dict[str, str]]] = {kind: [] for kind in _KINDS}
        for raw in self.env.get_doctree(page).findall(nodes.raw):
            text, section = raw.astext(), _section(raw)
            href = self._uri(page, f"#{section['ids'][0]}" if section else "")
            where = section.next_node(nodes.title).astext() if section else ""
            asked = [
                ("guesses", told["data"]["key"], told["data"]["question"])
                for told in map(json.loads, _STATE.findall(text))
            ]
            for kind, pattern in (("answers", _ASKED), ("votes", _CLAIMED)):
                asked += [(kind, *pair) for pair in pattern.findall(text)]
            for kind, key, words in asked:
                words = _plain(words) if kind != "guesses" else words
                told = {"key": key, "words": words, "href": href, "where": where}
                found[kind].append(told)
        return found


_KINDS = {"guesses": "predictions", "answers": "quiz", "votes": "claims"}


def _section(node: nodes.Node) -> nodes.section | None:
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    return node


def _plain(words: str) -> str:
    text = html.unescape(re.sub(r"<[^>]*>", "", words))
    return plain(re.sub(r"\\\((.*?)\\\)", r"$\1$", text))


def _row(chapter: dict) -> str:
    title, href = html.escape(chapter["title"]), html.escape(chapter["href"])
    counts = "".join(
        f'<td data-kind="{kind}">{len(chapter[kind]) or ""}</td>' for kind in _KINDS
    )
    return f'<tr><th scope="row"><a href="{href}">{title}</a></th>{counts}</tr>'
