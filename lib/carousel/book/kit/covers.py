"""The picture that a link to a chapter brings along, drawn from its title."""

import hashlib
import textwrap
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from carousel.book import plots
from carousel.book.kit.course import Course
from carousel.book.plots._style import COLOURS as PALETTE

SIZE = (1200, 630)  # pixels, as previews of links show them
_DOTS = 100  # in an inch


def name(page: str) -> str:
    """The file of a page's picture."""
    return f"{Path(page).name}.png"


def drawn(told: Course, page: str, title: str, about: str, kept: Path) -> bytes:
    """The picture, drawn only where the one that is kept says something else.

    Args:
        told: the course.
        page: whose picture it is; a chapter's number is drawn large.
        title: of the page.
        about: what the page is about.
        kept: the folder of the pictures that were drawn before.
    """
    said = repr((told.name, told.version, page, title, about, __doc__))
    place = kept / f"{hashlib.sha256(said.encode()).hexdigest()[:16]}.png"
    if not place.is_file():
        kept.mkdir(parents=True, exist_ok=True)
        place.write_bytes(draw(told, page, title, about))
    return place.read_bytes()


def draw(told: Course, page: str, title: str, about: str) -> bytes:
    """The picture as PNG: the title, and how two routes keep a gradient."""
    number = Path(page).name[:2]
    with plots.style():
        inches = (SIZE[0] / _DOTS, SIZE[1] / _DOTS)
        figure = Figure(figsize=inches, dpi=_DOTS, layout="none")
        figure.set_facecolor(PALETTE["paper"])
        _routes(figure)
        ink, quiet = PALETTE["ink"], PALETTE["quiet"]
        if number.isdigit():
            big = {"size": 40, "color": PALETTE["c"], "weight": "bold"}
            figure.text(0.06, 0.84, str(int(number)), **big)
        lines = textwrap.fill(title, 26)
        figure.text(0.06, 0.77, lines, size=44, color=ink, va="top", weight="bold")
        first = textwrap.shorten(about, 150, placeholder=" …")
        text = textwrap.fill(first, 62)
        figure.text(
            0.06, 0.23, text, size=19, color=quiet, va="center", linespacing=1.4
        )
        figure.text(0.06, 0.055, told.name, size=17, color=ink)
        picture = BytesIO()
        figure.savefig(picture, format="png", dpi=_DOTS, facecolor=PALETTE["paper"])
    return picture.getvalue()


def _routes(figure: Figure) -> None:
    """A gradient on its way back: constant on the carousel, decaying beside it."""
    ax = figure.add_axes((0.62, 0.32, 0.34, 0.5))
    ax.set_axis_off()
    steps = np.arange(13)
    ax.plot(steps, np.ones(13), color=PALETTE["c"], linewidth=6, solid_capstyle="round")
    ax.plot(steps, 0.72**steps, color=PALETTE["rnn"], linewidth=4)
    ax.plot(steps, np.ones(13), "o", color=PALETTE["c"], markersize=11)
    ax.plot(steps, 0.72**steps, "o", color=PALETTE["rnn"], markersize=7)
    ax.set_ylim(-0.05, 1.15)
