"""What a page says of itself, with an address and without."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from sphinx.application import Sphinx

from carousel.book.kit import covers
from carousel.book.site import found

CONF = """
project = "Book"
extensions = ["myst_parser", "carousel.book.site.found", "carousel.book.site.citing"]
root_doc = "chapters/intro"
html_theme = "sphinx_book_theme"
"""
LONG = " ".join(["The carousel keeps a gradient as it is for many steps."] * 9)
PAGES = {
    "intro": "# Book\n\n*True* for one.\n\n```{toctree}\n01-one\nhow-to-cite\n```\n",
    "01-one": f"# One & all\n\n{LONG}\n\n*About 25 minutes to read, 50 with all.*\n",
    "how-to-cite": "# How to cite\n\nSo.\n\n```{citations}\n```\n",
}
HOME = "https://github.com/Owner/name"
SITE = "https://owner.github.io/name/"


class Head(HTMLParser):
    """The tags of a page's head."""

    def __init__(self, text):
        super().__init__()
        self.metas, self.canonical, self.data = {}, None, None
        self._in_data = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "meta" and "content" in told:
            name = told.get("name") or told.get("property")
            assert name is None or name == "viewport" or name not in self.metas
            self.metas[name] = told["content"]
        if tag == "link" and told.get("rel") == "canonical":
            self.canonical = told["href"]
        self._in_data = tag == "script" and told.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._in_data:
            self.data, self._in_data = json.loads(data), False


@pytest.fixture(scope="module", params=["", HOME], ids=["homeless", "at home"])
def built(request, tmp_path_factory):
    """The address of the repository, and the folder of the built pages."""
    folder = tmp_path_factory.mktemp("found")
    (folder / "chapters").mkdir()
    for name, text in PAGES.items():
        (folder / "chapters" / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "_config.yml").write_text(f"repository:\n  url: '{request.param}'\n")
    out = folder / "out"
    app = Sphinx(folder, folder, out, folder / "trees", "html", status=None)
    app.build()
    assert app.statuscode == 0
    return request.param, out


def _head(out, page):
    return Head((out / "chapters" / f"{page}.html").read_text(encoding="utf-8"))


def test_a_page_says_what_it_is_about_in_whole_sentences(built):
    _, out = built
    metas = _head(out, "01-one").metas
    about = metas["description"]
    assert about == metas["og:description"]
    assert 60 < len(about) <= found.LONGEST
    assert about.endswith("steps.")
    assert metas["og:title"] == "One & all"
    assert _head(out, "intro").metas["og:type"] == "website"


def test_addresses_are_there_with_a_home_alone(built):
    home, out = built
    head = _head(out, "01-one")
    text = json.dumps([head.metas, head.data])
    if not home:
        assert head.canonical is None
        assert "og:url" not in head.metas
        assert "://" not in re.sub(r"https://(schema|creativecommons)\.org", "", text)
        assert not (out / "sitemap.xml").exists()
        return
    assert head.canonical == head.metas["og:url"] == f"{SITE}chapters/01-one.html"
    picture = head.metas["og:image"].removeprefix(SITE)
    assert picture == f"{found.COVERS}/{covers.name('chapters/01-one')}"
    assert (out / picture).read_bytes().startswith(b"\x89PNG")
    assert _head(out, "how-to-cite").metas["og:image"].endswith("/intro.png")
    tree = ElementTree.parse(out / "sitemap.xml")
    held = {loc.text for loc in tree.findall(".//{*}loc")}
    assert held == {f"{SITE}chapters/{name}.html" for name in PAGES}


def test_the_data_of_schema_org_names_the_course_and_its_parts(built):
    _, out = built
    whole, part = (_head(out, page).data for page in ("intro", "01-one"))
    assert whole["@type"] == "Course"
    assert {"name", "description", "provider"} <= whole.keys()  # what a course needs
    assert part["@type"] == "LearningResource"
    assert part["isPartOf"]["name"] == whole["name"]
    assert part["timeRequired"] == "PT25M"
    assert "timeRequired" not in _head(out, "how-to-cite").data


def test_the_foot_names_the_version_and_leads_to_the_citations(built):
    _, out = built
    page = (out / "chapters" / "01-one.html").read_text(encoding="utf-8")
    assert re.search(
        r'Version \d\S*, \d+ \w+ \d{4} · <a href="how-to-cite.html">', page
    )
    cited = (out / "chapters" / "how-to-cite.html").read_text(encoding="utf-8")
    headings = re.findall(r"<h2>(\w+)", cited)
    assert headings == ["APA", "MLA", "Chicago", "Harvard", "BibTeX", "RIS"]
