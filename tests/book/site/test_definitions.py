import json
import re
from types import SimpleNamespace
from unittest.mock import create_autospec

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from carousel.book.site import definitions, glossary

SOURCE = "(expert)=\ndirect path, paths\n: A way </script>. [Chapter 1](01-a)\n"


@pytest.fixture
def app(tmp_path):
    (tmp_path / "glossary.md").write_text(SOURCE)
    app = create_autospec(Sphinx, instance=True)
    app.env = SimpleNamespace(
        docname="chapters/one",
        doc2path=lambda name: tmp_path / "glossary.md",
        found_docs={"b", "a"},
    )
    app.builder = SimpleNamespace(
        format="html", get_relative_uri=lambda here, there: "glossary.html"
    )
    return app


def _page(text):
    document = new_document("page")
    document += nodes.paragraph("", "", nodes.Text(text))
    return document


def _brought(app, page):
    context = {"body": "<h1>One</h1><h1>Two</h1>"}
    app.config = SimpleNamespace(root_doc="first")
    definitions._bring_definitions(app, "one", "page.html", context, page)
    return context["body"]


def test_a_mention_becomes_a_link_with_its_level(app):
    page = _page("A direct path.")
    definitions._mark_page(app, page, "chapters/one")
    (node,) = page.findall(glossary.mention)
    writer = create_autospec(HTML5Translator, instance=True)
    writer.body = []
    definitions._open_link(writer, node)
    definitions._close_link(writer, node)
    link = '<a class="cx-term expert" href="glossary.html#term-direct-path">'
    assert writer.body == [link, "</a>"]


def test_only_pages_for_the_screen_are_marked(app):
    app.builder.format = "latex"
    page = _page("A direct path.")
    definitions._mark_page(app, page, "chapters/one")
    assert not list(page.findall(glossary.mention))


def test_a_page_brings_the_definitions_it_needs_and_the_choice_of_readers(app):
    page = _page("A direct path.")
    definitions._mark_page(app, page, "chapters/one")
    body = _brought(app, page)
    said = re.search(r'id="cx-definitions">(.*?)</script>', body)[1]
    assert json.loads(said) == {"direct-path": "A way </script>."}
    assert body.index("</h1>") < body.index("<fieldset") < body.index("Two")
    assert re.findall(r'value="(\w+)"', body) == list(glossary.LEVELS)
    assert app.add_js_file.call_args.args == ("carousel/glossary.js",)


def test_on_the_first_page_the_choice_stands_below_the_claim(app):
    page = _page("A direct path.")
    definitions._mark_page(app, page, "chapters/one")
    context = {"body": "<h1>Title</h1><p>Claim</p><h2>How</h2>"}
    app.config = SimpleNamespace(root_doc="one")
    definitions._bring_definitions(app, "one", "page.html", context, page)
    body = context["body"]
    assert body.index("Claim") < body.index("</h2>") < body.index("<fieldset")


def test_a_page_without_mentions_stays_as_it_is(app):
    assert "fieldset" not in _brought(app, _page("Nothing."))
    assert "fieldset" not in _brought(app, None)
    app.add_js_file.assert_not_called()


def test_an_entry_stands_under_its_name_and_has_an_address(app):
    page = new_document("page")
    item = nodes.definition_list_item("", nodes.term("", "direct path, paths"))
    page += nodes.definition_list("", item)
    definitions._head_entries(app, page)
    assert page.astext() == "direct path, paths"
    app.env.docname = definitions.PAGE
    definitions._head_entries(app, page)
    assert page.astext() == "direct path"
    assert item[0]["ids"] == ["term-direct-path"]


def test_every_page_is_written_anew_when_the_glossary_has_changed(app, tmp_path):
    assert definitions._follow_the_glossary(app, app.env) == []
    assert definitions._follow_the_glossary(app, app.env) == []
    (tmp_path / "glossary.md").write_text(SOURCE + "\n")
    assert definitions._follow_the_glossary(app, app.env) == ["a", "b"]
