"""One figure, one file: a live figure that opens by itself and can be embedded."""

import html
import importlib
import inspect
import re
from dataclasses import dataclass
from pathlib import Path

from carousel.book import explorables
from carousel.book.explorables._explorable import BUNDLES, Explorable
from carousel.book.kit.course import Course

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ASKING = ("predict", "answer")  # no figures, but questions of their page
HEIGHT = 640  # pixels that a figure has room in, where it is as wide as a page
TALLER = {"playground": 880}

_FIGURE = re.compile(
    r'<figure class="carousel-explorable" data-explorable="(\w+)"(?: lang="(\w+)")?>'
    r".*?</figure>",
    re.DOTALL,
)
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{question}">
<link rel="icon" href="data:,">{home}
<script>
// An embedded figure follows its reader's system, or ?theme=light or ?theme=dark.
const asked = new URLSearchParams(location.search).get("theme");
if (asked) document.documentElement.dataset.theme = asked;
</script>
<style>
:root {{ color-scheme: light dark; --paper: #ffffff; --ink: #48566b; }}
@media (prefers-color-scheme: dark) {{ :root {{ --paper: #14181e; --ink: #b5bcc6; }} }}
:root[data-theme="light"] {{ color-scheme: light; --paper: #ffffff; --ink: #48566b; }}
:root[data-theme="dark"] {{ color-scheme: dark; --paper: #14181e; --ink: #b5bcc6; }}
body {{ margin: 0; padding: 8px; background: var(--paper); color: var(--ink); }}
main {{ max-width: 62.5rem; margin: auto; }}
figure {{ margin: 0; }}
.carousel-still img {{ width: 100%; height: auto; }}
footer {{ font: 13px/1.5 system-ui, sans-serif; padding: 6px 2px 0; }}
footer a {{ color: inherit; }}
</style>
</head>
<body>
<main>
{figure}
<footer>{source}</footer>
</main>
{scripts}
</body>
</html>
"""


@dataclass(frozen=True)
class Taken:
    """A figure as the book shows it first.

    Attributes:
        stem: its name in files and links.
        markup: the element that a script makes live, with its state and its still.
        page: where in the book it stands, as `chapters/02-derivation`.
        title: of that page.
    """

    stem: str
    markup: str
    page: str
    title: str

    @property
    def question(self) -> str:
        """What the figure answers."""
        return question(self.stem)

    @property
    def name(self) -> str:
        """What the figure is called in Python."""
        return kinds()[self.stem].__name__


def kinds() -> dict[str, type[Explorable]]:
    """The figures that can be taken along, by their stems."""
    named = (getattr(explorables, name) for name in explorables.__all__)
    return {kind.stem(): kind for kind in named if kind.stem() not in ASKING}


def question(stem: str) -> str:
    """What a figure answers: the first line of its module."""
    module = importlib.import_module(kinds()[stem].__module__)
    return inspect.getdoc(module).partition("\n")[0]


def height(stem: str) -> int:
    """The pixels that a figure's file needs where it is as wide as a page."""
    return TALLER.get(stem, HEIGHT)


def found(markup: str) -> dict[str, str]:
    """The figures in a piece of a page, each by its stem, the first of a kind."""
    held: dict[str, str] = {}
    for figure in _FIGURE.finditer(markup):
        if figure[1] in kinds():
            held.setdefault(figure[1], figure[0])
    return held


def alone(figure: Taken, course: Course) -> str:
    """The figure as one HTML file that asks for no other.

    It leads back to its page if the course has an address.
    """
    place = f'\n<meta name="carousel-figures" content="{home(course)}">'
    return _PAGE.format(
        home=place if course.site else "",
        title=html.escape(f"{figure.question} – {course.name}"),
        question=html.escape(figure.question),
        figure=figure.markup,
        source=_source(figure, course),
        scripts="\n".join(map(_script, _scripts(figure))),
    )


def write(figure: Explorable, path: Path, course: Course) -> Path:
    """Write a figure in its present state, as one HTML file."""
    markup = figure._repr_mimebundle_()[0]["text/html"]
    path.write_text(alone(Taken(figure.stem(), markup, "", ""), course), "utf-8")
    return path


def embedding(figure: Taken, course: Course) -> str:
    """What one writes into another page to show the figure there.

    The file is the site's if the course has an address; else it lies beside the page.
    """
    title = html.escape(figure.question)
    return (
        f'<iframe src="{home(course)}{figure.stem}.html" title="{title}"\n'
        f'  width="100%" height="{height(figure.stem)}" style="border: 0" '
        'loading="lazy"></iframe>'
    )


def home(course: Course) -> str:
    """Where the site has the figures' files, or nothing."""
    return f"{course.site}figures/" if course.site else ""


def _source(figure: Taken, course: Course) -> str:
    where = html.escape(
        f"{course.name}: {figure.title}" if figure.title else course.name
    )
    if course.site:
        page = f"{course.site}{figure.page}.html" if figure.page else course.site
        where = f'<a href="{page}" target="_blank" rel="noopener">{where}</a>'
    licence = (
        f'<a href="{LICENCE}" target="_blank" rel="license noopener">CC BY 4.0</a>'
    )
    return (
        f"From {where}. The figure is under {licence}, its code under the MIT licence."
    )


def _scripts(figure: Taken) -> list[str]:
    """The bundles of a figure: what all share, its language, and its own."""
    begun = _FIGURE.match(figure.markup)
    words = [f"words.{begun[2]}"] if begun and begun[2] else []
    return ["shared", *words, figure.stem]


def _script(stem: str) -> str:
    """A bundle as part of a page, which no word in it may end early."""
    text = (BUNDLES / "page" / f"{stem}.js").read_text(encoding="utf-8")
    text = re.sub("</(?=script)", r"<\\/", text, flags=re.IGNORECASE)
    text = text.replace("<!--", "<\\u0021--")
    return f"<script>{text}</script>"
