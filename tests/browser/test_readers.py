"""Readers with other settings: back and forth, few colours, large letters, Arabic."""

from urllib.parse import urljoin

import pytest

from browser.figure import Figure

CHAPTER = "chapters/01-constant-error-carousel.html"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def chapter(visit, site):
    """Chapter 1, opened as told."""

    def chapter(path=CHAPTER, **how):
        return visit(urljoin(site, path), **how)

    return chapter


def test_back_and_a_reload_bring_the_state_of_figure_and_controls(chapter, site):
    seen = chapter()
    figure = Figure(seen.page)
    left = figure.set({"forget_gate": 0.7})
    seen.page.wait_for_function("history.state?.carousel")
    seen.page.goto(urljoin(site, "chapters/errata.html"))
    seen.page.go_back()
    seen.page.wait_for_selector(".cx-sentence:not(:empty)")
    back = Figure(seen.page).settle()
    assert (back.state, back.sentence) == (left.state, left.sentence)
    seen.page.reload()
    seen.page.wait_for_selector(".cx-sentence:not(:empty)")
    again = Figure(seen.page)
    assert again.settle().state == left.state
    again.box.get_by_role("button", name="Reset").click()
    assert again.settle().state["forget_gate"] != 0.7
    seen.assert_quiet()


WORDS = [
    "CEC",
    "ResNet",
    "padding",
    "pack_padded_sequence",
    "dropout",
    "ReLU",
    "GradScaler",
    "bfloat16",
    "saliency",
    "teacher",
    "Colab",
    "offline",
    "PDF",
    "licence",
    "bias_ih",
]
UNKNOWN = """words => words.filter((word) => !carouselSearch(word).results.length)"""
# How people ask, and where one of the first five answers leads.
ASKED = {
    "loss not decreasing": "questions.html#my-network-does-not-learn",
    "vanishng gradeint": "gradient",  # misspelt
    "forget gate bias initialization pytorch": "bias",
    "loss nan": "questions.html#explosions-and-clipping",
    "learning rate": "term-learning-rate",
    "exploding gradients": "clipping",
    "half life": "term-half-life",
}
FOUND = """query => carouselSearch(query).results.slice(0, 5)
  .map(({ entry }) => entry.address).join(" ")"""


def test_a_search_leads_to_the_section_and_knows_the_words_of_people(visit, site):
    page = visit(urljoin(site, "search.html?q=chrono")).page
    link = page.locator("#search-results li a[href*='02-derivation.html#']").first
    link.wait_for()
    assert "›" in link.inner_text()
    assert page.evaluate(UNKNOWN, WORDS) == []
    for query, address in ASKED.items():
        assert address in page.evaluate(FOUND, query), query
    link.click()
    page.wait_for_function("scrollY > 500")


def test_with_few_colours_a_picture_keeps_its_ground_and_a_switch_its_state(chapter):
    seen = chapter(forced_colors="active", color_scheme="dark")
    ground = "e => getComputedStyle(e).backgroundColor"
    figure = Figure(seen.page)
    paper, ink = figure.box.locator(".cx-picture").evaluate(
        """e => [getComputedStyle(e).backgroundColor,
          getComputedStyle(e.querySelector("svg text")).fill]"""
    )
    assert paper != ink
    assert (
        seen.page.locator(".cx-still").first.evaluate(
            "e => getComputedStyle(e).forcedColorAdjust"
        )
        == "none"
    )
    preset = figure.box.locator(".cx-presets button").nth(1)
    preset.click()
    figure.settle()
    other = figure.box.locator(".cx-presets button[aria-pressed=false]").first
    assert preset.evaluate(ground) != other.evaluate(ground)
    seen.assert_quiet()


def test_letters_of_twice_the_size_fit_the_page(chapter):
    for path in (CHAPTER, "chapters/rosetta.html", "chapters/intro.html"):
        seen = chapter(path)
        seen.page.add_style_tag(content="html { font-size: 200% !important; }")
        assert seen.page.evaluate(WIDE) <= 0, path


def test_a_page_turned_from_right_to_left_keeps_formulas_code_and_axes(chapter):
    seen = chapter()
    figure = Figure(seen.page)
    before = figure.see().sentence
    seen.page.evaluate("document.documentElement.dir = 'rtl'")
    kept = ".katex, pre, .cx-still, .cx-picture, .cx-control input"
    ways = seen.page.locator(f".bd-article :is({kept})").evaluate_all(
        "parts => parts.map((part) => getComputedStyle(part).direction)"
    )
    assert set(ways) == {"ltr"}
    assert seen.page.evaluate(WIDE) <= 0
    assert figure.settle().sentence == before
    for formula in seen.page.locator(".bd-article .math").all()[:5]:
        assert formula.get_attribute("translate") == "no"
    seen.assert_quiet()
