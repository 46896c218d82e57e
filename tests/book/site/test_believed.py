"""The page of what one believed lists what the chapters ask, and no answer."""

import json
import re

import pytest
from sphinx.application import Sphinx

from carousel.book import claims
from carousel.book.explorables import Predict
from carousel.book.quiz import Quiz

CONF = """
extensions = ["myst_parser", "carousel.book.site.solutions",
              "carousel.book.site.believed"]
html_theme = "basic"
"""


def _raw(shown):
    bundle = shown._repr_mimebundle_()
    page = (bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"]
    return "```{raw} html\n" + page.replace("\n", " ") + "\n```\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the page says, as text and as what its script reads."""
    source = tmp_path_factory.mktemp("book")
    asked = Predict("How much is left?", answer=0.37, low=0.1, high=1)
    board = claims.Scoreboard(near=("Near", "Gates near $f = 1$ keep all."))
    line = claims.Line("All is kept.", "share", above=1)
    verdict = claims.Verdict(board["near"], line, {"a case": [0.5]}, "They do not.")
    options = [
        {"answer": "this", "correct": True, "feedback": "Because."},
        {"answer": "that", "correct": False, "feedback": "Why?"},
    ]
    path = source / "01.json"
    path.write_text(json.dumps([{"question": "Is $c_t$?", "answers": options}]))
    pages = {
        "index": "# Book\n\n```{toctree}\none\ntwo\nbelieved\n```\n",
        "one": f"# One\n\n## How much?\n\n{_raw(asked)}\n## Quiz\n\n{_raw(Quiz(path))}",
        "two": f"# Two\n\n{_raw(board)}\n## Tried\n\n{_raw(verdict)}",
        "believed": "# What you believed\n\n```{believed}\n```\n",
    }
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    out = source / "out"
    app = Sphinx(source, source, out, source / "trees", "html", status=None)
    app.build()
    page = (out / "believed.html").read_text(encoding="utf-8")
    state = re.search(r'<script type="application/json">(.*?)</script>', page)[1]
    return page, json.loads(state)


def test_every_chapter_that_asks_is_there_with_its_places(told):
    _, (one, two) = told
    assert (one["title"], one["href"]) == ("One", "one.html")
    [guess], [answer], [vote] = one["guesses"], one["answers"], two["votes"]
    assert (guess["words"], guess["where"]) == ("How much is left?", "How much?")
    assert guess["href"] == "one.html#how-much"
    assert answer["words"] == "Is c_t?"
    assert vote["words"] == "Gates near f = 1 keep all."
    assert vote["href"] == "two.html#tried"  # not where all are listed


def test_no_answer_is_on_the_page(told):
    page, _ = told
    assert "0.37" not in page
    assert "Because" not in page
    assert "They do not" not in page


def test_without_a_script_the_page_counts(told):
    page, _ = told
    assert "<noscript>" in page
    row = re.search(r'<tr><th scope="row"><a href="one.html">.*?</tr>', page)[0]
    assert re.findall(r'data-kind="(\w+)">(\d*)<', row) == [
        ("guesses", "1"),
        ("answers", "1"),
        ("votes", ""),
    ]
