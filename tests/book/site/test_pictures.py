import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from carousel.book import plots
from carousel.book.site import pictures

ROOT = Path(__file__).parents[3]
LIGHT = {name: pair["light"] for name, pair in pictures.PALETTE.items()}


@pytest.fixture(scope="module")
def svg():
    """A picture with text, ticks, a mask, a shade of a colour, and a foreign colour."""
    with plots.style():
        figure, ax = plt.subplots()
        ax.plot([0, 1], [0, 1], color=plots.COLOURS["f"], label="$c_t$")
        ax.fill_between([0, 1], [1, 2], color="#daa485")
        ax.axhline(0.5, color="#123456")
    file = StringIO()  # outside the style, as notebooks save
    figure.savefig(file, format="svg", facecolor=plots.COLOURS["paper"])
    plt.close(figure)
    return file.getvalue()


@pytest.fixture(scope="module")
def drawn(svg):
    return pictures.inline(svg, 'A line, "up" & on.', "p1-")


def test_every_colour_of_the_palette_is_a_variable(drawn):
    bare = re.sub(r"var\(--cx-\w+,#[0-9a-f]{6}\)", "", drawn)
    assert set(re.findall(r"#[0-9a-f]{6}\b", bare)) == {"#123456"}
    for name in ("ink", "f"):
        assert f"var(--cx-{name},{LIGHT[name]})" in drawn


def test_a_tint_of_a_colour_is_mixed_of_it_and_paper(drawn):
    mixed = re.search(r"color-mix\(in srgb,var\(--cx-(\w+),#\w+\) (\d+)%", drawn)
    assert mixed[1] == "c"
    assert 45 <= int(mixed[2]) <= 60


def test_ids_are_unique_to_a_picture_and_all_references_hold(svg, drawn):
    ids = re.findall(r'\bid="([^"]*)"', drawn)
    asked = re.findall(r'href="#([^"]*)"|url\(#([^)]*)\)', drawn)
    assert ids
    assert len(ids) == len(set(ids))
    assert {a or b for a, b in asked} <= set(ids)
    assert not set(ids) & set(
        re.findall(r'\bid="([^"]*)"', pictures.inline(svg, "", "p2-"))
    )


def test_a_picture_is_told_by_its_alt_and_is_lighter_than_its_file(svg, drawn):
    seen = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append((tag, dict(attrs)))

    Reader().feed(drawn)
    (box, told), (tag, attrs) = seen[:2]
    assert (box, told["class"]) == ("span", "cx-pan")
    assert (tag, attrs["role"]) == ("svg", "img")
    assert attrs["aria-label"] == 'A line, "up" & on.'
    assert "width" not in attrs
    assert len(drawn) < len(svg)


def test_the_grounds_are_left_to_the_box(svg, drawn):
    ground = re.compile(rf"fill: (?:var\(--cx-paper,)?{LIGHT['paper']}")
    assert len(ground.findall(svg)) == 2  # of the picture, and of its axes
    assert ground.findall(drawn) == []


def test_a_picture_is_as_wide_as_its_smallest_letter_asks(drawn):
    least = int(re.search(r"--cx-least:(\d+)px", drawn)[1])
    width = float(re.search(r'viewBox="\S+ \S+ (\S+) ', drawn)[1])
    ticks = 10.5  # of the style; what is set low belongs to its letter
    assert least == pytest.approx(width * pictures.LEAST / ticks, abs=1)


def test_letters_of_mathematics_are_runs():
    one = '<tspan x="{}" y="-0.5" style="font-size: 9px">{}</tspan>'
    low = '<tspan x="9" y="2" style="font-size: 7px">t</tspan>'
    svg = '<svg viewBox="0 0 90 90"><text>{}</text></svg>'
    drawn = svg.format(
        one.format(0, "a") + one.format(2, " ") + one.format(4.2, "&lt;") + low
    )
    run = '<tspan x="0 4.2" y="-0.5" style="font-size: 9px">a&lt;</tspan>'
    assert f"<text>{run}{low}</text>" in pictures.inline(drawn, "", "p")


def test_the_dark_values_hold_on_a_screen_and_not_on_paper():
    rule = pictures.dark()
    assert rule.startswith("@media screen{")
    for name, pair in pictures.PALETTE.items():
        assert f"--cx-{name}:{pair['dark']};" in rule


def test_every_colour_with_a_meaning_has_a_swatch_on_the_notation_page():
    page = (ROOT / "chapters" / "notation.md").read_text(encoding="utf-8")
    rules = set(re.findall(r"\.cx-hue-(\w+)\{", pictures.swatches()))
    assert set(re.findall(r"cx-hue-(\w+)", page)) == rules
    assert rules == set(pictures.PALETTE) - {"quiet", "line", "paper", "accent"}
