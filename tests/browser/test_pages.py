"""What must be true of every page, whatever it is about."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
BUDGET = 500_000  # bytes, compressed, of everything a page loads

# One line a finding: the rule, then where it applies.
RUN_AXE = """async (standards) => {
  const { violations } = await axe.run(document, { runOnly: standards });
  return violations.flatMap((v) =>
    v.nodes.map((n) => `${v.id}: ${n.target} ${n.html.slice(0, 120)}`));
}"""


def _pages() -> list[str]:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    found = [toc["root"]]

    def walk(node: dict) -> None:
        for part in node.get("parts", []):
            walk(part)
        for entry in node.get("chapters", []) + node.get("sections", []):
            found.append(entry["file"])
            walk(entry)

    walk(toc)
    return [f"{name}.html" for name in found] + ["search.html", "genindex.html"]


def _scroll_through(page) -> None:
    """Bring every lazy picture in, as a reader does who reads to the end."""
    page.evaluate(
        """async () => {
          for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
            scrollTo(0, y);
            await new Promise((done) => setTimeout(done, 30));
          }
          scrollTo(0, 0);
        }"""
    )
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", _pages())
def test_a_page_is_quiet_and_accessible(visit, site, path, scheme):
    seen = visit(urljoin(site, path), color_scheme=scheme)
    _scroll_through(seen.page)
    assert seen.page.evaluate("document.documentElement.dataset.theme") == scheme
    seen.page.add_script_tag(path=AXE)
    assert seen.page.evaluate(RUN_AXE, STANDARDS) == []
    seen.assert_quiet()


@pytest.mark.parametrize("path", _pages())
def test_a_page_fits_a_small_phone(visit, site, path):
    seen = visit(urljoin(site, path), width=320, height=640, has_touch=True)
    _scroll_through(seen.page)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
    seen.page.add_script_tag(path=AXE)
    assert seen.page.evaluate(RUN_AXE, STANDARDS) == []
    seen.assert_quiet()


@pytest.mark.parametrize("path", _pages())
def test_a_page_loads_at_most_500_kb(visit, site, path):
    seen = visit(urljoin(site, path))
    _scroll_through(seen.page)
    heaviest = sorted(seen.bytes.items(), key=lambda item: -item[1])[:5]
    assert sum(seen.bytes.values()) <= BUDGET, heaviest


@pytest.mark.parametrize("path", _pages())
def test_a_page_has_its_equations_as_text_and_not_as_source(visit, site, path):
    page = visit(urljoin(site, path)).page
    maths = page.locator(".math")
    assert page.locator(".math .katex").count() == maths.count()
    assert page.locator(".katex-error").count() == 0
    assert page.locator(".math .katex-mathml math").count() == maths.count()


@pytest.mark.parametrize("path", _pages())
def test_an_equation_and_its_number_do_not_overlap_on_a_phone(visit, site, path):
    page = visit(urljoin(site, path), width=320, height=640).page
    gaps = page.locator("div.math:has(.eqno)").evaluate_all(
        """boxes => boxes.map((box) =>
          box.querySelector(".eqno").getBoundingClientRect().left -
          box.querySelector(".katex-display").getBoundingClientRect().right)"""
    )
    assert [gap for gap in gaps if gap < -1] == []


def test_the_search_answers(visit, site):
    seen = visit(urljoin(site, "search.html?q=carousel"))
    seen.page.wait_for_selector("#search-results li")
    seen.assert_quiet()


def test_the_book_lives_under_a_sub_path(visit, course):
    seen = visit(course)
    seen.page.wait_for_url("**/course/chapters/intro.html")
    for path in _pages()[:3]:
        visit(urljoin(course, path)).assert_quiet()


def test_the_book_opens_from_a_folder(visit, html):
    for path in _pages()[:3]:
        visit((html / path).as_uri()).assert_quiet()


def test_a_page_without_scripts_still_shows_its_figures(visit, site):
    page = visit(urljoin(site, _pages()[1]), java_script_enabled=False).page
    assert page.locator("article h1").is_visible()
