"""The look of every picture: one style sheet, and one colour for one meaning."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib
import matplotlib.style

HERE = Path(__file__).parent
_PALETTE = HERE.parent / "explorables" / "figure" / "palette.json"

COLOURS: dict[str, str] = {
    name: pair["light"]
    for name, pair in json.loads(_PALETTE.read_text(encoding="utf-8")).items()
}


@contextmanager
def style() -> Iterator[None]:
    """The book's style, as a context: `with plots.style(): …`."""
    with matplotlib.style.context(HERE / "carousel.mplstyle"):
        yield
        shown_at_once = matplotlib.is_interactive()
    # The first picture of a notebook loads its backend, which sets this.
    matplotlib.interactive(shown_at_once)


def draw_crisply() -> None:
    """Let notebooks keep pictures as SVG, and as PNG for paper."""
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        set_matplotlib_formats("svg", "png")
