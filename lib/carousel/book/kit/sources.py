"""The literature as a text names it: authors and year, by key."""

import re
import unicodedata
from pathlib import Path

_ENTRY = re.compile(r"^@\w+\{([^,\s]+),(.*)\}\s*$", re.MULTILINE)
_AUTHORS = re.compile(r"\bauthor\s*=\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_YEAR = re.compile(r"\byear\s*=\s*\{(\d+)\}")
_ACCENT = re.compile(r"\\([\"'`^~]|[vc](?=\{))\{?\\?(\w)\}?")
_MARKS = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "v": "\u030c",
    "c": "\u0327",
}


def read(bibliography: Path) -> dict[str, tuple[str, str]]:
    """Authors and year by key, as in ("Gers et al.", "2000")."""
    found = {}
    for key, entry in _ENTRY.findall(bibliography.read_text(encoding="utf-8")):
        people = [one.split(",")[0] for one in _AUTHORS.search(entry)[1].split(" and ")]
        names = [_plain(name) for name in people]
        said = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
        found[key] = (said, _YEAR.search(entry)[1])
    return found


def _plain(tex: str) -> str:
    """What TeX writes with accents and braces, as people read it."""
    text = _ACCENT.sub(lambda found: found[2] + _MARKS[found[1]], tex)
    text = text.replace(r"\L}", "Ł")
    return unicodedata.normalize("NFC", re.sub(r"[{}]", "", text))
