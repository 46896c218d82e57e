"""The Sphinx extension that keeps the words of all pages for the search.

The search reads nothing else. So it finds and quotes sections, not pages, and it does
so from a folder as well, where a browser lets no page read another.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from sphinx.application import Sphinx

FILE = "searchtexts.js"
LINE_BY_LINE = "questions"  # the page whose every line is found by itself

_ARTICLE = re.compile(r'<article class="bd-article".*?</article>', re.DOTALL)
_UNREAD = re.compile(r"<(svg|script|style|math)\b.*?</\1>", re.DOTALL)
# What is no text of a section, and what answers a question before it is asked.
_AWAY = {"headerlink", "cx-mark", "cx-aside", "cx-page-switch", "carousel-still"}
_ANSWERS = {"cx-reason", "details.admonition"}
_EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
_WITHIN_A_LINE = {"a", "abbr", "b", "code", "em", "i", "span", "strong", "sub", "sup"}


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the extension to a build."""
    app.connect("build-finished", _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def entries(html: str, *, line_by_line: bool = False) -> list[list[str]]:
    """What can be found on a page: for each its id, its heading, and its words.

    An entry is a section without those inside it, or a term of a list of definitions.

    Args:
        html: the page.
        line_by_line: whether each item of a list is an entry of its own.
    """
    article = _ARTICLE.search(html)
    reader = _Reader(line_by_line)
    reader.feed(_UNREAD.sub("", article[0]) if article else "")
    found = [[mark, _plain(head), _plain(words)] for mark, head, words in reader.found]
    return [entry for entry in found if entry[1] or entry[2]]


def _plain(parts: list[str]) -> str:
    return " ".join("".join(parts).replace("\u200b", "").split())


class _Reader(HTMLParser):
    """Shares the words of a page out among its entries."""

    def __init__(self, line_by_line: bool) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str], list[str]]] = []
        self._lines = line_by_line
        self._sections: list[tuple[str, list[str], list[str]]] = []
        self._here: tuple[str, list[str], list[str]] | None = None
        self._heading = False
        self._away = 0  # how many elements deep in what is not read

    def _begin(self, mark: str, heading: list[str]) -> None:
        self._here = (mark, heading, [])
        self.found.append(self._here)

    def _end(self) -> None:
        self._here = self._sections[-1] if self._sections else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in _EMPTY:
            return
        classes = (told.get("class") or "").split()
        kinds = {*classes, *(f"{tag}.{name}" for name in classes)}
        if self._away or kinds & (_AWAY | _ANSWERS):
            self._away += 1
            return
        if tag == "section" and told.get("id"):
            self._begin(told["id"], [])
            self._sections.append(self._here)
        elif tag == "dt" and told.get("id"):
            self._begin(told["id"], [])
        elif tag == "li" and self._lines and self._sections:
            self._begin(*self._sections[-1][:2])
        self._heading = self._heading or tag in ("h1", "h2", "h3", "h4", "dt")
        if tag not in _WITHIN_A_LINE:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._away:
            self._away -= 1
            return
        if tag in ("h1", "h2", "h3", "h4", "dt"):
            self._heading = False
        elif tag == "section" and self._sections:
            self._sections.pop()
            self._end()
        elif tag == "dl" or (tag == "li" and self._lines):
            self._end()

    def handle_data(self, data: str) -> None:
        if self._here and not self._away:
            self._here[1 if self._heading else 2].append(data)


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    out, told = Path(app.outdir), []
    for page in sorted(app.env.found_docs):
        html = (out / f"{page}.html").read_text(encoding="utf-8")
        lines = page.rpartition("/")[2] == LINE_BY_LINE
        found = entries(html, line_by_line=lines)
        if found:
            told.append([f"{page}.html", app.env.titles[page].astext(), found])
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    (out / FILE).write_text(f"carouselTexts={text}\n", encoding="utf-8")
