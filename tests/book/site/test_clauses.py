import pytest
from docutils import nodes
from docutils.utils import new_document

from carousel.book.site import clauses


def _kept(*parts):
    page = new_document("page")
    page += nodes.paragraph("", "", *parts)
    said = page.astext()
    clauses.close(page)
    assert page.astext() == said
    return [
        span.astext()
        for span in page.findall(nodes.inline)
        if clauses.CLASS in span["classes"]
    ]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("if ", ", then", "x,"),
        ("if (", ").", "(x)."),
        ("the ", "-th step", "x-th"),
        ("the ", "’s sum", "x’s"),
        ("if ", " and", None),
        ("", "", None),
    ],
)
def test_what_touches_a_formula_stays_with_it(before, after, kept):
    found = _kept(nodes.Text(before), nodes.math("", "x"), nodes.Text(after))
    assert found == ([kept] if kept else [])


def test_every_formula_of_a_sentence_keeps_its_own():
    x, y = nodes.math("", "x"), nodes.math("", "y")
    parts = [x, nodes.Text(", ("), y, nodes.Text(")!")]
    assert _kept(*parts) == ["x,", "(y)!"]


def test_a_formula_between_other_nodes_is_left_alone():
    strong = nodes.strong("", ", bold")
    assert _kept(nodes.math("", "x"), strong) == []
