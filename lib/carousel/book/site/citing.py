"""The Sphinx extension that writes how the course is cited.

The page says `{citations}` once; each format stands there in a box that can be copied.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from carousel.book.kit import cite, course

_LANGUAGE = {"BibTeX": "bibtex"}


def setup(app: Sphinx) -> dict[str, object]:
    """Add the directive."""
    app.add_directive("citations", Citations)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


class Citations(SphinxDirective):
    """`{citations}`: every format under its name."""

    def run(self) -> list[nodes.Node]:
        """A section for each format; the page is read in every build."""
        self.env.note_reread()  # another file has what it says
        written = cite.formats(course.read(Path(self.env.srcdir)))
        return [_section(name, text) for name, text in written.items()]


def _section(name: str, text: str) -> nodes.section:
    section = nodes.section(ids=[f"cite-{name.lower()}"])
    section += nodes.title("", name)
    section += nodes.literal_block(text, text, language=_LANGUAGE.get(name, "text"))
    return section
