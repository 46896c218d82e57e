"""The look of every picture: one style sheet, and one colour for one meaning."""

import json
from contextlib import AbstractContextManager
from pathlib import Path

import matplotlib.style

HERE = Path(__file__).parent
_PALETTE = HERE.parent / "explorables" / "shared" / "palette.json"

COLOURS: dict[str, str] = {
    name: pair["light"]
    for name, pair in json.loads(_PALETTE.read_text(encoding="utf-8")).items()
}


def style() -> AbstractContextManager[None]:
    """The book's style, as a context: `with plots.style(): …`."""
    return matplotlib.style.context(HERE / "carousel.mplstyle")
