from types import SimpleNamespace
from unittest.mock import create_autospec

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from carousel.book.site import pages


def _page(html):
    document = new_document("page")
    document += nodes.raw("", html, format="html")
    return document


def _script(filename=None, **attributes):
    return SimpleNamespace(filename=filename, attributes=attributes)


@pytest.fixture
def app():
    app = create_autospec(Sphinx, instance=True)
    app.config = SimpleNamespace(root_doc="intro")
    return app


def _added(app):
    return [call.args[0] for call in app.add_js_file.call_args_list]


def test_a_page_loads_the_explorables_it_shows_and_the_shared_part_first(app):
    page = _page('<figure data-explorable="highway"></figure>' * 2)
    pages._choose_scripts(app, "one", "page.html", {"script_files": []}, page)
    assert _added(app) == ["carousel/shared.js", "carousel/highway.js"]


def test_a_page_without_explorables_loads_none(app):
    pages._choose_scripts(app, "one", "page.html", {"script_files": []}, _page("<p>"))
    pages._choose_scripts(app, "search", "search.html", {"script_files": []}, None)
    assert _added(app) == []


@pytest.mark.parametrize(("page", "styles"), [("intro", 1), ("one", 0)])
def test_the_first_page_alone_brings_its_own_styles(app, page, styles):
    pages._choose_scripts(app, page, "page.html", {"script_files": []}, None)
    assert app.add_css_file.call_count == styles


def test_thebe_and_the_widget_state_go_and_the_rest_stays(app):
    stays = _script(filename="_static/doctools.js")
    dead = [
        _script(body='const THEBE_JS_URL = ""'),
        _script(filename="_static/sphinx-thebe.js"),
        _script(type="application/vnd.jupyter.widget-state+json", body="{}"),
    ]
    context = {"script_files": [*dead, stays]}
    pages._choose_scripts(app, "one", "page.html", context, None)
    assert context["script_files"] == [stays]


def test_what_every_page_has_comes_minified_from_the_bundler():
    for name in ("page.css", "page.js", "glossary.js"):
        text = (pages.BUNDLES / "page" / name).read_text(encoding="utf-8")
        assert "/*" not in text
        assert len(text.splitlines()) <= 5


def test_a_book_without_bundles_is_refused_with_the_way_out(app, tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "BUNDLES", tmp_path)
    app.builder = SimpleNamespace(format="html")
    with pytest.raises(ExtensionError, match="run `pip install -e"):
        pages._stage_static_files(app)
