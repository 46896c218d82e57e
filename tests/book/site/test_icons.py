import re
from io import BytesIO

from fontTools.ttLib import TTFont

from carousel.book.site.icons import THEME, named_glyphs, subset_font, used_icons

CSS = (THEME / "styles" / "pydata-sphinx-theme.css").read_text(encoding="utf-8")


def test_the_rule_of_a_used_icon_stays_and_of_an_unused_one_goes():
    css, glyphs = used_icons(CSS, {"fa-bars"})
    assert ".fa-bars:before" in css
    assert ".fa-magnifying-glass:before" not in css
    assert glyphs == {0xF0C9}


def test_only_icon_rules_are_touched():
    css, _ = used_icons(CSS, set())
    dropped = len(CSS) - len(css)
    rules = re.findall(r'(?:\.fa-[\w-]+:+before,?)+\{content:"\\[0-9a-f]+"\}', CSS)
    assert dropped == sum(map(len, rules)) > 50_000


def test_a_subset_font_holds_the_glyph_asked_for_and_is_small():
    path = THEME / "vendor" / "fontawesome" / "webfonts" / "fa-solid-900.ttf"
    font = subset_font(path, {0xF0C9})
    with TTFont(BytesIO(font)) as read:
        assert list(read.getBestCmap()) == [0xF0C9]
    assert len(font) < 2_000


def test_a_glyph_named_in_a_style_sheet_is_found_in_both_spellings():
    assert named_glyphs('a{content:"\\f0c9"} b{content:"\uf00d"}') == {0xF0C9, 0xF00D}
