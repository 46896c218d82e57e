r"""The words in the still pictures, which `plots` draws for chapters and figures alike.

A text is translated when it has been drawn. What stands here is what `plots` writes by
itself; the names of curves are texts of the figures.
"""

import re

from matplotlib.figure import Figure
from matplotlib.text import Text

from carousel.book.explorables.words import PLACE, say

TEXTS = (
    r"$\theta$ = {0}",
    "bias $b$",
    "by $p_f$",
    "by $p_i$",
    "carousel alone: {0} % at step {1}",
    "cosine",
    "factor a step, a dot a direction",
    "first\n/ last",
    "forget bias, $b_f$",
    "gate, $f = \\sigma(b_f)$",
    "gates",
    "gradient at $c_t$, % of the last step's",
    "gradient norm, last step = 1",
    "half-life {0}",
    "largest entry of a gradient",
    "left of a memory, $f^k$",
    "new state $c_t$",
    "no peepholes",
    "norm, last = 1",
    "old state $c_{t-1}$",
    "recurrent weight $u$",
    "slope $dc_t/dc_{t-1}$",
    "std\n/ mean",
    "step $t$",
    "step $t$; the loss is at the last one",
    "steps >\nmax/10",
    "time, steps",
    "unit",
    "updates",
    "whole network: {0} % at step {1}",
    "{0} % above",
    "{0}, full",
    "{0}, truncated",
    "{0}: factor {1}",
)
_PATTERNS = {
    text: re.compile(
        PLACE.sub("(.+)", re.escape(text).replace(r"\{", "{").replace(r"\}", "}"))
    )
    for text in TEXTS
    if PLACE.search(text)
}


def translate(figure: Figure) -> None:
    """Put every text of a picture into the figures' language."""
    for text in figure.findobj(Text):
        text.set_text(translated(text.get_text()))


def translated(text: str) -> str:
    """A text of a picture in the figures' language; what it does not know it leaves."""
    if (said := say(text)) != text:
        return said
    for key, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(text):
            return say(key, *map(translated, found.groups()))
    for mark in ("\n", ": ", ", "):
        if mark in text:
            return mark.join(map(translated, text.split(mark)))
    return text
