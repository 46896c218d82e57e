import json

from sphinx.application import Sphinx

from carousel.book.site import searching

PAGE = """<body><p>A menu.</p><article class="bd-article"><section id="top">
<h1>3. <em>The</em> page<a class="headerlink" href="#top">#</a></h1>
<p>First,<b>bold</b> words.</p><svg><text>drawn</text></svg>
<section id="one"><h2>One?</h2><ul><li><p>A line.</p></li><li>Another.</li></ul>
<p>A <span class="katex"><math><mi>c</mi></math><span>c&nbsp;&lt;</span></span>.</p>
<details class="admonition tip"><summary>Answer</summary><div>42</div></details>
<div class="cell cx-aside">assert <br> x</div></section>
<dl><dt id="term-gate">gate</dt><dd>It opens.</dd></dl><p>Last.</p>
</section></article></body>"""


def test_a_section_holds_its_own_words_and_no_answers():
    found = searching.entries(PAGE)
    assert found == [
        ["top", "3. The page", "First,bold words. Last."],
        ["one", "One?", "A line. Another. A c <."],
        ["term-gate", "gate", "It opens."],
    ]


def test_a_page_of_questions_is_found_line_by_line():
    found = searching.entries(PAGE, line_by_line=True)
    lines = [words for mark, heading, words in found if mark == "one"]
    assert lines == ["A c <.", "A line.", "Another."]


def test_a_page_without_an_article_has_nothing():
    assert searching.entries("<body><p>A menu.</p></body>") == []


def test_a_build_writes_the_words_of_all_its_pages(tmp_path):
    (tmp_path / "conf.py").write_text(
        'extensions = ["myst_parser", "carousel.book.site.searching"]\n'
        'html_theme = "sphinx_book_theme"\n',
        encoding="utf-8",
    )
    (tmp_path / "index.md").write_text("# Book\n\nWords.\n", encoding="utf-8")
    out = tmp_path / "out"
    Sphinx(tmp_path, tmp_path, out, tmp_path / "kept", "html", status=None).build()
    text = (out / searching.FILE).read_text(encoding="utf-8")
    told = json.loads(text.removeprefix("carouselTexts="))
    assert told == [["index.html", "Book", [["book", "Book", "Words."]]]]
