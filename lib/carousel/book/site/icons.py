"""The theme's icons, cut down to the few that the pages use.

The theme draws its icons with a script of 1.5 MB. Its style sheet also has a rule for
each of them and a font to draw them with; that is enough, and most of both can go.
"""

import re
from io import BytesIO
from pathlib import Path

import pydata_sphinx_theme
from fontTools import subset

_RULE = re.compile(r'((?:\.fa-[\w-]+:+before,?)+)\{content:"\\([0-9a-f]+)"\}')
_FONTS = ("fa-solid-900", "fa-regular-400", "fa-brands-400")
_WEBFONTS = Path("vendor") / "fontawesome" / "webfonts"
_SHEET = Path("styles") / "pydata-sphinx-theme.css"
THEME = (
    Path(pydata_sphinx_theme.__file__).parent
    / "theme"
    / "pydata_sphinx_theme"
    / "static"
)


def slim(outdir: Path) -> None:
    """Rewrite a built site's icon rules and fonts; drop the icon script.

    Args:
        outdir: the folder of the built site.
    """
    static = outdir / "_static"
    (static / "scripts" / "fontawesome.js").unlink(missing_ok=True)
    scripts = [*static.rglob("*.js"), *outdir.rglob("*.html")]
    named = set()
    for path in scripts:
        named |= set(re.findall(r"\bfa-[\w-]+", path.read_text(encoding="utf-8")))
    css, glyphs = used_icons((THEME / _SHEET).read_text(encoding="utf-8"), named)
    (static / _SHEET).write_text(css, encoding="utf-8")
    for style in static.rglob("*.css"):
        glyphs |= named_glyphs(style.read_text(encoding="utf-8"))
    for name in _FONTS:
        font = subset_font(THEME / _WEBFONTS / f"{name}.ttf", glyphs)
        (static / _WEBFONTS / f"{name}.woff2").write_bytes(font)
        (static / _WEBFONTS / f"{name}.ttf").unlink(missing_ok=True)


def used_icons(css: str, used: set[str]) -> tuple[str, set[int]]:
    """The style sheet without the rules of unused icons, and the glyphs that stay.

    Args:
        css: a style sheet with one rule an icon, as Font Awesome's.
        used: the icon classes that pages name, such as `fa-bars`.
    """
    glyphs: set[int] = set()

    def keep(rule: re.Match[str]) -> str:
        if not set(re.findall(r"fa-[\w-]+", rule[1])) & used:
            return ""
        glyphs.add(int(rule[2], 16))
        return rule[0]

    return _RULE.sub(keep, css), glyphs


def named_glyphs(css: str) -> set[int]:
    """The icon code points that a style sheet names, escaped or as characters."""
    escaped = {int(code, 16) for code in re.findall(r"\\(f[0-9a-f]{3})\b", css)}
    return escaped | {ord(sign) for sign in css if "\ue000" <= sign <= "\uf8ff"}


def subset_font(path: Path, glyphs: set[int]) -> bytes:
    """A WOFF2 font that holds only the given code points.

    Args:
        path: of a whole font.
        glyphs: code points.
    """
    options = subset.Options(flavor="woff2", layout_features=[], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=glyphs)
    out = BytesIO()
    with subset.load_font(str(path), options) as font:
        subsetter.subset(font)
        subset.save_font(font, out, options)
    return out.getvalue()
