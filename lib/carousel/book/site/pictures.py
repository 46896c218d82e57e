"""The Sphinx extension that draws a page's still pictures with the page's own colours.

Matplotlib's pictures are SVG files in the light palette. On a page they stand in the
text itself, each colour of the palette as a variable, so that the dark theme has them
dark; every other output (LaTeX, a notebook) keeps the light files.
"""

import json
import math
import re
from html import escape
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from carousel.book.plots import fewer_digits

_PALETTE = Path(__file__).parents[1] / "explorables" / "figure" / "palette.json"
PALETTE: dict[str, dict[str, str]] = json.loads(_PALETTE.read_text(encoding="utf-8"))
_NAMES = {pair["light"]: name for name, pair in PALETTE.items()}
_NO_MEANING = {"quiet", "line", "paper", "accent"}
_HUES = ("c", "f", "i", "o", "c_tilde", "h", "plus", "minus")
LEAST = 9.5  # pixels of a letter; what is set low or high belongs to its letter

_HEAD = re.compile(r"^.*?(?=<svg\b)|<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
_GROUP = re.compile(r'<g id="[^"]*"')  # named by Matplotlib, asked for by nobody
# The grounds of a picture and of its axes: its box on the page has them.
_GROUND = re.compile(
    r'(<g id="(?:figure|axes)_\d+">\s*)<g id="patch_\d+">\s*'
    rf'<path d="[^"]*"\s+style="fill: {PALETTE["paper"]["light"]}"/>\s*</g>'
)
_TEXT = re.compile(r"<text\b.*?</text>", re.DOTALL)
_LETTER = re.compile(
    r'<tspan x="([^"]*)" y="([^"]*)" style="([^"]*)">([^<]*)</tspan>', re.DOTALL
)
_SIZE = re.compile(r"font(?:-size)?: ?(?:[a-z]+ )*([\d.]+)px")
_ID = re.compile(r"""(?<=\bid=["'])|(?<=href=["']\#)|(?<=url\(\#)""")
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the extension to a build."""
    app.connect("doctree-resolved", _draw_in_place, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def dark() -> str:
    """The rule that gives pictures their colours in the dark theme, on a screen."""
    values = "".join(f"--cx-{n}:{pair['dark']};" for n, pair in PALETTE.items())
    return f'@media screen{{html[data-theme="dark"] .cx-pan{{{values}}}}}\n'


def swatches() -> str:
    """The rules of the swatches that say what a colour means, in both themes."""
    return "".join(
        f".cx-hue-{n}{{background:{pair['light']}}}"
        f'html[data-theme="dark"] .cx-hue-{n}{{background:{pair["dark"]}}}'
        for n, pair in PALETTE.items()
        if n not in _NO_MEANING
    )


def inline(svg: str, alt: str, mark: str) -> str:
    """A picture as a part of a page, in a box that is scrolled where it is too narrow.

    Args:
        svg: the file that Matplotlib wrote.
        alt: what the picture shows, for those who do not see it.
        mark: begins all its ids, so that no other picture on the page has them.
    """
    head, body = re.fullmatch(
        r"<svg\b([^>]*)>(.*)", _HEAD.sub("", svg).strip(), re.DOTALL
    ).groups()
    view = re.search(r'viewBox="[^"]*"', head)[0]
    body = re.sub(r"<style\b.*?</style>", "", body, flags=re.DOTALL)
    body = _GROUND.sub(r"\1", body)
    wide = _least_width(view, body)
    body = _GROUP.sub("<g", body)
    body = _ID.sub(mark, body).replace("xlink:href", "href")
    body = fewer_digits(body)
    body = _TEXT.sub(lambda text: _in_runs(text[0]), body)
    body = _COLOUR.sub(lambda colour: _variable(colour[0]), body)
    body = re.sub(r' transform="rotate\(-0 [^"]*"', "", body)
    body = re.sub(r">\s+<", "><", re.sub(r"\s+", " ", body))
    told = f'class="cx-still" role="img" aria-label="{escape(alt)}" {view}'
    box = f'<span class="cx-pan" style="--cx-least:{wide}px">'
    return f"{box}<svg {told}>{body}</span>"


def _least_width(view: str, body: str) -> int:
    """How wide a picture must be drawn for its smallest letter, in pixels."""
    width = float(re.search(r'"\S+ \S+ (\S+) ', view)[1])
    sizes = [_SIZE.findall(text) for text in _TEXT.findall(body)]
    least = min((max(map(float, of_text)) for of_text in sizes if of_text), default=0)
    return math.ceil(width * LEAST / least) if least else 0


def _in_runs(text: str) -> str:
    """Letters of mathematics that stand alike as one run: a picture is lighter so."""

    def runs(found: re.Match) -> str:
        all_of_it = (one.groups() for one in _LETTER.finditer(found[0]))
        letters = [one for one in all_of_it if one[3].strip()]  # a space is no place
        told = ""
        for (y, look), run in groupby(letters, key=lambda letter: letter[1:3]):
            places, _, _, words = zip(*run, strict=True)
            x = " ".join(places)
            told += f'<tspan x="{x}" y="{y}" style="{look}">{"".join(words)}</tspan>'
        return told

    return re.sub(rf"(?:{_LETTER.pattern}\s*)+", runs, text)


def _variable(colour: str) -> str:
    """A colour by its name in the palette, or as a mixture of one of them and paper."""
    if colour in _NAMES:
        return f"var(--cx-{_NAMES[colour]},{colour})"
    for name in _HUES:
        share = _share(colour, PALETTE[name]["light"])
        if share is not None:
            hue = f"var(--cx-{name},{PALETTE[name]['light']}) {share:.0%}"
            paper = f"var(--cx-paper,{PALETTE['paper']['light']})"
            return f"color-mix(in srgb,{hue},{paper})"
    return colour


def _share(colour: str, hue: str) -> float | None:
    """How much of a hue on paper a colour is, if it is that."""
    paper = _channels(PALETTE["paper"]["light"])
    whole = [h - p for h, p in zip(_channels(hue), paper, strict=True)]
    part = [c - p for c, p in zip(_channels(colour), paper, strict=True)]
    share = sum(map(float.__mul__, whole, part)) / sum(w * w for w in whole)
    misses = [abs(p - share * w) for p, w in zip(part, whole, strict=True)]
    return share if max(misses) <= 3 and 0 < share < 1 else None


def _channels(colour: str) -> list[float]:
    return [float(int(colour[k : k + 2], 16)) for k in (1, 3, 5)]


def _draw_in_place(app: Sphinx, page: nodes.document, name: str) -> None:
    if app.builder.format != "html":
        return
    for number, image in enumerate(list(page.findall(nodes.image)), start=1):
        path = Path(app.srcdir) / image["uri"]
        if path.suffix == ".svg" and path.is_file():
            svg = inline(path.read_text("utf-8"), image.get("alt", ""), f"p{number}-")
            image.replace_self(nodes.raw("", svg, format="html"))
