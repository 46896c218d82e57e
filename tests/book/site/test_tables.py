import pytest
from docutils import nodes
from docutils.utils import new_document

from carousel.book.site import tables


def _row(*cells):
    return nodes.row("", *(nodes.entry("", nodes.paragraph(c, c)) for c in cells))


def _table(*rows):
    group = nodes.tgroup("", cols=len(rows[0]))
    group += nodes.thead("", _row(*rows[0]))
    group += nodes.tbody("", *(_row(*row) for row in rows[1:]))
    page = new_document("page")
    page += nodes.table("", group)
    tables.name_columns(page)
    return page[0]


LONG = "a sentence that fills a line of a table on any phone"


def test_a_cell_of_a_table_of_sentences_names_its_column():
    table = _table(["seen", "check", "a < b"], ["NaN", LONG, LONG])
    assert table["classes"] == [tables.CLASS]
    named = [raw.astext() for raw in table.findall(nodes.raw)]
    assert named == [
        '<span class="cx-head">check: </span>',
        '<span class="cx-head">a &lt; b: </span>',
    ]


@pytest.mark.parametrize("row", [["NaN", "1", "2"], ["NaN", 2 * LONG], [LONG] * 2])
def test_numbers_and_two_columns_stay_a_table(row):
    table = _table(["a", "b", "c"][: len(row)], row)
    assert table["classes"] == []
    assert list(table.findall(nodes.raw)) == []


@pytest.mark.parametrize(("cell", "kept"), [("10–18", True), ("10", False)])
def test_a_range_of_numbers_stays_on_one_line(cell, kept):
    table = _table(["min", "heading"], [cell, "1–2 of three"])
    tables.keep_ranges(table.document)
    found = [tables.KEPT in entry["classes"] for entry in table.findall(nodes.entry)]
    assert found == [False, False, kept, False]
