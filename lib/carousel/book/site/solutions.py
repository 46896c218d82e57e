"""The Sphinx extension that gathers the exercises of all chapters on one page.

The page says `{solutions}` once. There stand, chapter by chapter, the exercises with
their solutions open, as the chapters have them: one source, so they cannot differ.
"""

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

SECTION = "exercises"  # the anchor of the heading "Exercises"
FIELD = 'data-explorable="'  # of a field, and of a figure that is moved


def setup(app: Sphinx) -> dict[str, object]:
    """Add the directive, and what fills its place once all chapters are read."""
    app.add_node(gathered)
    app.add_directive("solutions", Solutions)
    app.add_post_transform(Gather)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


class gathered(nodes.General, nodes.Element):  # noqa: N801, docutils' way
    """The place of the exercises."""


class Solutions(SphinxDirective):
    """`{solutions}`: all exercises of the book, with their solutions."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; the page is read in every build."""
        self.env.note_reread()  # any chapter may change
        return [gathered()]


class Gather(SphinxPostTransform):
    """Fill the place, before any other transform looks at what stands there."""

    default_priority = 1

    def run(self, **_: object) -> None:
        """Copy the chapters' exercises into the places of this page."""
        for place in list(self.document.findall(gathered)):
            place.replace_self(list(_sections(self.env)))


def _sections(env: BuildEnvironment) -> Iterator[nodes.section]:
    """For each page with exercises, in the order of the book, a section of them."""
    for page in pages(env):
        tree = env.get_doctree(page)
        exercises = [s for s in tree.findall(nodes.section) if SECTION in s["ids"]]
        if not exercises:
            continue
        title = env.titles[page].astext()
        section = nodes.section(ids=[f"{SECTION}-{nodes.make_id(title)}"])
        section += nodes.title("", "", link(page, title))
        # The tree is this call's own, read from its file: nothing has to be copied.
        _drop_fields(exercises[0])
        section += [_open(child, env.docname) for child in exercises[0].children[1:]]
        yield section


def _drop_fields(exercises: nodes.section) -> None:
    """Take out fields and live figures: they stand where they are asked."""
    cells = [c for c in exercises.findall(nodes.container) if "cell" in c["classes"]]
    for cell in cells:
        said = "".join(raw.astext() for raw in cell.findall(nodes.raw))
        if FIELD in said:
            cell.parent.remove(cell)


def pages(env: BuildEnvironment) -> list[str]:
    """The pages in the order of the table of contents."""
    root = env.config.root_doc
    pages, waiting = [], [root]
    while waiting:
        page = waiting.pop(0)
        pages.append(page)
        waiting[:0] = env.toctree_includes.get(page, [])
    return pages


def link(page: str, title: str) -> addnodes.pending_xref:
    """A way to another page of the book."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", title),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{page}",
        refexplicit=True,
        refwarn=True,
    )


def _open(node: nodes.Element, page: str) -> nodes.Element:
    """The exercise with its solution open, and with no anchor that its chapter has."""
    for part in node.findall(nodes.Element):
        part["ids"], part["names"] = [], []
        part["classes"] = [
            "answer" if name == "dropdown" else name for name in part["classes"]
        ]
    for equation in node.findall(nodes.math_block):
        equation["number"] = equation["label"] = None  # it has them in its chapter
    for reference in node.findall(addnodes.pending_xref):
        reference["refdoc"] = page  # a way from here, not from the chapter
    return node
