"""What all pictures share: one style sheet, one colour for one meaning, a layout."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import matplotlib.style
from matplotlib import _mathtext, font_manager
from matplotlib._mathtext_data import tex2uni
from matplotlib.axes import Axes

from carousel.shapes import Real

HERE = Path(__file__).parent
# The pages serve Inter too, and KaTeX's own set the symbols there.
FONTS = sorted((HERE / "fonts").glob("*.ttf"))
for _font in FONTS:
    font_manager.fontManager.addfont(_font)
# Looked up when a picture is saved, which a notebook does once the style is left. Text
# stays text, which is a fraction of its outlines; mathematics is set in "custom".
matplotlib.rcParams.update(
    dict.fromkeys(("mathtext.rm", "mathtext.bf"), "KaTeX_Main")
    | dict.fromkeys(
        ("mathtext.it", "mathtext.bfit", "mathtext.cal"), "KaTeX_Math:italic"
    )
    | {"mathtext.sf": "Inter", "mathtext.fallback": "stix", "svg.fonttype": "none"}
)
# The accents that stand alone: a browser puts a combining one over the letter before
# it, and Matplotlib has already moved it there.
tex2uni.update(combiningtilde=0x2DC, circumflexaccent=0x2C6)
# What is set low or high is larger than TeX has it at ten points, as TeX itself sets it
# in small type: on a phone an exponent is still read.
_mathtext.SHRINK_FACTOR = 0.8

_PALETTE = HERE.parent / "explorables" / "figure" / "palette.json"

COLOURS: dict[str, str] = {
    name: pair["light"]
    for name, pair in json.loads(_PALETTE.read_text(encoding="utf-8")).items()
}
# Behind a name that stands on lines, where it is set as mathematics.
CLEAR = {"boxstyle": "square,pad=0.1", "fc": COLOURS["paper"], "ec": "none"}


@contextmanager
def style() -> Iterator[None]:
    """The book's style, as a context: `with plots.style(): …`.

    Settings are as before once it is left.
    """
    with matplotlib.style.context(HERE / "carousel.mplstyle"):
        yield
        interactive = matplotlib.is_interactive()
    # The first picture of a notebook loads its backend, which sets this.
    matplotlib.interactive(interactive)


def side_by_side(
    ax: Axes | None = None, widths: tuple[Real, Real] = (1, 1)
) -> list[Axes]:
    """Two axes in the place of one.

    Args:
        ax: gives its place to the two; a new picture if None.
        widths: of the two, relative to each other.
    """
    ax = ax or plt.figure(figsize=(5.8, 3.4)).subplots()
    ax.set_axis_off()
    places = ax.get_subplotspec().subgridspec(1, 2, width_ratios=widths, wspace=0.08)
    return [ax.figure.add_subplot(place) for place in places]


def fewer_digits(svg: str) -> str:
    """A lighter picture: its lengths have two decimals, which is below what is seen.

    Scales keep theirs: a letter's of 0.115 is not 0.12.
    """
    return re.sub(
        r"scale\([^)]*\)|-?\d+\.\d{3,}",
        lambda one: one[0] if one[0][0] == "s" else f"{float(one[0]):.2f}",
        svg,
    )


def choose_notebook_formats() -> None:
    """Let notebooks keep pictures as SVG, and as PNG for paper."""
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        set_matplotlib_formats("svg", "png")
