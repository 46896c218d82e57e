"""The Sphinx extension that explains the glossary's words wherever prose uses them.

Mentions become links that carry the level of their readers; a page brings along the
definitions that it needs and a choice of readers, and `page/glossary.js` shows them.
"""

import hashlib
import json
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from carousel.book.site import glossary

PAGE = "chapters/glossary"
_SWITCH = (Path(__file__).parent / "page" / "reader.html").read_text(encoding="utf-8")


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the extension to a build; what Sphinx wants to know of it."""
    app.add_node(glossary.mention, html=(_open_link, _close_link))
    app.connect("doctree-read", _head_entries)
    app.connect("env-updated", _follow_the_glossary)
    app.connect("doctree-resolved", _mark_page)
    app.connect("html-page-context", _bring_definitions, priority=800)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _source(app: Sphinx) -> str:
    return Path(app.env.doc2path(PAGE)).read_text(encoding="utf-8")


def _head_entries(app: Sphinx, page: nodes.document) -> None:
    """An entry stands under its name alone, and can be linked to."""
    if app.env.docname != PAGE:
        return
    entries = glossary.read(_source(app))
    for head, entry in zip(page.findall(nodes.term), entries, strict=True):
        head.children = []
        head += nodes.Text(entry.name)
        head["ids"].append(f"term-{entry.key}")


def _follow_the_glossary(app: Sphinx, env: object) -> list[str]:
    """Write every page anew when the glossary has changed."""
    digest = hashlib.sha256(_source(app).encode()).hexdigest()
    before = getattr(env, "carousel_glossary", digest)
    env.carousel_glossary = digest
    return sorted(env.found_docs) if before != digest else []


def _mark_page(app: Sphinx, page: nodes.document, name: str) -> None:
    if app.builder.format != "html":
        return
    glossary.mark(page, glossary.read(_source(app)))
    uri = app.builder.get_relative_uri(name, PAGE)
    for node in page.findall(glossary.mention):
        node["uri"] = f"{uri}#term-{node['entry'].key}"


def _bring_definitions(
    app: Sphinx, name: str, template: str, context: dict, page: nodes.document | None
) -> None:
    """Add what its links need: definitions, the choice of readers, a script."""
    mentions = page.findall(glossary.mention) if page is not None else ()
    needed = {m["entry"].key: m["entry"].definition for m in mentions}
    if not needed:
        return
    as_json = json.dumps(needed, ensure_ascii=False, separators=(",", ":"))
    as_json = as_json.replace("</", r"<\/")
    # The first page opens with the book's claim; its switches stand further down.
    title = "</h2>" if name == app.config.root_doc else "</h1>"
    body = context["body"].replace(title, f"{title}\n{_SWITCH}", 1)
    context["body"] = (
        f'{body}<script type="application/json" id="cx-definitions">{as_json}</script>'
    )
    app.add_js_file("carousel/glossary.js", loading_method="defer", priority=900)


def _open_link(self: HTML5Translator, node: glossary.mention) -> None:
    self.body.append(f'<a class="cx-term {node["entry"].level}" href="{node["uri"]}">')


def _close_link(self: HTML5Translator, node: glossary.mention) -> None:
    self.body.append("</a>")
