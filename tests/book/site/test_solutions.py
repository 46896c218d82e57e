"""The page of solutions holds what the chapters hold."""

import re

import pytest
from sphinx.application import Sphinx

CONF = """
extensions = ["myst_parser", "carousel.book.site.solutions"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
numfig = True
"""
PAGES = {
    "index": "# Book\n\n```{toctree}\none\ntwo\nthree\nsolutions\n```\n",
    "one": "# First\n\nProse.\n\n## Exercises\n\n**1. By hand.** How much is left?\n\n"
    ":::{admonition} Solution\n:class: dropdown\nA tenth.\n:::\n\n## Summary\n\nEnd.\n",
    "two": "# Second\n\n(mark)=\n## Task\n\n## Exercises\n\nSay {ref}`it <mark>`.\n\n"
    "```{math}\n:label: sum\na + b\n```\n\n"
    ':::{container} cell\n```{raw} html\n<p data-explorable="answer">field</p>\n```\n'
    ":::\n",
    "three": "# Third\n\nNothing to do.\n",
    "solutions": "# Solutions\n\nAll of them.\n\n```{solutions}\n```\n",
}


@pytest.fixture
def build(tmp_path):
    """Build the little book and return the page of solutions as HTML."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    for name, text in PAGES.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")

    def build(**changed):
        for name, text in changed.items():
            (source / f"{name}.md").write_text(text, encoding="utf-8")
        out = tmp_path / "out"
        app = Sphinx(source, source, out, tmp_path / "trees", "html", status=None)
        app.build()
        assert app.statuscode == 0
        return (out / "solutions.html").read_text(encoding="utf-8")

    return build


def test_exercises_stand_in_the_order_of_the_book_under_their_chapters(build):
    page = build()
    order = [page.index(text) for text in ("How much is left?", "A tenth.", "Say")]
    assert order == sorted(order)
    assert 'href="one.html"' in page
    assert 'href="two.html"' in page
    main = page[page.index('role="main"') : page.index("sphinxsidebar")]
    assert "Third" not in main
    assert "Prose." not in main
    assert "End." not in main


def test_solutions_are_open_and_anchors_stay_unique(build):
    page = build()
    assert "dropdown" not in page
    assert page.count('id="mark"') == 0
    assert re.search(r'href="two.html#(mark|task)"', page)


def test_a_field_for_an_answer_is_left_where_it_is_asked(build):
    assert "field" not in build()


def test_an_equation_is_numbered_in_its_chapter_alone(build):
    page = build()
    assert "a + b" in page
    assert "eqno" not in page


def test_a_changed_chapter_changes_the_page(build):
    build()
    changed = PAGES["one"].replace("A tenth.", "A hundredth.")
    assert "A hundredth." in build(one=changed)
