"""Code that is not the lesson steps aside, and answers are closed."""

import json
import re

import pytest
from sphinx.application import Sphinx

CONF = """
extensions = ["myst_nb", "carousel.book.site.margin"]
source_suffix = {".ipynb": "myst-nb"}
nb_execution_mode = "off"
myst_enable_extensions = ["colon_fence", "dollarmath"]
"""
ANSWER = ":::{admonition} Solution\n:class: dropdown\nA tenth.\n:::"


def text(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source, *tags, value=None, **metadata):
    outputs = []
    if value is not None:
        data = value if isinstance(value, dict) else {"text/plain": value}
        result = {"output_type": "execute_result", "execution_count": 1}
        outputs.append(result | {"data": data, "metadata": {}})
    return {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": {"tags": list(tags), **metadata},
        "outputs": outputs,
        "source": source,
    }


@pytest.fixture
def build(tmp_path):
    """Build a page of the given cells and return the HTML between its headings."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text(CONF, encoding="utf-8")

    def build(*cells):
        cells = [text("# Page\n\n## Section"), *cells, text("## Summary\n\nEnd.")]
        page = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        (source / "index.ipynb").write_text(json.dumps(page), encoding="utf-8")
        out = tmp_path / "out"
        app = Sphinx(source, source, out, tmp_path / "trees", "html", status=None)
        app.build()
        assert app.statuscode == 0
        made = (out / "index.html").read_text(encoding="utf-8")
        start = made.index("<h2>", made.index("</h1>"))
        return made[start : made.index("<h2>Summary")]

    return build


def hidden(page):
    """The parts of a page that are closed at first."""
    return re.findall(r'<div class="cx-aside" id="(.*?)" hidden="until-found">', page)


def marks(page):
    """The marks of a page: what each is, and what it opens."""
    pattern = r'<button type="button" class="cx-mark (\w+)".*?aria-controls="(.*?)"'
    return re.findall(pattern, page)


def test_a_claim_is_a_tick_that_does_not_leave_the_last_word_of_its_sentence(build):
    page = build(text("It is never *larger*."), code("assert 1 < 2", "claim"))
    assert marks(page) == [("claim", hidden(page)[0])]
    kept = re.search(r'<span class="cx-keep">(.*?<button.*?</button></span>)', page)[1]
    assert kept.startswith("<em>larger</em>.<button")
    assert page.index("</button>") < page.index("</p>") < page.index("cx-aside")


FORMULA = r"$0.9 \cdot 0.6815 + 0.6 \cdot 0.9042 = 1.1559$"


@pytest.mark.parametrize(
    ("said", "before"),
    [
        (f"So it is {FORMULA}", r"</span>"),
        ("*About 25 minutes, and 45 for the exercises.*", r"exercises\."),
    ],
)
def test_a_tick_stays_with_a_long_formula_and_with_long_emphasis(build, said, before):
    page = build(text(said), code("assert 1", "claim"))
    assert re.search(rf'class="cx-keep[^>]*>[^✓]*{before}<button', page)


def test_claims_of_one_sentence_share_a_tick_and_code_has_a_mark_beside_it(build):
    claims = (code(f"assert {n}", "claim") for n in (1, 2))
    page = build(text("Said."), code("x = 1\nx", value="1"), *claims)
    first, second, third = hidden(page)
    assert marks(page) == [("code", first), ("claim", f"{second} {third}")]
    assert page.count("cx-keep") == 1


def test_a_tick_finds_the_end_of_a_list_and_of_an_open_box(build):
    box = ":::{note}\nNoted.\n:::"
    for before in ("1. One\n2. Two.", box):
        page = build(text(before), code("assert 1", "claim"))
        assert re.search(r"(Two|Noted)\.<button", page)


def test_a_mark_finds_the_end_of_a_list_that_a_cell_has_said(build):
    page = build(code("said()", value={"text/markdown": "So:\n\n1. one\n2. two"}))
    assert re.search(r"two<button[^>]*>code</button>", page)
    assert "cx-under" not in page


def test_the_lesson_stays_in_view_with_its_value(build):
    page = build(text("Said."), code("x = 1\nx", "lesson", value="1"))
    assert hidden(page) == marks(page) == []
    assert "cell_output" in page


def test_imports_go_without_a_mark(build):
    page = build(text("Said."), code("import numpy as np\n\nrng = np.random(1)"))
    assert len(hidden(page)) == 1
    assert marks(page) == []


def test_a_result_stays_and_its_code_goes_behind_a_mark_below_it(build):
    shown = code("show()", "hide-input", value={"text/html": "<b>Result</b>"})
    page = build(text("Said."), shown)
    assert [kind for kind, _ in marks(page)] == ["code"]
    assert page.index("</details>") < page.index("Result") < page.index("cx-under")


def test_a_live_figure_and_a_quiz_need_no_mark(build):
    for made in ('<figure data-explorable="race">', '<div class="cx-quiz">'):
        page = build(text("Said."), code("Race()", value={"text/html": made}))
        assert len(hidden(page)) == 1
        assert marks(page) == []
        assert page.index("</pre>") < page.index("</div>\n", page.index("</pre>"))


def test_an_exercise_is_solved_inside_its_box_and_only_there(build):
    solution = code("solved = 1", "hide-input", "exercise")
    page = build(text("How much?"), solution, text(ANSWER))
    box = page[page.index("<details") : page.rindex("</details>")]
    assert '<summary class="admonition-title">Solution</summary>' in box
    assert "solved" in box
    assert box.count("<details") == 1  # one fold is enough
    assert "solved" not in page.replace(box, "")
    assert "open" not in page[page.index("<details") :].split(">")[0]


def test_an_exercise_without_a_box_gets_one(build):
    page = build(text("How much?"), code("solved = 1", "hide-input", "exercise"))
    box = page[page.index("<details") : page.rindex("</details>")]
    assert "Solution" in box
    assert "solved" in box


def test_what_checks_an_answer_is_in_the_box_of_the_answer(build):
    page = build(text(f"How much?\n\n{ANSWER}"), code("assert 0.1", "claim"))
    box = page[page.index("<details") : page.rindex("</details>")]
    assert re.search(r"tenth\.<button", box)
    assert "cx-aside" in box


def test_what_checks_an_exercise_is_in_the_box_that_comes_after_it(build):
    check = code("assert 0.1", "hide-input", "claim")
    page = build(text("## Exercises\n\nHow much?"), check, text(ANSWER))
    box = page[page.index('<details class="admonition') : page.rindex("</details>")]
    assert re.search(r"tenth\.<button", box)
    assert "cx-mark" not in page.replace(box, "")
