"""A page that shows explorables and nothing else, for looking at and for tests."""

import inspect
import shutil
from collections.abc import Iterable
from pathlib import Path

from carousel.book.explorables._explorable import BUNDLES, Explorable
from carousel.book.plots._style import FONTS

# The book's own letters, since what is measured depends on them.
CUTS = [("Regular", "normal", "400"), ("Italic", "italic", "400")]
CUTS += [("Bold", "normal", "600 700")]
FACE = """@font-face {{ font-family: Inter; src: url("Inter-{}.ttf");
  font-style: {}; font-weight: {}; }}"""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><style>
{letters}
body {{ margin: 0; padding: 12px; background: #fff; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #111; color: #eee; }} }}
main {{ max-width: 760px; margin: auto; }} figure {{ margin: 0 0 20px; }}
@media (min-width: 1200px) {{ main {{ max-width: 968px; }} }} /* as in the book */
svg {{ max-width: 100%; height: auto; }}
</style></head><body><main><h1>{title}</h1>
{figures}
</main>{scripts}</body></html>"""


def write(folder: Path, figures: Iterable[Explorable], *, stills: bool = False) -> Path:
    """The page with these figures, and beside it the scripts it needs.

    Its still pictures take a second each to draw, and a live figure replaces them.
    """
    figures = list(figures)
    stems = list(dict.fromkeys(figure.stem() for figure in figures))
    scripts = ["shared", *stems]
    shutil.copy(BUNDLES / "page" / "shared.js", folder)
    for figure in figures:
        shutil.copy(_script(figure), folder)
    shown = [
        figure._repr_mimebundle_()[0]["text/html"] if stills else figure._on_page("")
        for figure in figures
    ]
    for font in FONTS:
        shutil.copy(font, folder)
    page = folder / f"{'-'.join(stems)}.html"
    page.write_text(
        PAGE.format(
            title=", ".join(stems),
            letters="\n".join(FACE.format(*cut) for cut in CUTS),
            figures="\n".join(shown),
            scripts="".join(
                f'<script defer src="{stem}.js"></script>' for stem in scripts
            ),
        ),
        encoding="utf-8",
    )
    return page


def _script(figure: Explorable) -> Path:
    """Its bundle; for one that only tests know, the file beside its module."""
    bundle = BUNDLES / "page" / f"{figure.stem()}.js"
    beside = Path(inspect.getfile(type(figure))).with_suffix(".js")
    return bundle if bundle.is_file() else beside
