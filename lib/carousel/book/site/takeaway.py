"""The Sphinx extension that gives every live figure a file of its own.

The built book has them in its folder `figures`, each in the state in which the book
shows it first. The page that says `{take-figures}` lists them, with what to copy.
"""

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from carousel.book.kit import course, figures
from carousel.book.site.solutions import link, pages

FOLDER = "figures"


class listing(nodes.General, nodes.Element):  # noqa: N801, docutils' way
    """The place of the list."""


def setup(app: Sphinx) -> dict[str, object]:
    """Add the directive, and what writes the files."""
    app.add_node(listing)
    app.add_directive("take-figures", Figures)
    app.add_post_transform(Fill)
    app.connect("build-finished", _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


class Figures(SphinxDirective):
    """`{take-figures}`: the live figures of the book, and how each is embedded."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; the page is read in every build."""
        self.env.note_reread()  # any chapter may change
        return [listing()]


class Fill(SphinxPostTransform):
    """Fill the place, before any other transform looks at what stands there."""

    default_priority = 1

    def run(self, **_: object) -> None:
        """For each figure: what it answers, its file, its page, what to copy."""
        for here in list(self.document.findall(listing)):
            held = taken(self.env).values()
            here.replace_self([_entry(figure, self.env) for figure in held])


def taken(env: BuildEnvironment) -> dict[str, figures.Taken]:
    """The figures of the book by their stems, each as its first chapter shows it.

    The first page and the playground have their figures also when a chapter shows
    the same again; but a chapter explains a figure, so that chapters go first.
    """
    held: dict[str, figures.Taken] = {}
    for page in sorted(pages(env), key=lambda page: not _is_chapter(page)):
        for raw in env.get_doctree(page).findall(nodes.raw):
            for stem, markup in figures.found(raw.astext()).items():
                title = env.titles[page].astext()
                held.setdefault(stem, figures.Taken(stem, markup, page, title))
    return held


def _is_chapter(page: str) -> bool:
    return Path(page).name[:2].isdigit()


def _entry(figure: figures.Taken, env: BuildEnvironment) -> nodes.section:
    told = course.read(Path(env.srcdir))
    address = f"../{FOLDER}/{figure.stem}.html"
    entry = nodes.section(ids=[f"take-{figure.stem.replace('_', '-')}"])
    entry += nodes.title("", figure.name)
    asked = nodes.paragraph("", f"{figure.question} It is explained in ")
    asked += link(figure.page, figure.title)
    asked += nodes.Text(". ")
    asked += nodes.raw(
        "",
        f'<a href="{address}">Open it</a>, or '
        f'<a href="{address}" download="{figure.stem}.html">save the file</a>.',
        format="html",
    )
    entry += asked
    code = figures.embedding(figure, told)
    entry += nodes.literal_block(code, code, language="html")
    return entry


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    told, folder = course.read(Path(app.srcdir)), Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in _files(app.env, told):
        (folder / name).write_text(text, encoding="utf-8")


def _files(env: BuildEnvironment, told: course.Course) -> Iterator[tuple[str, str]]:
    for figure in taken(env).values():
        yield f"{figure.stem}.html", figures.alone(figure, told)
