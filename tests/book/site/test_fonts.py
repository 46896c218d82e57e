import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from carousel.book.plots._style import FONTS
from carousel.book.site import fonts

ROOT = Path(__file__).parents[3]
BUDGET = 60_000  # bytes of all cuts together
# What no cut of the font has; a reader's own font draws them, here and there.
ELSEWHERE = set("◐∎ᵀ")


@pytest.fixture(scope="module")
def cuts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("carousel") / "fonts"
    fonts.stage(folder)
    return sorted(folder.iterdir())


def test_the_cuts_are_those_that_the_style_sheet_names_and_small(cuts):
    page = ROOT / "lib/carousel/book/site/page/page.css"
    asked = re.findall(r"fonts/([\w.-]+)", page.read_text(encoding="utf-8"))
    assert sorted(asked) == [path.name for path in cuts]
    assert sum(path.stat().st_size for path in cuts) <= BUDGET


def _said(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".ipynb", ".json"):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return text


def test_every_letter_that_a_page_says_is_in_the_font(cuts):
    book = ROOT / "lib" / "carousel" / "book"
    places = [*(ROOT / "chapters").rglob("*.ipynb"), *(ROOT / "chapters").rglob("*.md")]
    places += [*(ROOT / "chapters").rglob("*.json"), *book.rglob("*.html")]
    places += [
        p for p in (book / "explorables").rglob("*.js") if "static" not in p.parts
    ]
    said = set("".join(map(_said, places))) - ELSEWHERE
    said = {sign for sign in said if not "\u0400" <= sign < "\u2000"}  # other scripts
    for path in cuts:
        with TTFont(path) as font:
            missing = {sign for sign in said if ord(sign) not in font.getBestCmap()}
        assert not {sign for sign in missing if sign.isprintable()}, path


def test_matplotlib_measures_with_the_same_letters():
    found = [
        font_manager.findfont(
            font_manager.FontProperties(family=["Inter"], style=style, weight=weight)
        )
        for style, weight in (("normal", 400), ("italic", 400), ("normal", 700))
    ]
    assert sorted(map(Path, found)) == [p for p in FONTS if p.stem.startswith("Inter")]
